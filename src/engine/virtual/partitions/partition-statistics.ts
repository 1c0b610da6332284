import type { VirtualContext } from '../context';
import type { Relation } from '../catalog/relations';
import { referenceScale } from '../rows/reference-scale';
import { type RowSubset, consecutiveRows } from '../rows/row-subset';
import { monotonicColumns } from '../keys/column-kinds';
import type { Span } from '../statistics/monotonic-histograms';
import { tableStatistics, type TableStatistics } from '../statistics/table-statistics';
import type { WholeTable } from '../tables/whole-table';
import { partitionGroups, type PartitionGroup } from './partition-groups';
import { partitionedShares, type PartitionedShare, type Share, together } from './partition-shares';
import { invariantRows, rowSubsetOf } from './tuple-routing';

/** A partitioned table at one row count, and what ANALYZE finds in its partitions. */
export interface Partitioned {
  readonly of: WholeTable;
  readonly shares: readonly Share[];
  readonly rowsPerPage: number;
  /** Rows of the whole table when VACUUM and ANALYZE last ran. */
  readonly analyzed: number;
}

/** Writes the statistics of a partitioned table, of its partitions and of the levels between. */
export async function partitionStatistics(
  context: VirtualContext,
  partitioned: Partitioned,
): Promise<void> {
  const { of, shares } = partitioned;
  await analyzeWhole(context, partitioned);
  for (const group of partitionGroups(shares, context.model, context.model.table(of.table))) {
    await analyzeGroup(context, partitioned, group);
  }
  reportFewSampledRows(context, partitioned);
  for (const between of partitionedShares(of, shares)) {
    await analyzeBetween(context, partitioned, between);
  }
}

const statisticsOf = (
  context: VirtualContext,
  { of }: Partitioned,
  relation: Relation,
): TableStatistics => tableStatistics(context, of.table, relation);

async function analyzeWhole(context: VirtualContext, partitioned: Partitioned): Promise<void> {
  const { model } = context;
  const { of, shares, rowsPerPage, analyzed } = partitioned;
  const { table, scale, root, leaves } = of;
  const definition = model.table(table);
  const rows = definition.rows(scale);
  const inOrder = shares.every(({ route }) => route.density === 1 && route.draws === undefined);
  await statisticsOf(context, partitioned, root).set({
    scale,
    rowSubset: consecutiveRows(root, 1, rows),
    rows: analyzed,
    rowsPerPage,
    spans: [{ relation: root, inherited: true, first: 1, last: rows }],
    ...(analyzed === rows
      ? { invariant: consecutiveRows(root, 1, definition.rows(referenceScale(definition))) }
      : {}),
    monotonic: monotonicColumns(model, definition),
    ...(inOrder ? {} : { order: orderOf(leaves) }),
  });
}

/** Partitions that differ in nothing but monotonic columns have a sample in common, of the whole table. */
async function analyzeGroup(
  context: VirtualContext,
  partitioned: Partitioned,
  { members, keeper, monotonic }: PartitionGroup,
): Promise<void> {
  const { model } = context;
  const { scale, table } = partitioned.of;
  const [one] = members;
  if (one === undefined || one.analyzed === 0) return;
  const statistics = statisticsOf(context, partitioned, keeper);
  const definition = model.table(table);
  const route =
    monotonic !== undefined && one.analyzed > statistics.size
      ? { ...one.route, first: 1, last: one.route.total, invariantNumbers: true }
      : one.route;
  const invariant =
    partitioned.analyzed === definition.rows(scale)
      ? invariantRows(route, definition.rows(referenceScale(definition)))
      : undefined;
  await statistics.set({
    scale,
    rowSubset: rowSubsetOf(route, definition.rows(scale)),
    rows: one.analyzed,
    rowsPerPage: partitioned.rowsPerPage,
    spans: members.map(({ rowSubset }) => spanOf(rowSubset)),
    ...(invariant === undefined ? {} : { invariant }),
    monotonic: monotonic ?? monotonicColumns(model, definition),
  });
}

function reportFewSampledRows(context: VirtualContext, partitioned: Partitioned): void {
  const { table, root } = partitioned.of;
  const { size } = statisticsOf(context, partitioned, root);
  for (const { route, rowSubset } of partitioned.shares) {
    const keys = (rowSubset.chosen ? rowSubset.keys?.length : undefined) ?? Infinity;
    const known = Math.min(keys, route.places?.length ?? Infinity);
    if (known >= Math.min(rowSubset.rows, size)) continue;
    const text = 'statistics: estimated from few sampled rows';
    context.onApproximation({ table, partition: rowSubset.relation.name, text });
  }
}

async function analyzeBetween(
  context: VirtualContext,
  partitioned: Partitioned,
  between: PartitionedShare,
): Promise<void> {
  const statistics = statisticsOf(context, partitioned, between.relation);
  const rowSubset = together(between, statistics.size);
  await statistics.set({
    scale: partitioned.of.scale,
    rowSubset,
    rows: between.analyzed,
    rowsPerPage: partitioned.rowsPerPage,
    spans: [{ ...spanOf(rowSubset), inherited: true }],
    monotonic: [],
    order: orderOf(between.leaves),
  });
}

function spanOf({ relation, first, last }: RowSubset): Span {
  return { relation, inherited: false, first, last };
}

/** ANALYZE reads one partition after the other (acquire_inherited_sample_rows, analyze.c). */
function orderOf(leaves: readonly Relation[]): string {
  const cases = leaves.map(({ bound }, k) => `when ${bound ?? 'true'} then ${k}`);
  return `case ${cases.join(' ')} end`;
}
