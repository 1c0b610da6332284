import { PlancliffError } from '../errors';
import type { Probe } from '../generate/probes/types';
import type { PlannedProbes } from './plan-probes';
import { tableInMessage } from './table-in-message';

/** Plans without the tables that the engine refuses, each with a note. */
export async function planTolerantly(
  probes: readonly Probe[],
  notes: string[],
  plan: (probes: readonly Probe[]) => Promise<PlannedProbes>,
): Promise<PlannedProbes> {
  for (let some = probes; some.length > 0;) {
    try {
      return await plan(some);
    } catch (error) {
      const table = tableOf(error, some);
      if (table === undefined) throw error;
      notes.push(`no query of ${table} was planned: ${(error as PlancliffError).message}`);
      some = some.filter((probe) => probe.table !== table && probe.parent !== table);
    }
  }
  return { cases: [], failures: [], approximations: [], generic: [], without: [] };
}

/** The table that an error of the model is about. */
function tableOf(error: unknown, probes: readonly Probe[]): string | undefined {
  if (!(error instanceof PlancliffError) || error.code !== 'model') return undefined;
  const tables = [...new Set(probes.map(({ table }) => table))];
  return tableInMessage(error.message, tables, ':');
}
