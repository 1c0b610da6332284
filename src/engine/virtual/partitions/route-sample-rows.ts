import { float } from '../../../model/sql-number';
import { ownColumn } from '../../../postgres/own-name';
import type { VirtualContext } from '../context';
import type { Relation } from '../catalog/relations';
import { tableStatistics } from '../statistics/table-statistics';
import { bigintText, bigints } from '../rows/insert-rows';
import { type Once, topic } from '../once';
import type { WholeTable } from '../tables/whole-table';
import { countedColumns, type Level } from './partition-levels';
import type { Keys, Route } from './route';

/** Which of the children of a partitioned table rows fall into, asked of the server for some of its rows. */
export interface Probed {
  readonly context: VirtualContext;
  readonly of: WholeTable;
  readonly route: Route;
  readonly level: Level;
  /** Keys that depend on the row count, for as long as that is the same. */
  readonly once: Once;
}

/** Row numbers that are looked up, evenly over the rows, where the number decides. */
const numbers = 24_000;
/** And at most, where the rows of a partition lie among others and fewer were found than ANALYZE reads. */
const mostNumbers = 200_000;
/** Draw keys that are looked up at least: those of that many real rows. */
const fewestKeys = 400_000;
/** And at most, for a partition of which fewer were found than ANALYZE reads rows. */
const mostKeys = 3_200_000;
/** Rows that are looked up where number and draws decide together, for every row count. */
const pairs = 200_000;

/** Draw keys by child, for all databases. */
export interface FoundKeys {
  readonly keys: Keys;
  /** Share of the parent's rows. */
  readonly share: number;
}

/** Draw keys of the rows of partitions, by what makes a row belong to them. */
const keysByBounds = topic<Promise<readonly FoundKeys[]>>('run');

/** Draw keys by child. They are the numbers of real rows too, so that they tell exactly what few rows there are. */
export function findKeys(probed: Probed): Promise<readonly FoundKeys[]> {
  const { context, of, route, level } = probed;
  const name = [
    of.table,
    ...level.bounds.map((bound) => bound.replaceAll(/'\d+'::oid/g, "''::oid")),
    route.keys?.name ?? '',
  ].join('\n');
  const once = level.invariant === 'all' ? context.once : probed.once;
  return once(keysByBounds, name, () => lookUp(probed, name));
}

async function lookUp(
  { context, of, route, level }: Probed,
  name: string,
): Promise<readonly FoundKeys[]> {
  const { size } = tableStatistics(context, of.table, of.root);
  const parent = route.keys;
  const lists: number[][] = level.children.map(() => []);
  const until = level.children.map(() => 0);
  const isFew = (list: readonly number[]): boolean => list.length > 0 && list.length < size;
  const limit = parent?.until ?? mostKeys;
  for (let from = 1, to = fewestKeys; from <= limit; from = to + 1, to *= 2) {
    const wanted = level.children.flatMap((_, k) =>
      from === 1 || isFew(lists[k] ?? []) ? [k] : [],
    );
    if (wanted.length === 0) break;
    const end = Math.min(to, limit);
    const source =
      parent === undefined
        ? `pg_catalog.generate_series(${from}::bigint, ${end}::bigint)`
        : unnested(parent.list, from, end);
    const { rows } = await context.connection.query<{ child: number; keys: string }>(
      `select child, pg_catalog.string_agg(number::text, ',' order by number) as keys
       from (${children({ context, of, level }, `select p.i, p.i as d from ${source} as p (i)`, wanted)}) as routed
       where child is not null group by child`,
    );
    for (const { child, keys } of rows) {
      // One by one: a call takes so many arguments and no more.
      for (const key of keys.split(',')) lists[child]?.push(Number(key));
    }
    for (const k of wanted) until[k] = end;
  }
  const firstOf = (list: readonly number[]): number =>
    list.filter((key) => key <= fewestKeys).length;
  const asked = parent === undefined ? fewestKeys : firstOf(parent.list);
  return lists.map((list, k) => ({
    keys: { name: `${name}\n${k}`, list, until: until[k] as number },
    share: firstOf(list) / Math.max(1, asked),
  }));
}

function unnested(list: readonly number[], from: number, to: number): string {
  return `pg_catalog.unnest('${bigintText(list.filter((each) => each >= from && each <= to))}'::bigint[])`;
}

interface FoundPlaces {
  readonly leaf: Relation;
  readonly positions: readonly number[];
  readonly share: number;
  /** Rows from one number that was looked up to the next. */
  readonly step: number;
}

/** Row numbers by child. */
export async function findPlaces(probed: Probed): Promise<readonly FoundPlaces[]> {
  const { context, of, route } = probed;
  const rows = route.last - route.first + 1;
  const found = await lookUpPlaces(probed, Math.min(rows, numbers));
  const { size } = tableStatistics(context, of.table, of.root);
  const more = found.some(
    (child) => child.positions.length > 0 && child.positions.length < size && !liesTogether(child),
  );
  return more && route.places === undefined && rows > numbers
    ? await lookUpPlaces(probed, Math.min(rows, mostNumbers))
    : found;
}

/** Whether the rows of a child follow one another, so far as the numbers that were looked up show. */
export function liesTogether({
  positions,
  step,
}: Pick<FoundPlaces, 'positions' | 'step'>): boolean {
  const length = (positions.at(-1) ?? 0) - (positions[0] ?? 1) + 1;
  return length <= positions.length * step * 1.05 + 2 * step;
}

async function lookUpPlaces(probed: Probed, most: number): Promise<readonly FoundPlaces[]> {
  const { context, route, level } = probed;
  const { first, last, places } = route;
  const count = Math.max(1, most);
  const draw = route.keys?.list[0];
  const source =
    places === undefined
      ? `select ${first} + pg_catalog.floor(p.k::float8 * ${float(last - first)} / ${float(Math.max(1, count - 1))})::bigint as i, ${draw ?? 'p.k'} as d
         from pg_catalog.generate_series(0::bigint, ${count - 1}::bigint) as p (k)`
      : `select p.i, ${draw ?? 'p.i'} as d from pg_catalog.unnest('${bigintText(places)}'::bigint[]) as p (i)`;
  const { rows } = await context.connection.query<{ child: number; positions: readonly number[] }>(
    `select child, pg_catalog.array_agg(number order by number)::float8[] as positions
     from (${children(probed, source)}) as routed where child is not null group by child`,
  );
  const found = new Map(rows.map(({ child, positions }) => [child, positions]));
  const probes = places?.length ?? count;
  return level.children.map((leaf, k) => {
    const positions = found.get(k) ?? [];
    return { leaf, positions, share: positions.length / probes, step: (last - first + 1) / count };
  });
}

interface FoundPairs {
  readonly leaf: Relation;
  readonly positions: readonly number[];
  readonly draws: readonly number[];
  readonly share: number;
}

const withPlaces =
  'select p.i, p.d, p.place from rows from (pg_catalog.unnest($1::bigint[]), pg_catalog.unnest($2::bigint[])) with ordinality as p (i, d, place)';

/** Rows by child: numbers with their draw keys. */
export async function findPairs(probed: Probed): Promise<readonly FoundPairs[]> {
  const { context, route, level } = probed;
  const { first, last, places, draws, keys } = route;
  const count = places?.length ?? Math.max(1, Math.min(last - first + 1, pairs));
  const numbered =
    places ??
    Array.from(
      { length: count },
      (_, k) => first + Math.floor((k * (last - first)) / Math.max(1, count - 1)),
    );
  const list = keys?.list;
  const drawn =
    draws ??
    numbered.map(
      (number, k) => list?.[k % list.length] ?? (count === last - first + 1 ? number : k + 1),
    );
  const { rows } = await context.connection.query<{ child: number; places: string }>(
    `select child, pg_catalog.string_agg(number::text, ',' order by number) as places
     from (${children(probed, withPlaces, undefined, 'place')}) as routed where child is not null group by child`,
    [bigints(numbered), bigints(drawn)],
  );
  const found = new Map(
    rows.map(({ child, places: of }) => [child, of.split(',').map((each) => Number(each) - 1)]),
  );
  return level.children.map((leaf, k) => {
    const mine = found.get(k) ?? [];
    return {
      leaf,
      positions: mine.map((place) => numbered[place] as number),
      draws: mine.map((place) => drawn[place] as number),
      share: mine.length / count,
    };
  });
}

/** A select of the child that each row of a source falls into, by its place among the children. */
function children(
  { context, of, level }: Pick<Probed, 'context' | 'of' | 'level'>,
  source: string,
  wanted: readonly number[] = level.children.map((_, k) => k),
  named: 'i' | 'place' = 'i',
): string {
  const { model } = context;
  const number = ownColumn(of.root, 'number');
  const counted = countedColumns(model.table(of.table), of.root);
  const select = model.rowSelect(of.table, of.scale, source, {
    beside: [
      { of: named, sqlName: number },
      ...counted.map(({ sqlName }) => ({ of: 'i', sqlName })),
    ],
  });
  const cases = wanted.map((k) => `when ${level.bounds[k]} then ${k}`).join(' ');
  // With an offset the values are computed once, and not for each of the cases.
  return `select drawn.${number} as number, case ${cases} end as child from (${select} offset 0) as drawn`;
}
