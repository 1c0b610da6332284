import type { VirtualContext } from '../context';
import { sizesMove } from '../sizes/dependent-sizes';
import { expressionKeys } from '../keys/expression-keys';
import { ginKeys } from '../keys/gin-keys';
import { indexKeys, saysAll } from '../keys/index-keys';
import { isUnique } from '../keys/key-distribution';
import { checkPageLimit } from '../sizes/page-limit';
import { rowsOf, tableSize } from '../sizes/table-size';
import { referenceScale } from '../rows/reference-scale';
import { findEnds } from '../ends/find-ends';
import { type Sample, rowIntervals } from '../rows/positions';
import { type RowSubset, consecutiveRows } from '../rows/row-subset';
import { bigints, insertRows, sampledRows } from '../rows/insert-rows';
import { partialShare } from '../measure/partial-share';
import { measure } from '../measure/measure';
import type { RelationIndex } from '../catalog/relations';
import { sampleSize } from '../statistics/plan-analyze-parents';
import { monotonicColumns } from '../keys/column-kinds';
import { keyOrder } from '../keys/key-order';
import { knownDistinct } from '../keys/known-distinct';
import { tableStatistics } from '../statistics/table-statistics';
import { boundedEnds } from '../ends/bounded-ends';
import type { TableSize, WantedTable } from '../storage/table-image';
import { physicalTables } from '../storage/physical-tables';
import { analyzedRows, stateOf } from '../../../scenario/table-state';
import { topic } from '../once';
import { areInvariantKeys } from '../keys/invariant-keys';
import type { Measure, PartialShare } from '../sizes/stored-sample';

export interface VirtualTable {
  readonly table: string;
  readonly scale: number;
  readonly rowSubset: RowSubset;
}

/** Gives a whole table the statistics, the ends and the files of one with all its rows. */
export async function makeVirtual(context: VirtualContext, virtual: VirtualTable): Promise<void> {
  const { table, scale, rowSubset } = virtual;
  const { relation, rows } = rowSubset;
  const { rowsPerPage } = await measureOf(context, virtual);
  const analyzed = analyzedRows(stateOf(context.condition, table), rows);
  const definition = context.model.table(table);
  await tableStatistics(context, table, relation).set({
    scale,
    rowSubset,
    rows: analyzed,
    rowsPerPage,
    spans: [{ relation, inherited: false, first: rowSubset.first, last: rowSubset.last }],
    ...(analyzed === rows
      ? { invariant: consecutiveRows(relation, 1, definition.rows(referenceScale(definition))) }
      : {}),
    monotonic: monotonicColumns(context.model, definition),
  });
  await physicalTables(context).stand([await wantedTable(context, virtual, analyzed)]);
}

/**
 * The table as it shall stand.
 *
 * @param analyzed rows that were there when VACUUM and ANALYZE last came by
 */
export async function wantedTable(
  context: VirtualContext,
  virtual: VirtualTable,
  analyzed: number,
): Promise<WantedTable> {
  const { model } = context;
  const { table, scale, rowSubset } = virtual;
  const size = await wantedSize(context, virtual);
  checkPageLimit(table, scale, size);
  const bounded = await boundedEnds(context, virtual);
  const ends = await findEnds(context, { model, table, scale, rowSubset, bounded });
  const { notVisible = 0 } = stateOf(context.condition, table);
  return { relation: rowSubset.relation, ends, size, analyzed, notVisible };
}

async function wantedSize(context: VirtualContext, virtual: VirtualTable): Promise<TableSize> {
  const { connection, model, condition, onApproximation } = context;
  const { table, scale, rowSubset } = virtual;
  const { relation, rows } = rowSubset;
  const measured = await measureOf(context, virtual);
  const of = { model, table, relation, scale, rows, keyShares: rowSubset.keyShares };
  const measuredRows = model.table(table).rows(measured.scale);
  const measuredAt = { model, table, relation, scale: measured.scale, rows: measuredRows };
  const distinct = saysAll(of) ? () => undefined : await knownDistinct(connection, relation);
  const shares = await partialShares(context, virtual);
  return tableSize(rows, {
    relation,
    measure: measured,
    state: stateOf(condition, table),
    keyDistributionOf: (index) => indexKeys({ ...of, distinct }, index),
    shares,
    densities: await densitiesOf(context, virtual, measured, shares),
    invariant: (index) =>
      measured.scale === scale || areInvariantKeys(model, table, relation, index),
    measuredRows,
    measuredKeyDistribution: (index) => indexKeys({ ...measuredAt, distinct }, index),
    expressionKeys: (index) => {
      const [keyDistribution, sampled] = [
        expressionKeys(of, index),
        expressionKeys(measuredAt, index),
      ];
      return keyDistribution && sampled && { keyDistribution, sampled };
    },
    ginKeyDistributions: (index) => ({
      keyDistribution: ginKeys(of, index),
      sampledKeyDistribution: ginKeys(measuredAt, index),
    }),
    keyOrder: (index) => keyOrder(of, index),
    onApproximation: (text) => onApproximation({ table, text }),
  });
}

/** The share of the rows that each partial index has. */
async function partialShares(
  { connection, model }: VirtualContext,
  virtual: VirtualTable,
): Promise<ReadonlyMap<RelationIndex, PartialShare>> {
  const shares = new Map<RelationIndex, PartialShare>();
  for (const index of virtual.rowSubset.relation.indexes) {
    const share = await partialShare(connection, model, virtual, index);
    if (share !== undefined) shares.set(index, share);
  }
  return shares;
}

/** Rows on a page of each GiST or SP-GiST index, of those whose density changes with the row count. */
async function densitiesOf(
  { connection }: VirtualContext,
  { rowSubset }: VirtualTable,
  measured: Measure,
  shares: ReadonlyMap<RelationIndex, PartialShare>,
): Promise<ReadonlyMap<RelationIndex, number>> {
  const densities = new Map<RelationIndex, number>();
  for (const index of rowSubset.relation.indexes) {
    const known = measured.indexes.get(index.body);
    if (known?.refinedDensity === undefined) continue;
    const rows = rowsOf(index, known, rowSubset.rows, shares);
    densities.set(index, await known.refinedDensity(connection, rows));
  }
  return densities;
}

/** A table's measure, by its name and its indexes. */
const measures = topic<Promise<Measure>>('run');

/** Rows of a sample that is measured anew at each row count. */
const quickSample = 10_000;

/**
 * Measured once for all scales, databases and partitions, whichever comes first, as the rows are always the same; or
 * at each scale, where the size of an index depends on it.
 */
export function measureOf(context: VirtualContext, virtual: VirtualTable): Promise<Measure> {
  const { once, model } = context;
  const { table } = virtual;
  const { relation } = virtual.rowSubset;
  const anew = sizesMove(model, table, relation);
  const scale = anew ? virtual.scale : referenceScale(model.table(table));
  // A partition may have indexes of its own.
  const key = [table, scale, ...relation.indexes.map(({ body }) => body)].join('\n');
  return once(measures, key, () => measureAt(context, virtual, scale, anew));
}

/** @param anew whether the size of an index depends on the row count: then a quick sample at each of them has to do */
function measureAt(
  context: VirtualContext,
  { table, rowSubset: { relation } }: VirtualTable,
  scale: number,
  anew: boolean,
): Promise<Measure> {
  const { connection, model, dataDirectory } = context;
  const rows = model.table(table).rows(scale);
  const size = Math.min(sampleSize(relation, context), anew ? quickSample : Infinity);
  const insertAt = async (into: string, { positions, draws }: Sample): Promise<void> => {
    const insert = insertRows({ model, table, scale, relation, into, source: sampledRows });
    await connection.query(insert, [bigints(positions), bigints(draws)]);
  };
  return measure(
    {
      connection,
      dataDirectory,
      model,
      table,
      relation,
      scale,
      onlyRows: anew ? rows : undefined,
      insertSample: (into) =>
        insertAt(into, consecutiveRows(relation, 1, rows).sample(rows, size, Infinity)),
      insertIntervals: (into, count, length) => insertAt(into, rowIntervals(rows, count, length)),
    },
    (index) => {
      const at = { model, table, relation, scale, rows, distinct: () => undefined };
      const { keyDistribution, said } = indexKeys(at, index);
      return !said || (index.keys.length > 1 && !isUnique(keyDistribution, rows));
    },
  );
}
