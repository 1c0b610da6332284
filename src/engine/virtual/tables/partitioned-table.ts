import type { LaneParts } from '../lane';
import type { Relation } from '../relations';
import { type Stretch, unbroken } from '../sample/stretch';
import { risingColumns, risingInPartitions } from '../statistics/column-kinds';
import type { Span } from '../statistics/rising';
import type { TableStatistics } from '../statistics/table-statistics';
import type { WantedTable } from './physical-tables';
import { routeRows } from './route-rows';
import { measureOf, wantedTable } from './virtual-table';

export interface PartitionedTable {
  readonly table: string;
  readonly scale: number;
  readonly root: Relation;
  readonly leaves: readonly Relation[];
  readonly statisticsOf: (relation: Relation) => TableStatistics;
}

/** The tables that hold the rows: the table itself, or the last partitions below it. */
export function leavesOf(root: Relation, relations: readonly Relation[]): readonly Relation[] {
  if (root.kind !== 'partitioned') return [root];
  return relations
    .filter((relation) => relation.parents.includes(root.oid))
    .flatMap((relation) => leavesOf(relation, relations));
}

/** Makes each partition a virtual table of its own share of the rows, and the whole one of all of them. */
export async function partitionedTable(parts: LaneParts, of: PartitionedTable): Promise<void> {
  const { context, physical } = parts;
  const { model, condition } = context;
  const { table, scale, root, statisticsOf } = of;
  const definition = model.table(table);
  const rows = definition.rows(scale);
  const { stale = 1 } = condition;
  const analyzed = Math.max(1, Math.round(rows / stale));
  const shares = (await routeRows(parts, of)).map((stretch) => ({
    stretch,
    analyzed: analyzedRows(stretch, analyzed, rows),
  }));
  const [first] = shares;
  if (first === undefined) return;
  const { rowsPerPage } = await measureOf(parts, {
    table,
    stretch: first.stretch,
    statistics: statisticsOf(first.stretch.relation),
  });
  const whole = unbroken(root, 1, rows);
  await statisticsOf(root).set({
    scale,
    stretch: whole,
    rows: analyzed,
    rowsPerPage,
    spans: [{ relation: root, inherited: true, first: 1, last: rows }],
    steady: stale === 1,
    rising: risingColumns(model, definition),
  });
  const groups = alike(shares, risingInPartitions(definition, shares.length));
  for (const group of groups) {
    const [one] = group.members;
    if (one === undefined || group.analyzed === 0) continue;
    const statistics = statisticsOf(
      group.rising === undefined ? one.relation : first.stretch.relation,
    );
    await statistics.set({
      scale,
      // Partitions that differ in nothing but rising columns have a sample in common.
      stretch: group.rising !== undefined && group.analyzed > statistics.size ? whole : one,
      rows: group.analyzed,
      about: groups[0]?.analyzed ?? group.analyzed,
      rowsPerPage,
      spans: group.members.map(spanOf),
      steady: group.rising !== undefined && stale === 1,
      rising: group.rising ?? [],
    });
  }
  const wanted: WantedTable[] = [];
  for (const { stretch, analyzed: then } of shares) {
    const statistics = statisticsOf(stretch.relation);
    wanted.push(await wantedTable(parts, { table, scale, stretch, statistics }, then));
  }
  await physical.stand(wanted);
}

interface Share {
  readonly stretch: Stretch;
  readonly analyzed: number;
}

/** Old rows are the first ones: a partition of new rows was empty when ANALYZE came by. */
function analyzedRows(stretch: Stretch, analyzed: number, rows: number): number {
  if (analyzed === rows) return stretch.rows;
  const share = (analyzed - stretch.first + 1) / (stretch.last - stretch.first + 1);
  return Math.round(stretch.rows * Math.max(0, Math.min(1, share)));
}

interface Group {
  readonly members: readonly Stretch[];
  readonly analyzed: number;
  readonly rising: readonly string[] | undefined;
}

/** Partitions whose row counts differ by less than this share one run of ANALYZE. */
const sameSize = 1.1;

/** Groups of partitions that may share statistics, but for the histograms of rising columns. */
function alike(shares: readonly Share[], rising: readonly string[] | undefined): readonly Group[] {
  if (rising === undefined || shares.some(({ stretch }) => !stretch.unbroken)) {
    return shares.map(({ stretch, analyzed }) => ({
      members: [stretch],
      analyzed,
      rising: undefined,
    }));
  }
  const groups: { members: Stretch[]; analyzed: number; rising: readonly string[] }[] = [];
  for (const { stretch, analyzed } of [...shares].sort((a, b) => b.analyzed - a.analyzed)) {
    const group = groups.at(-1);
    if (group !== undefined && group.analyzed < analyzed * sameSize) group.members.push(stretch);
    else groups.push({ members: [stretch], analyzed, rising });
  }
  return groups;
}

function spanOf({ relation, first, last }: Stretch): Span {
  return { relation, inherited: false, first, last };
}
