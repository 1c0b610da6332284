import { PlancliffError } from '../errors';
import type { Probe } from '../generate/probes/types';
import type { PlannedProbes } from './plan-probes';
import { tableInMessage } from './table-in-message';

/** Each time everything is planned again: of a schema with more such tables, the rules of the catalog alone look at it. */
const mostTimes = 4;

/** Plans without the tables that the engine refuses, each with a note. */
export async function planTolerantly(
  probes: readonly Probe[],
  notes: string[],
  plan: (probes: readonly Probe[]) => Promise<PlannedProbes>,
): Promise<PlannedProbes> {
  let some = probes;
  for (let time = 0; some.length > 0 && time < mostTimes; time += 1) {
    try {
      return await plan(some);
    } catch (error) {
      const table = tableOf(error, some);
      if (table === undefined) throw error;
      notes.push(`no query of ${table} was planned: ${(error as PlancliffError).message}`);
      some = some.filter((probe) => probe.table !== table && probe.parent !== table);
    }
  }
  if (some.length > 0)
    notes.push(`no query was planned: ${mostTimes} tables, and maybe more, cannot be made`);
  return { cases: [], failures: [], approximations: [], generic: [], without: [] };
}

/** The table that an error of the model is about. */
function tableOf(error: unknown, probes: readonly Probe[]): string | undefined {
  if (!(error instanceof PlancliffError) || error.code !== 'model') return undefined;
  const tables = [...new Set(probes.map(({ table }) => table))];
  return tableInMessage(error.message, tables, ':');
}
