import type { Model, TableModel } from '../../../model/types';
import type { VirtualContext } from '../context';
import { leavesOf, type Relation } from '../catalog/relations';
import { referenceScale } from '../rows/reference-scale';
import { found, type Stretch, unbroken } from '../rows/row-subset';
import { monotonicColumns, monotonicInPartitions } from '../keys/column-kinds';
import type { Span } from '../statistics/monotonic-histograms';
import { tableStatistics } from '../statistics/table-statistics';
import { leaveEmpty } from '../storage/refill';
import type { WantedTable } from '../storage/table-image';
import { physicalTables } from '../storage/physical-tables';
import type { WholeTable } from '../tables/whole-table';
import type { Route } from './route';
import { routeRows, steadyStretch, stretchOf } from './tuple-routing';
import { measureOf, wantedTable } from '../tables/virtual-table';

/** Makes each partition a virtual table of its own share of the rows, and the whole one of all of them. */
export async function partitionedTable(context: VirtualContext, of: WholeTable): Promise<void> {
  const { connection, model, condition } = context;
  const { table, scale, root, leaves } = of;
  const statisticsOf = (relation: Relation) => tableStatistics(context, table, relation);
  const definition = model.table(table);
  const rows = definition.rows(scale);
  const { stale = 1 } = condition;
  const analyzed = Math.max(1, Math.round(rows / stale));
  const routed = await routeRows(context, of);
  const shares = routed
    .map((route) => ({ route, stretch: stretchOf(route, rows) }))
    .filter(({ stretch }) => stretch.rows > 0)
    .map((share) => ({ ...share, analyzed: analyzedRows(share.stretch, analyzed, rows) }));
  const [first] = shares;
  if (first === undefined) return;
  const { rowsPerPage } = await measureOf(context, {
    table,
    scale,
    stretch: first.stretch,
  });
  const reference = definition.rows(referenceScale(definition));
  const inOrder = shares.every(({ route }) => route.density === 1 && route.draws === undefined);
  await statisticsOf(root).set({
    scale,
    stretch: unbroken(root, 1, rows),
    rows: analyzed,
    rowsPerPage,
    spans: [{ relation: root, inherited: true, first: 1, last: rows }],
    ...(stale === 1 ? { steady: unbroken(root, 1, reference) } : {}),
    rising: monotonicColumns(model, definition),
    ...(inOrder ? {} : { order: orderOf(leaves) }),
  });
  for (const { members, keeper, rising } of alike(shares, model, definition)) {
    const [one] = members;
    if (one === undefined || one.analyzed === 0) continue;
    const statistics = statisticsOf(keeper);
    // Partitions that differ in nothing but rising columns have a sample in common, of the whole table.
    const { total } = one.route;
    const route =
      rising !== undefined && one.analyzed > statistics.size
        ? { ...one.route, first: 1, last: total, steadyNumbers: true }
        : one.route;
    const steady = stale === 1 ? steadyStretch(route, reference) : undefined;
    await statistics.set({
      scale,
      stretch: stretchOf(route, rows),
      rows: one.analyzed,
      rowsPerPage,
      spans: members.map(({ stretch }) => spanOf(stretch)),
      ...(steady === undefined ? {} : { steady }),
      rising: rising ?? monotonicColumns(model, definition),
    });
  }
  for (const { route, stretch } of shares) {
    const keys = (stretch.chosen ? stretch.keys?.length : undefined) ?? Infinity;
    const known = Math.min(keys, route.places?.length ?? Infinity);
    if (known >= Math.min(stretch.rows, statisticsOf(root).size)) continue;
    const text = 'statistics: estimated from few sampled rows';
    context.onApproximation({ table, partition: stretch.relation.name, text });
  }
  for (const between of partitionedBelow(root, of.relations)) {
    const below = leavesOf(between, of.relations);
    const mine = shares.filter(({ stretch }) => below.includes(stretch.relation));
    const count = mine.reduce((sum, share) => sum + share.analyzed, 0);
    if (count === 0) continue;
    const statistics = statisticsOf(between);
    const stretch = together(between, mine, statistics.size);
    await statistics.set({
      scale,
      stretch,
      rows: count,
      rowsPerPage,
      spans: [{ ...spanOf(stretch), inherited: true }],
      rising: [],
      order: orderOf(below),
    });
  }
  const wanted: WantedTable[] = [];
  for (const { stretch, analyzed: then } of shares) {
    wanted.push(await wantedTable(context, { table, scale, stretch }, then));
  }
  await physicalTables(context).stand(wanted);
  const filled = new Set(shares.map(({ stretch }) => stretch.relation));
  await leaveEmpty(
    connection,
    leaves.filter((leaf) => !filled.has(leaf)),
  );
}

/** Partitions that have partitions of their own. */
function partitionedBelow(parent: Relation, relations: readonly Relation[]): readonly Relation[] {
  return relations
    .filter(({ kind, parents }) => kind === 'partitioned' && parents.includes(parent.oid))
    .flatMap((child) => [child, ...partitionedBelow(child, relations)]);
}

/** The rows of several partitions, with a sample from each in proportion. */
function together(relation: Relation, shares: readonly Share[], size: number): Stretch {
  const stretches = shares.map(({ stretch }) => stretch);
  const rows = stretches.reduce((sum, stretch) => sum + stretch.rows, 0);
  const first = Math.min(...stretches.map((stretch) => stretch.first));
  const last = Math.max(...stretches.map((stretch) => stretch.last));
  // Any draw key will do for each of them, and none shall be there twice.
  if (!stretches.some(({ chosen }) => chosen)) return unbroken(relation, first, last);
  const pairs = stretches.flatMap((stretch) => {
    const part = Math.ceil((size * stretch.rows) / Math.max(rows, size));
    const { positions, draws } = stretch.sample(stretch.rows, part, Infinity);
    return positions.map((i, k) => ({ i, d: draws[k] as number }));
  });
  const sorted = pairs.sort((a, b) => a.i - b.i);
  return found(relation, rows, {
    positions: sorted.map(({ i }) => i),
    draws: sorted.map(({ d }) => d),
  });
}

interface Share {
  readonly route: Route;
  readonly stretch: Stretch;
  readonly analyzed: number;
}

/** Old rows are the first ones: a partition of new rows was empty when ANALYZE came by. */
function analyzedRows(stretch: Stretch, analyzed: number, rows: number): number {
  if (analyzed === rows) return stretch.rows;
  const share = (analyzed - stretch.first + 1) / (stretch.last - stretch.first + 1);
  return Math.round(stretch.rows * Math.max(0, Math.min(1, share)));
}

/** Partitions that share statistics. */
interface Group {
  readonly members: readonly Share[];
  /** The relation that keeps the sample. */
  readonly keeper: Relation;
  /** Columns in which they differ, each rising with the row number; undefined where they differ in nothing. */
  readonly rising: readonly string[] | undefined;
}

/** Partitions whose row counts differ by less than this share one run of ANALYZE. */
const sameSize = 1.1;

function alike(shares: readonly Share[], model: Model, table: TableModel): readonly Group[] {
  const regions = new Set(shares.map(({ stretch }) => `${stretch.first} ${stretch.last}`));
  const rising = monotonicInPartitions(model, table, regions.size);
  return grouped(shares, (share) => sampleOf(share, rising !== undefined)).flatMap((sharing) => {
    const [first] = sharing;
    if (first === undefined) return [];
    const groups: { members: Share[] }[] = [];
    const falling = [...sharing].sort((a, b) => b.analyzed - a.analyzed);
    for (const share of falling) {
      const group = groups.at(-1);
      const largest = group?.members[0]?.analyzed ?? 0;
      if (largest < share.analyzed * sameSize && group !== undefined) group.members.push(share);
      else groups.push({ members: [share] });
    }
    const keeper = first.stretch.relation;
    return groups.map(({ members }) => ({ members, keeper, rising }));
  });
}

/** Tells apart the samples that partitions need: by the draws that their rows may have, and by where they lie. */
function sampleOf({ route, stretch }: Share, anywhere: boolean): string {
  if (route.places !== undefined) return String(stretch.relation.oid);
  const draws = route.chosen ? (route.keys?.name ?? '') : '';
  return anywhere ? draws : `${stretch.first} ${stretch.last} ${draws}`;
}

function grouped<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): readonly (readonly Item[])[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()];
}

function spanOf({ relation, first, last }: Stretch): Span {
  return { relation, inherited: false, first, last };
}

/** ANALYZE reads one partition after the other (acquire_inherited_sample_rows, analyze.c). */
function orderOf(leaves: readonly Relation[]): string {
  const cases = leaves.map(({ bound }, k) => `when ${bound ?? 'true'} then ${k}`);
  return `case ${cases.join(' ')} end`;
}
