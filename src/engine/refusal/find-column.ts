import type { ColumnModel, Model } from '../../model/types';
import type { Connection } from '../../postgres/types';
import { givenRows, type ModelRows } from './rows';
import { isServerError, type ServerError } from '../../postgres/server-error';

/** The column whose value the server refuses, and the first row found that shows it. */
export interface RefusedColumn {
  readonly column: ColumnModel;
  readonly error: ServerError;
  /** Row number; absent where no row is needed to refuse the expression. */
  readonly row?: number;
  /** The value before it is cast to the column's type, as text, where it has one. */
  readonly value?: string;
}

export interface Evaluated {
  readonly connection: Connection;
  readonly model: Model;
  readonly table: string;
  readonly scale: number;
}

/**
 * Evaluates each column alone over these rows, to find the one that fails with this SQLSTATE. Of several that fail the
 * one is taken that depends on none of the others.
 */
export async function findColumn(
  of: Evaluated,
  rows: ModelRows,
  code: string,
): Promise<RefusedColumn | undefined> {
  const failing: ColumnModel[] = [];
  for (const column of of.model.table(of.table).columns) {
    const error = await failure(of, column, rows);
    if (error?.code === code) failing.push(column);
  }
  const names = new Set(failing.map(({ name }) => name));
  const column = failing.find((each) => !names.has(leader(each) ?? '')) ?? failing[0];
  return column === undefined ? undefined : narrow(of, column, rows);
}

/** The column that this one is correlated with. */
function leader({ distribution }: ColumnModel): string | undefined {
  const of = distribution.kind === 'nullable' ? distribution.of : distribution;
  return of.kind === 'correlated' ? of.column : undefined;
}

/** Halves the rows until one is left. */
async function narrow(
  of: Evaluated,
  column: ColumnModel,
  rows: ModelRows,
): Promise<RefusedColumn | undefined> {
  const without = await failure(of, column, { positions: [], draws: [] });
  if (without !== undefined) return { column, error: without };
  let left = rows;
  while (left.positions.length > 1) {
    const half = Math.ceil(left.positions.length / 2);
    const first = slice(left, 0, half);
    left = (await failure(of, column, first)) === undefined ? slice(left, half) : first;
  }
  const error = await failure(of, column, left);
  const [row] = left.positions;
  if (error === undefined || row === undefined) return undefined;
  const value = await uncastValue(of, column, left);
  return { column, error, row, ...(value === undefined ? {} : { value }) };
}

function slice({ positions, draws }: ModelRows, from: number, to?: number): ModelRows {
  return { positions: positions.slice(from, to), draws: draws.slice(from, to) };
}

async function failure(
  of: Evaluated,
  column: ColumnModel,
  rows: ModelRows,
): Promise<ServerError | undefined> {
  const expression = of.model.columnSelect(of.table, column.name, of.scale, givenRows);
  try {
    // OFFSET keeps the planner from dropping the value, which is only counted.
    await of.connection.query(
      `select pg_catalog.count(value) from (${expression} offset 0) as evaluated`,
      parameters(rows),
    );
    return undefined;
  } catch (error) {
    if (!isServerError(error)) throw error;
    return error;
  }
}

/** The value of one row before its last cast; undefined where that fails too, or where there is no cast. */
async function uncastValue(
  of: Evaluated,
  column: ColumnModel,
  row: ModelRows,
): Promise<string | undefined> {
  const select = of.model.columnSelect(of.table, column.name, of.scale, givenRows);
  const cast = `::${column.type} as value`;
  const end = select.lastIndexOf(cast);
  if (end < 0) return undefined;
  const uncast = `${select.slice(0, end)}::text as value${select.slice(end + cast.length)}`;
  try {
    const { rows } = await of.connection.query<{ value: string | null }>(uncast, parameters(row));
    return rows[0]?.value ?? undefined;
  } catch {
    return undefined;
  }
}

function parameters({ positions, draws }: ModelRows): readonly (readonly number[])[] {
  return [positions, draws];
}
