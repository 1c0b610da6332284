import { PlancliffError } from '../errors';
import type { Model } from '../model/types';
import type { Statement } from '../plan/types';
import type { Connection } from '../postgres/types';
import { isDrawnValue } from '../scenario/draw';
import type { CaseValues } from '../scenario/types';
import type { DrawnValue } from '../model/draw';
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
    values.set(key(draw), drawn.value);
  }
  try {
    const given = { ...wish.case, values: withDraws(wish.case.values, values) as CaseValues };
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

function drawsIn(value: unknown): DrawnValue[] {
  if (isDrawnValue(value)) return [value];
  if (Array.isArray(value)) return value.flatMap(drawsIn);
  return isPlain(value) ? Object.values(value).flatMap(drawsIn) : [];
}

function withDraws(value: unknown, drawn: ReadonlyMap<string, string | null>): unknown {
  if (isDrawnValue(value)) return drawn.get(key(value)) ?? null;
  if (Array.isArray(value)) return value.map((item) => withDraws(item, drawn));
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, withDraws(inner, drawn)]),
  );
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // A scenario's module may live in another realm, with an Object of its own.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

const key = ({ draw, from }: DrawnValue): string => `${draw} ${from}`;
