import { rowsText } from '../../text/figures';
import { hotParents, namedRows, parentAt, parentShare } from '../skew-law';
import { bigint, float } from '../sql-number';
import type { Distribution, Skew } from '../types';
import { type Layout, numberWithin, placeOf, quantileOf, sizeWithin } from './layout';
import { paretoRank } from './number';
import { cast, modelError } from './value';
import type { Siblings, Terms, Value } from './value';

type Reference = Extract<Distribution, { readonly kind: 'reference' }>;

/** The parent's key, by the parent's own expression, in a row that is drawn: so that it exists. */
export function reference(distribution: Reference, terms: Terms): Value {
  const { world } = terms;
  const key = (row: string) => world.keyAt(distribution.table, distribution.column, row);
  if (distribution.table === world.table) return ownTable(distribution, terms, key);
  return key(parentRow(distribution, terms));
}

/** SQL of the number of the parent's row, from 1. */
export function parentRow({ table, skew, ordered }: Reference, terms: Terms): string {
  const parents = terms.world.rowsOf(table);
  switch (terms.unique.kind) {
    case 'injective':
      return oneToOne(table, parents, terms);
    case 'dealt': {
      const layout = layoutOf(ordered, terms);
      return rowAt(skew, parents, quantileOf(layout, placeOf(layout, terms.i)));
    }
    case 'group':
      return rowAt(skew, parents, middleOf(terms));
    case 'stratum':
      return `(1 + ${terms.unique.member(parents, terms.source.bits('u'))})`;
    case 'label':
    case 'none':
      return rowAt(
        skew,
        parents,
        ordered ? orderedQuantile(parents, terms) : terms.source.uniform('u'),
      );
  }
}

/** What a row knows of those with the same parent. */
export function siblingsOf(distribution: Reference, terms: Terms): Siblings {
  const layout = layoutOf(distribution.ordered, terms);
  const { skew, table } = distribution;
  const parents = terms.world.rowsOf(table);
  const parent = parentRow(distribution, terms);
  const dealt = { place: placeOf(layout, terms.i), parent, skew, parents };
  const share = parentShare(skew, parents, parentAt(skew, parents, 'common'));
  return {
    parent,
    number: numberWithin(layout, dealt),
    size: sizeWithin(layout, dealt),
    most: Math.min(terms.rows, Math.ceil(share * terms.rows - 1e-9)),
  };
}

/** How the rows of the table are dealt to those that a column refers to. */
export function layoutOf(ordered: boolean, { world, rows }: Terms): Layout {
  return { name: `layout ${world.place}`, rows, ordered };
}

/** Most rows that any parent has where the children are laid out in order, without draws. */
export function largestGroup(skew: Skew, parents: number, rows: number): number {
  const share = parentShare(skew, parents, parentAt(skew, parents, 'common'));
  return Math.min(rows, Math.ceil(share * rows) + 1);
}

/** SQL of the parent's row at a quantile, given as SQL, of all children. */
function rowAt(skew: Skew, parents: number, quantile: string): string {
  if (parents === 1) return bigint(1);
  switch (skew.kind) {
    case 'uniform':
      return `(pg_catalog.floor(${quantile} * ${float(parents)})::bigint + 1)`;
    case 'zipf':
      return paretoRank(parents, skew.exponent, quantile);
    case 'named': {
      const named = namedRows(skew, parents);
      const limits: number[] = [];
      let sum = 0;
      for (const { share } of named) limits.push((sum += share));
      const others = parents - named.length;
      if (others <= 0 || sum >= 1) limits.pop();
      const place = `pg_catalog.width_bucket(${quantile}, '{${limits.join(',')}}'::float8[]) + 1`;
      const row = `('{${named.map(({ row: each }) => each).join(',')}}'::bigint[])[${place}]`;
      if (others <= 0 || sum >= 1) return row;
      const left = `((${quantile} - ${float(sum)}) * ${float(1 / (1 - sum))})`;
      return `coalesce(${row}, ${passing(named, rowAt(skew.rest, others, left))})`;
    }
    case 'hot': {
      const hot = hotParents(skew, parents);
      if (hot > 1 && hot < parents && skew.share < 1) {
        const first = `pg_catalog.floor(${quantile} * ${float(hot / skew.share)})`;
        const others = `pg_catalog.floor((${quantile} - ${float(skew.share)}) * ${float((parents - hot) / (1 - skew.share))}) + ${float(hot)}`;
        const row = `case when ${quantile} < ${float(skew.share)} then ${first} else ${others} end`;
        return `least(${bigint(parents)}, (${row})::bigint + 1)`;
      }
      if (hot > 1) return `(pg_catalog.floor(${quantile} * ${float(hot)})::bigint + 1)`;
      if (skew.share >= 1) return bigint(1);
      // Below `share` the floor is negative, and `greatest` makes the first row of it.
      const scaled = `(${quantile} - ${float(skew.share)}) * ${float((parents - 1) / (1 - skew.share))}`;
      return `greatest(1, pg_catalog.floor(${scaled})::bigint + 2)`;
    }
  }
}

/** SQL of a row's number among all, of its number among those that have no name. */
function passing(named: readonly { readonly row: number }[], row: string): string {
  if (named.length === 0) return row;
  const passed = named
    .map((each) => each.row)
    .sort((a, b) => a - b)
    .map((each, k) => each - k);
  return `(select r.n + pg_catalog.width_bucket(r.n, '{${passed.join(',')}}'::bigint[]) from (select ${row} as n) as r)`;
}

/** Rising with `i`, shuffled over two parents' children: then their number varies, as it does in life. */
function orderedQuantile(parents: number, terms: Terms): string {
  const { i, rows } = terms.place;
  const width = Math.max(1, (2 * rows) / parents);
  const step = 1 / (rows - 1 + width);
  const steady = `${i}::float8 * ${float(step)} - ${float(step)}`;
  return `(${steady} + ${terms.source.uniform('u')} * ${float(width * step)})`;
}

function middleOf(terms: Terms): string {
  return `((${terms.i}::float8 - ${float(0.5)}) * ${float(1 / terms.rows)})`;
}

/** A parent of its own for each row, in order. The sum rises by at least one with `i`, rounding or not. */
function oneToOne(table: string, parents: number, terms: Terms): string {
  if (parents < terms.rows) {
    throw modelError(
      terms,
      `is unique, but refers to ${table}, which has ${rowsText(parents)} for its ${terms.rows}`,
      `Let ${table} grow at least as fast.`,
    );
  }
  if (parents === terms.rows) return terms.i;
  const surplus = float(parents / terms.rows - 1);
  return `(${terms.i} + pg_catalog.floor((${terms.i} - 1)::float8 * ${surplus})::bigint)`;
}

/** An earlier row of the same table; the first has none, and refers to itself where it must refer. */
function ownTable({ skew }: Reference, terms: Terms, key: (row: string) => Value): Value {
  const uniform = terms.source.uniform('u');
  const earlier =
    skew.kind === 'uniform'
      ? `(pg_catalog.floor(${uniform} * (${terms.i} - 1)::float8)::bigint + 1)`
      : `least(${rowAt(skew, terms.rows, uniform)}, greatest(1, ${terms.i} - 1))`;
  const value = key(earlier);
  if (!terms.nullable) return value;
  return { sql: `case when ${terms.i} > 1 then ${cast(value, value.type)} end`, type: value.type };
}
