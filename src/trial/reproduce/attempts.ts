import type { Plan } from '../../plan/types';
import { withoutUnused } from './methods';
import type { Reproduction, Target } from '../types';

/** One way to lead the planner to an access. */
export interface Attempt {
  readonly by: Reproduction;
  /** Hide every index, on the relations that the target reads, that is not one of `keep`. */
  readonly hide?: { readonly relations: readonly Relation[]; readonly keep: readonly string[] };
  readonly settings: { readonly [name: string]: string };
  /** Statistics of the tables at this scale, in place of those of the trial's size. */
  readonly statisticsOf?: number;
}

export interface Relation {
  readonly schema: string;
  readonly name: string;
}

/** Without a target: what the planner chooses by itself. */
export const freely: Attempt = { by: 'planned', settings: {} };

/** The attempts for a target, gentlest first. The first whose plan has the target's access is run. */
export function attemptsFor({ plan, scale }: Target): readonly Attempt[] {
  const hide = unusedIndexes(plan);
  const settings = withoutUnused(plan.document);
  return [
    freely,
    { by: 'hidden', hide, settings: {} },
    { by: 'hidden', settings },
    { by: 'hidden', hide, settings },
    { by: 'statistics', statisticsOf: scale, settings: {} },
    { by: 'statistics', statisticsOf: scale, hide, settings: {} },
    { by: 'statistics', statisticsOf: scale, hide, settings },
  ];
}

function unusedIndexes({ accesses }: Plan): NonNullable<Attempt['hide']> {
  return {
    relations: accesses.map(({ schema, relation }) => ({ schema, name: relation })),
    keep: accesses.flatMap(({ indexes }) => indexes),
  };
}
