import type { World } from '../engine/types';
import { redundancies } from './rules/redundant-index';
import type { ScanEvidence, ScanPoint } from './types';

/** The plan of a point again, where it reads by an index that another one starts with, without any such index. */
export type PlanWithout = (point: ScanPoint) => Promise<ScanPoint | undefined>;

/**
 * Plans without redundant indexes where the world stands: their tables are not made a second time for it. Undefined
 * where the plan reads by none of them, or where it cannot be planned so.
 */
export function planWithoutRedundant(
  world: Pick<World, 'replanWithout'>,
  facts: ScanEvidence['facts'],
): PlanWithout {
  const redundant = redundancies(facts);
  return async ({ scale, plan, statement }) => {
    if (!redundant.some(({ isReadBy }) => isReadBy(plan))) return undefined;
    const read = new Set(plan.accesses.map(({ schema, relation }) => `${schema}\n${relation}`));
    // Any of the same tables: where one of them is hidden, another is not to stand in for it.
    const hidden = redundant
      .filter(({ table, isReadBy }) => read.has(`${table.schema}\n${table.name}`) || isReadBy(plan))
      .map(({ index }) => index.name);
    const outcome = await world.replanWithout?.(hidden, { scale, statement, settings: {} });
    return outcome?.ok === true ? { scale, plan: outcome.plan, statement } : undefined;
  };
}
