import { PlancliffError } from '../errors';
import { drawKey, drawsIn, isDrawnValue, withLeaves } from '../model/drawn-values';
import type { Model } from '../model/types';
import type { Statement } from '../plan/types';
import type { Connection } from '../postgres/types';
import type { CaseValues } from '../scenario/types';
import { resolveCase } from '../workload/resolve-case';
import { drawFromStatistics } from './draw-from-statistics';
import type { Looked } from './statistics';
import type { Wish } from './types';

export type Resolved =
  | { readonly ok: true; readonly sql: string; readonly parameters?: readonly unknown[] }
  | { readonly ok: false; readonly reason: string; readonly hint?: string };

/** Columns that the cases draw values from, each once. */
export function columnsDrawn(wishes: readonly Wish[]): readonly string[] {
  const columns = wishes.flatMap((wish) =>
    wish.kind === 'case' ? drawsIn(wish.case.values).map(({ from }) => from) : [],
  );
  return [...new Set(columns)];
}

/** The statement of a wish, its drawn values taken from the statistics of the database. */
export async function resolveWish(
  wish: Wish,
  statistics: ReadonlyMap<string, Looked>,
): Promise<Resolved> {
  if (wish.kind === 'sql') {
    const { sql, parameters } = wish;
    return { ok: true, sql, ...(parameters === undefined ? {} : { parameters }) };
  }
  const values = new Map<string, string | null>();
  for (const draw of drawsIn(wish.case.values)) {
    const looked = statistics.get(draw.from);
    const drawn = looked?.ok === true ? drawFromStatistics(draw.draw, looked.column) : looked;
    if (drawn?.ok !== true) {
      const reason = drawn?.reason ?? 'its statistics were not read';
      return {
        ok: false,
        reason: `no ${draw.draw} value of ${draw.from} is known: ${reason}`,
        hint: 'Run ANALYZE there, or give the case a value of its own.',
      };
    }
    values.set(drawKey(draw), drawn.value);
  }
  try {
    const drawn = (leaf: unknown): unknown =>
      isDrawnValue(leaf) ? (values.get(drawKey(leaf)) ?? null) : leaf;
    const given = { ...wish.case, values: withLeaves(wish.case.values, drawn) as CaseValues };
    const statement: Statement = await resolveCase(given, wish.query, noModel, 1, noConnection);
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

/** By now no value is left to be drawn: whoever asks has found a mistake of ours. */
const noModel: Model = {
  seed: 1,
  driving: '',
  tables: [],
  table: unasked,
  rowSelect: unasked,
  columnSelect: unasked,
  valueAt: unasked,
  readsRowNumber: unasked,
  drawExpression: unasked,
};
const noConnection: Connection = { query: unasked, end: () => Promise.resolve() };

function unasked(): never {
  throw new RangeError('An audit has no data model to ask');
}
