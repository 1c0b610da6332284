import { isRows, sharesOf } from './amount';
import { type Keys, limitOf, spreadDraw, spreadDraws, spreadOf } from './spread';
import { bigint, float } from './sql-number';
import type { Weight } from './types';

/** Rows that fall into classes. */
export interface Split {
  readonly weights: readonly Weight[];
  /** SQL of a row's number, from 1. */
  readonly i: string;
  readonly rows: number;
  /** Draw keys of the real rows. */
  readonly keys: Keys;
}

/** What decides on a row's class: its draw key, or a hash of it. */
export interface SplitKey {
  readonly key: string;
  /** Tells splits apart. */
  readonly name: string;
  /** SQL of a random bigint from 0 to `draws - 1`. */
  readonly bits: string;
  readonly draws: number;
}

/**
 * SQL of the number, from 0, of a row's class. Classes of a number of rows have exactly that many real rows, and any
 * sample its share of them: where there are such, all classes are divided by evenly spread draws, these classes first.
 */
export function splitByKey(of: Split, by: SplitKey): string {
  const { weights, i, rows } = of;
  const late = weights.flatMap((weight, k) =>
    isRows(weight) && weight.newest !== undefined && weight.rows > 0
      ? [{ k, rows: weight.rows, newest: Math.min(rows, weight.newest) }]
      : [],
  );
  const others = splitElsewhere(of, by);
  if (late.length === 0) return others;
  const cases = late.map(({ k, rows: wanted, newest }) => {
    const spread = spreadOf(`${by.name}/newest ${k}`);
    const limit = limitOf(spread, wanted, { first: 0, last: newest - 1 });
    const draw = spreadDraw(spread, `${bigint(rows)} - ${i}`);
    const isNew = newest === rows ? '' : `${i} > ${bigint(rows - newest)}`;
    const isDrawn = wanted >= newest ? '' : `${draw} < ${limit}`;
    const when = [isNew, isDrawn].filter((part) => part !== '').join(' and ');
    return `when ${when === '' ? 'true' : when} then ${k}`;
  });
  return `(case ${cases.join(' ')} else ${others} end)`;
}

/** SQL of the draw that decides, 0 to 1. */
export function splitDraw({ weights }: Split, by: SplitKey): string {
  return isSpread(weights)
    ? `(${spreadDraw(spreadOf(by.name), by.key)}::float8 * ${float(1 / spreadDraws)})`
    : `(${by.bits}::float8 * ${float(1 / by.draws)})`;
}

/** Whether classes are divided by evenly spread draws. */
export function isSpread(weights: readonly Weight[]): boolean {
  return weights.some(isAnywhere);
}

function isAnywhere(weight: Weight): weight is Extract<Weight, { readonly kind: 'rows' }> {
  return isRows(weight) && weight.newest === undefined;
}

/** Among the classes that may be anywhere. */
function splitElsewhere({ weights, rows, keys }: Split, by: SplitKey): string {
  const shares = sharesOf(weights, rows);
  const counted = weights.flatMap((weight, k) =>
    isAnywhere(weight) ? [{ k, rows: weight.rows }] : [],
  );
  const shared = weights.flatMap((weight, k) => (isRows(weight) ? [] : [k]));
  const order = [...counted.map(({ k }) => k), ...shared].filter((k) => (shares[k] as number) > 0);
  const [only = 0] = order;
  if (order.length <= 1) return String(only);
  const spread = spreadOf(by.name);
  const limits: bigint[] = [];
  let wanted = 0;
  for (const { k, rows: count } of counted) {
    if (!order.includes(k)) continue;
    wanted += count;
    limits.push(limitOf(spread, wanted, keys));
  }
  const range = isSpread(weights) ? spreadDraws : by.draws;
  const from = Number(limits.at(-1) ?? 0n);
  const total = shared.reduce((sum, k) => sum + (shares[k] as number), 0);
  let sum = 0;
  for (const k of shared) {
    if (!order.includes(k)) continue;
    sum += shares[k] as number;
    limits.push(BigInt(Math.round(from + (range - from) * Math.min(1, sum / total))));
  }
  const draw = isSpread(weights) ? spreadDraw(spread, by.key) : by.bits;
  const place = `pg_catalog.width_bucket(${draw}, '{${limits.slice(0, order.length - 1).join(',')}}'::bigint[])`;
  return order.every((k, at) => k === at) ? place : `('{${order.join(',')}}'::int[])[${place} + 1]`;
}

/** SQL of the number of a row's class where these have one part after the other of a draw from 0 to 1. */
export function splitByUniform({ weights, rows }: Split, uniform: string): string {
  let sum = 0;
  const limits = sharesOf(weights, rows)
    .slice(0, -1)
    .map((share) => (sum += share));
  return limits.length === 0
    ? '0'
    : `pg_catalog.width_bucket(${uniform}, '{${limits.join(',')}}'::float8[])`;
}
