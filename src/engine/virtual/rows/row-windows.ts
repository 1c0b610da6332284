import type { DrawWindows } from '../../../model/types';
import type { Model } from '../../../model/types';
import type { Connection } from '../../../postgres/types';
import type { Relation, RelationIndex } from '../catalog/relations';
import { bigints, insertRows, sampledRows } from './insert-rows';
import { type Sample, sampleRows } from './positions';
import { scaleWith } from './reference-scale';
import { baseColumns } from '../catalog/base-columns';

/** What rows have in common that lie close to each other in an index: their place in the table, or a draw. */
export type IndexLocality =
  { readonly by: 'row' } | { readonly by: 'draw'; readonly column: string };

export interface RowWindows {
  readonly near: IndexLocality;
  /** Rows of the table as close as whose rows these shall lie. */
  readonly of: number;
  /** Rows of all windows together. */
  readonly rows: number;
  /** How many parts of the table they are from. */
  readonly count: number;
  /** Where each part lies within its share of the table, 0 to 1. */
  readonly at: number;
}

export interface WindowedTable {
  readonly connection: Connection;
  readonly model: Model;
  readonly table: string;
  readonly relation: Relation;
}

/** By what the rows next to each other in an index may be known, columns of the index first. */
export function indexLocalities(
  { model, table, relation }: WindowedTable,
  { columns }: RelationIndex,
): readonly IndexLocality[] {
  const modelled = new Set(model.table(table).columns.map(({ name }) => name));
  const base = new Set(columns.flatMap((number) => baseColumns(relation, number)));
  // What the model does not fill has a default, which the tables of windows do not.
  if (![...base].every((name) => modelled.has(name))) return [];
  return [...[...base].map((column) => ({ by: 'draw', column }) as const), { by: 'row' }];
}

/**
 * Creates a table with the columns that an index needs, and fills it with rows out of windows of a larger table: all
 * rows that lie there, so that they are as close to each other as in the whole.
 *
 * @param into name of the new table
 * @returns false, and no table, where the model's table never has so many rows
 */
export async function fillWindows(
  of: WindowedTable,
  index: RelationIndex,
  into: string,
  windows: RowWindows,
): Promise<boolean> {
  const { connection, model, table, relation } = of;
  const scale = scaleWith(model.table(table), windows.of);
  const rows = model.table(table).rows(scale);
  if (rows < windows.of) return false;
  const named = relation.columns.filter(({ number }) => index.columns.includes(number));
  const only = new Set(index.columns.flatMap((number) => baseColumns(relation, number)));
  const columns = relation.columns.filter(
    (column) => only.has(column.name) || named.includes(column),
  );
  await connection.query(
    `create table ${into} (${columns.map(({ sqlName, definition }) => `${sqlName} ${definition}`).join(', ')})`,
  );
  const computed = named.flatMap(({ sqlName, generated, expression }) =>
    generated === null || expression === null ? [] : [{ sqlName, expression }],
  );
  const { sample, drawn } = windowsOf(windows, rows);
  const insert = insertRows({
    model,
    table,
    relation,
    scale,
    into,
    source: sampledRows,
    only,
    computed,
    ...(drawn === undefined ? {} : { windows: drawn }),
  });
  await connection.query(insert, [bigints(sample.positions), bigints(sample.draws)]);
  return true;
}

function windowsOf(
  { near, rows: wanted, count, at }: RowWindows,
  rows: number,
): { readonly sample: Sample; readonly drawn?: DrawWindows } {
  const own = Math.floor(wanted / count);
  const width = own / rows;
  const from = Array.from({ length: count }, (_, k) => k / count + at * (1 / count - width));
  if (near.by === 'draw') {
    const sample = sampleRows({ rows, size: Math.min(rows, wanted), rowsPerPage: Infinity });
    return { sample, drawn: { column: near.column, from, width } };
  }
  const positions = from.flatMap((each) =>
    Array.from({ length: own }, (_, k) => Math.floor(each * rows) + 1 + k),
  );
  return { sample: { positions, draws: positions } };
}
