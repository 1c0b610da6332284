import { inverse, pareto } from '../pareto';
import { hotParents, namedRows } from '../skew-law';
import { spreadDraws, spreadOf } from '../spread';
import { bigint, float } from '../sql-number';
import type { Skew } from '../types';

/**
 * Rows that know their number within their parent: the places of a table, from 0, are dealt to its parents one after the
 * other, and each row has one of them. So many rows before its parent's first place are not its siblings.
 */
export interface Layout {
  /** Tells the layouts of a table apart. */
  readonly name: string;
  readonly rows: number;
  /** Siblings lie together in the table; else they are scattered over it. */
  readonly ordered: boolean;
}

/** Where in its place a row lies: parents whose shares are round fractions begin at no such point. */
const within = 0.37;

/** SQL of a row's place. */
export function placeOf({ name, rows, ordered }: Layout, i: string): string {
  if (ordered) return `(${i} - 1)`;
  const { factor, start } = dealing(name, rows);
  // In halves, as the product of two such numbers is no bigint.
  const high = `(${factor} * (${i} >> 20)) % ${bigint(rows)} * 1048576`;
  return `((${high} + ${factor} * (${i} & 1048575) + ${start}) % ${bigint(rows)})`;
}

/** A factor that has no divisor in common with the row count, so that each place has one row. */
export function dealing(
  name: string,
  rows: number,
): { readonly factor: number; readonly start: number } {
  const spread = spreadOf(name);
  const wanted = Math.round((Number(spread.factor) / spreadDraws) * rows);
  const start = Number(spread.start) % rows;
  for (let step = 0; ; step += 1) {
    const factor = [wanted + step, wanted - step].find(
      (each) => each >= 1 && greatestDivisor(each, rows) === 1,
    );
    if (factor !== undefined) return { factor, start };
  }
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

/** SQL of the quantile, among all rows, that a place stands for. */
export function quantileOf({ rows }: Layout, place: string): string {
  return `((${place}::float8 + ${float(within)}) * ${float(1 / rows)})`;
}

/** A row's parent, and how rows fall on parents. */
export interface Dealt {
  /** SQL of the row's place, and of the number of its parent. */
  readonly place: string;
  readonly parent: string;
  readonly skew: Skew;
  readonly parents: number;
}

/** SQL of a row's number among its siblings, from 1. */
export function numberWithin(layout: Layout, dealt: Dealt): string {
  return `(${dealt.place} - ${edgeOf(layout, dealt, 'first')} + 1)`;
}

/** SQL of the number of rows that a row's parent has. */
export function sizeWithin(layout: Layout, dealt: Dealt): string {
  return `(${edgeOf(layout, dealt, 'next')} - ${edgeOf(layout, dealt, 'first')})`;
}

/** SQL of the first place of a parent, or of the one after it. */
function edgeOf({ rows }: Layout, { skew, parents, parent }: Dealt, edge: Edge): string {
  const quantile = quantileAt(skew, parents, parent, edge);
  return `pg_catalog.ceil(${quantile} * ${float(rows)} - ${float(within)})::bigint`;
}

type Edge = 'first' | 'next';

/** SQL of the quantile at which the rows of a parent begin, or end. */
function quantileAt(skew: Skew, parents: number, parent: string, edge: Edge): string {
  if (parents === 1) return float(edge === 'first' ? 0 : 1);
  const before = edge === 'first' ? `(${parent} - 1)::float8` : `(${parent})::float8`;
  switch (skew.kind) {
    case 'uniform':
      return `(${before} * ${float(1 / parents)})`;
    case 'zipf': {
      if (skew.exponent === 0) return quantileAt({ kind: 'uniform' }, parents, parent, edge);
      const { slope, from, width } = inverse(pareto(parents, skew.exponent));
      const end = `(${before} + ${float(0.5)})`;
      const mass =
        slope === 0 ? `pg_catalog.ln(${end})` : `pg_catalog.power(${end}, ${float(slope)})`;
      const part = `(${mass} - ${float(from)}) * ${float(1 / width)}`;
      return edge === 'next'
        ? `(${part})`
        : `(case when ${parent} = 1 then ${float(0)} else ${part} end)`;
    }
    case 'hot': {
      const hot = hotParents(skew, parents);
      if (hot === parents) return quantileAt({ kind: 'uniform' }, parents, parent, edge);
      const others = `${float(skew.share)} + (${before} - ${float(hot)}) * ${float((1 - skew.share) / (parents - hot))}`;
      return `(case when ${before} <= ${float(hot)} then ${before} * ${float(skew.share / hot)} else ${others} end)`;
    }
    case 'named': {
      const named = namedRows(skew, parents);
      let sum = 0;
      const cases = named.map(({ row, share }) => {
        const low = sum;
        sum += share;
        return `when ${row} then ${float(edge === 'first' ? low : sum)}`;
      });
      const others = parents - named.length;
      if (others <= 0) return `(case ${parent} ${cases.join(' ')} end)`;
      const rows = named.map(({ row }) => row).sort((a, b) => a - b);
      const rank = `(${parent} - pg_catalog.width_bucket(${parent}, '{${rows.join(',')}}'::bigint[]))`;
      const rest = `${float(sum)} + ${quantileAt(skew.rest, others, rank, edge)} * ${float(1 - sum)}`;
      return `(case ${parent} ${cases.join(' ')} else ${rest} end)`;
    }
  }
}
