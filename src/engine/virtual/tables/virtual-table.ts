import type { LaneParts } from '../lane';
import { indexLaw, saysAll } from '../pages/index-law';
import { checkPageLimit } from '../pages/limit';
import { tableSize } from '../pages/table-size';
import { referenceScale } from '../sample/reference-scale';
import { findEnds } from '../ends/find-ends';
import { type Stretch, unbroken } from '../sample/stretch';
import { bigints, insertRows, sampledRows } from '../sample/fill';
import { type Measure, measure } from '../sample/measure';
import { risingColumns } from '../statistics/column-kinds';
import { knownDistinct } from '../statistics/known-distinct';
import type { TableStatistics } from '../statistics/table-statistics';
import { boundedEnds } from './bounded-ends';
import type { WantedTable } from './physical-tables';

export interface VirtualTable {
  readonly table: string;
  readonly scale: number;
  readonly stretch: Stretch;
  readonly statistics: TableStatistics;
}

/** Gives a whole table the statistics, the ends and the files of one with all its rows. */
export async function makeVirtual(parts: LaneParts, virtual: VirtualTable): Promise<void> {
  const { context, physical } = parts;
  const { table, scale, stretch, statistics } = virtual;
  const { relation, rows } = stretch;
  const { rowsPerPage } = await measureOf(parts, virtual);
  const { stale = 1 } = context.condition;
  const definition = context.model.table(table);
  await statistics.set({
    scale,
    stretch,
    rows: Math.max(1, Math.round(rows / stale)),
    rowsPerPage,
    spans: [{ relation, inherited: false, first: stretch.first, last: stretch.last }],
    ...(stale === 1
      ? { steady: unbroken(relation, 1, definition.rows(referenceScale(definition))) }
      : {}),
    rising: risingColumns(context.model, definition),
  });
  await physical.stand([await wantedTable(parts, virtual, rows / stale)]);
}

/**
 * The table as it shall stand.
 *
 * @param analyzed rows that were there when VACUUM and ANALYZE last came by
 */
export async function wantedTable(
  parts: LaneParts,
  virtual: VirtualTable,
  analyzed: number,
): Promise<WantedTable> {
  const { connection, context, onApproximation } = parts;
  const { model, condition } = context;
  const { table, scale, stretch } = virtual;
  const { relation, rows } = stretch;
  const measured = await measureOf(parts, virtual);
  const of = { model, table, relation, scale, rows, keyShares: stretch.keyShares };
  const distinct = saysAll(of) ? () => undefined : await knownDistinct(connection, relation);
  const size = tableSize(rows, {
    relation,
    measure: measured,
    condition,
    keyLaw: (index) => indexLaw({ ...of, distinct }, index),
    onApproximation: (text) => onApproximation({ table, text }),
  });
  checkPageLimit(table, scale, size);
  const bounded = await boundedEnds(parts, virtual);
  const ends = await findEnds(parts, { model, table, scale, stretch, bounded });
  return { relation, ends, size, analyzed };
}

/** Learned once for all scales, lanes and partitions, whichever comes first: the rows are always the same. */
export function measureOf(
  parts: LaneParts,
  { table, stretch, statistics }: Pick<VirtualTable, 'table' | 'stretch' | 'statistics'>,
): Promise<Measure> {
  const { measures, context, connection } = parts;
  const { relation } = stretch;
  // A partition may have indexes of its own.
  const key = [table, ...relation.indexes.map(({ body }) => body)].join('\n');
  const known = measures.get(key);
  if (known !== undefined) return known;
  const { model, server } = context;
  const scale = referenceScale(model.table(table));
  const rows = unbroken(relation, 1, model.table(table).rows(scale));
  const { positions, draws } = rows.sample(rows.rows, statistics.size, Infinity);
  const measured = measure(connection, server.dataDirectory as string, relation, async (into) => {
    const insert = insertRows({ model, table, scale, relation, into, source: sampledRows });
    await connection.query(insert, [bigints(positions), bigints(draws)]);
  });
  measures.set(key, measured);
  return measured;
}
