import { endRows } from '../ends';
import { shapeFiles } from '../files/shape';
import type { LaneParts } from '../lane';
import { indexLaw } from '../pages/index-law';
import { tableSize } from '../pages/table-size';
import type { Stretch } from '../sample/stretch';
import { sampledRows, insertRows } from '../sample/fill';
import { type Measure, measure } from '../sample/measure';
import { analyzeSpecimen, copyStatistics } from '../statistics/analyze';
import { knownDistinct } from '../statistics/known-distinct';
import { rowNumber, type Specimen } from '../statistics/specimen';
import { emptied } from './emptied';

export interface VirtualTable {
  readonly table: string;
  readonly scale: number;
  readonly stretch: Stretch;
  readonly specimen: Specimen;
}

/** Gives a table the statistics, the ends and the files of one with all the rows of its stretch. */
export async function makeVirtual(parts: LaneParts, virtual: VirtualTable): Promise<void> {
  const { connection, context } = parts;
  const { model, condition, server } = context;
  const { table, scale, stretch } = virtual;
  const { relation, rows } = stretch;
  const measured = await measureOf(parts, virtual);
  await analyzeStretch(parts, virtual, measured.rowsPerPage, false);
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
  });
  await shapeFiles(connection, server.dataDirectory as string, relation, size, condition);
}

/** Statistics of the stretch, or, where `inherited`, of a table with all its children. */
export async function analyzeStretch(
  parts: LaneParts,
  { table, scale, stretch, specimen }: VirtualTable,
  rowsPerPage: number,
  inherited: boolean,
): Promise<void> {
  const { connection, context } = parts;
  const { condition, model, server } = context;
  const rows = Math.max(1, Math.round(stretch.rows / (condition.stale ?? 1)));
  const { positions, draws } = stretch.sample(rows, specimen.size, rowsPerPage);
  await connection.query(`truncate ${specimen.sample}`);
  const insert = insertRows({
    model,
    table,
    scale,
    relation: specimen.relation,
    into: specimen.sample,
    source: sampledRows,
    numbered: rowNumber,
  });
  await connection.query(insert, [positions, draws]);
  await analyzeSpecimen(connection, specimen, positions.length, rows, server.major);
  await copyStatistics(connection, specimen, inherited);
}

/** Learned at the first scale at which the table is virtual, and then kept for all lanes. */
function measureOf(parts: LaneParts, virtual: VirtualTable): Promise<Measure> {
  const { measures, context, connection } = parts;
  const { table, scale, stretch, specimen } = virtual;
  const known = measures.get(table);
  if (known !== undefined) return known;
  const { model, server } = context;
  const { relation } = stretch;
  const { positions, draws } = stretch.sample(stretch.rows, specimen.size, Infinity);
  const measured = measure(connection, server.dataDirectory as string, relation, async (into) => {
    const insert = insertRows({ model, table, scale, relation, into, source: sampledRows });
    await connection.query(insert, [positions, draws]);
  });
  measures.set(table, measured);
  return measured;
}
