import { endRows } from '../ends';
import { shapeFiles } from '../files/shape';
import type { LaneParts } from '../lane';
import { indexLaw } from '../pages/index-law';
import { checkPageLimit } from '../pages/limit';
import { tableSize } from '../pages/table-size';
import { referenceScale } from '../sample/reference-scale';
import { type Stretch, unbroken } from '../sample/stretch';
import { bigints, insertRows, sampledRows } from '../sample/fill';
import { type Measure, measure } from '../sample/measure';
import { knownDistinct } from '../statistics/known-distinct';
import type { TableStatistics } from '../statistics/table-statistics';
import { emptied } from './emptied';

export interface VirtualTable {
  readonly table: string;
  readonly scale: number;
  readonly stretch: Stretch;
  readonly statistics: TableStatistics;
}

/** Gives a table the statistics, the ends and the files of one with all the rows of its stretch. */
export async function makeVirtual(parts: LaneParts, virtual: VirtualTable): Promise<void> {
  const { connection, context } = parts;
  const { model, condition, server } = context;
  const { table, scale, stretch, statistics } = virtual;
  const { relation, rows } = stretch;
  const measured = await measureOf(parts, virtual);
  const { rowsPerPage } = measured;
  await statistics.set({ scale, stretch, rowsPerPage, inherited: false });
  await emptied(
    connection,
    [relation],
    [...endRows({ model, table, scale, stretch }), `reindex table ${relation.sqlName}`],
  );
  const distinct = await knownDistinct(connection, relation);
  const size = tableSize(rows, {
    relation,
    measure: measured,
    condition,
    keyLaw: (index) => indexLaw({ model, table, relation, scale, rows, distinct }, index),
    onApproximation: parts.onApproximation,
  });
  checkPageLimit(table, scale, size);
  await shapeFiles(connection, server.dataDirectory as string, relation, size, condition);
}

/** Learned once for all scales, lanes and partitions, whichever comes first: the rows are always the same. */
function measureOf(
  parts: LaneParts,
  { table, stretch, statistics }: VirtualTable,
): Promise<Measure> {
  const { measures, context, connection } = parts;
  const known = measures.get(table);
  if (known !== undefined) return known;
  const { model, server } = context;
  const { relation } = stretch;
  const scale = referenceScale(model.table(table));
  const rows = unbroken(relation, 1, model.table(table).rows(scale));
  const { positions, draws } = rows.sample(rows.rows, statistics.size, Infinity);
  const measured = measure(connection, server.dataDirectory as string, relation, async (into) => {
    const insert = insertRows({ model, table, scale, relation, into, source: sampledRows });
    await connection.query(insert, [bigints(positions), bigints(draws)]);
  });
  measures.set(table, measured);
  return measured;
}
