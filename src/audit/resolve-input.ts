import { statisticsDrawer } from '../drawer/from-statistics';
import type { ColumnLookup } from '../postgres/catalog/column-statistics';
import { PlancliffError } from '../errors';
import { drawsIn } from '../model/drawn-values';
import type { AuditInput } from './types';

export type Resolved =
  | { readonly ok: true; readonly sql: string; readonly parameters?: readonly unknown[] }
  | { readonly ok: false; readonly reason: string; readonly hint?: string };

/** Columns that the cases draw values from, each once. */
export function drawnColumns(inputs: readonly AuditInput[]): readonly string[] {
  const columns = inputs.flatMap((input) =>
    input.kind === 'case' ? drawsIn(input.case.values).map(({ from }) => from) : [],
  );
  return [...new Set(columns)];
}

/** The statement of an input, with its drawn values taken from the statistics of the database. */
export async function resolveInput(
  input: AuditInput,
  statistics: ReadonlyMap<string, ColumnLookup>,
): Promise<Resolved> {
  if (input.kind === 'sql') {
    const { sql, parameters } = input;
    return { ok: true, sql, ...(parameters === undefined ? {} : { parameters }) };
  }
  try {
    const drawer = statisticsDrawer([input.query], statistics);
    const [statement] = await drawer.statementsAt(today, [input.case]);
    if (statement === undefined) throw new RangeError(`No statement of ${input.case.id}`);
    return { ok: true, ...statement };
  } catch (error) {
    if (!(error instanceof PlancliffError)) throw error;
    const { message, reason, hint } = error;
    return {
      ok: false,
      reason: reason === undefined ? message : `${message}: ${reason}`,
      ...(hint === undefined ? {} : { hint }),
    };
  }
}

/** An audit looks at the tables as they are: statistics name no other scale. */
const today = 1;
