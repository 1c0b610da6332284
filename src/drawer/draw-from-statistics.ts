import type { DrawLabel } from '../model/draw';
import type { ColumnStatistics } from '../postgres/catalog/column-statistics';

export type Drawn =
  | { readonly ok: true; readonly value: string | null }
  | { readonly ok: false; readonly reason: string };

/** The values alone: their shares decide nothing here. */
export type ColumnValues = Pick<ColumnStatistics, 'type' | 'common' | 'bounds'>;

const noValues = 'ANALYZE stored no values of it';

/**
 * The value that a label means in the existing data.
 *
 * - common: the most frequent value; where no value repeats, one from the middle of the histogram
 * - rare: one from the middle of the histogram, whose values are all rarer than any in the list of common ones
 *   (analyze.c, analyze_mcv_list); without a histogram, the least frequent of the list
 * - lowest, highest: the ends of the histogram, or a common value beyond them where its type is a number or a date;
 *   without a histogram, by code unit
 * - absent: a value past the highest, of a type that has room there
 */
export function drawFromStatistics(label: DrawLabel, column: ColumnValues): Drawn {
  const { common, bounds } = column;
  if (label === 'null') return { ok: true, value: null };
  if (common.length === 0 && bounds.length === 0) {
    return { ok: false, reason: noValues };
  }
  switch (label) {
    case 'common':
      return found(common[0] ?? middle(bounds));
    case 'rare':
      return found(middle(bounds) ?? common.at(-1));
    case 'lowest':
      return found(end(column, (a, b) => a < b) ?? bounds[0] ?? [...common].sort()[0]);
    case 'highest':
      return found(end(column, (a, b) => a > b) ?? bounds.at(-1) ?? [...common].sort().at(-1));
    case 'absent':
      return absent(column);
  }
}

const found = (value: string | undefined): Drawn =>
  value === undefined ? { ok: false, reason: noValues } : { ok: true, value };

function middle(bounds: readonly string[]): string | undefined {
  return bounds[Math.floor(bounds.length / 2)];
}

const isNumber = (type: string): boolean =>
  /^(smallint|integer|bigint|numeric|real|double precision)/.test(type);
/** Under `DateStyle` ISO these sort as text, years of more than four digits and BC aside. */
const isDate = (type: string): boolean => /^(date|timestamp)/.test(type);

/** The outermost of common values and histogram ends; undefined for a type whose order is the server's alone. */
function end(
  { type, common, bounds }: ColumnValues,
  before: (a: number | string, b: number | string) => boolean,
): string | undefined {
  if (!isNumber(type) && !isDate(type)) return undefined;
  const key = (text: string): number | string => (isNumber(type) ? Number(text) : text);
  return [...bounds, ...common].reduce<string | undefined>(
    (best, text) => (best === undefined || before(key(text), key(best)) ? text : best),
    undefined,
  );
}

/** Largest whole numbers of the types that end somewhere near. */
const largest: Readonly<Record<string, bigint>> = {
  smallint: 32_767n,
  integer: 2_147_483_647n,
  bigint: 9_223_372_036_854_775_807n,
};

function absent(column: ColumnValues): Drawn {
  const { type } = column;
  const highest = end(column, (a, b) => a > b);
  if (type in largest && highest !== undefined) {
    const next = BigInt(highest) + 1n;
    if (next <= (largest[type] ?? 0n)) return { ok: true, value: String(next) };
    return { ok: false, reason: `no ${type} is larger than the highest value` };
  }
  if (isNumber(type) && highest !== undefined) {
    return { ok: true, value: String(Math.floor(Number(highest)) + 1) };
  }
  if (isDate(type)) return { ok: true, value: '9999-12-31' };
  if (type === 'uuid') return { ok: true, value: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
  if (/^(text|character)/.test(type)) return { ok: true, value: '~ plancliff: no such value ~' };
  return {
    ok: false,
    reason: `plancliff knows no absent value of type ${type}; give the case a value`,
  };
}
