import { PlancliffError } from '../../errors';
import { expressionsOf } from '../../model/parts-of';
import type { ColumnModel, Model, TableModel } from '../../model/types';
import { volatileCalls } from '../../postgres/catalog/volatile-calls';
import type { Connection } from '../../postgres/types';
import { asksClock } from '../../sql/pin-clock';
import { givenRows, type ModelRows } from '../refusal/rows';
import { wordVolatile, type Differing } from './word-volatile';

export interface Repeated {
  /** A session in no transaction: `now()` is the same throughout one. */
  readonly connection: Connection;
  readonly model: Model;
  readonly scale: number;
  /** The scenario's file and clock, for messages. */
  readonly file: string;
  readonly clock: string;
}

/**
 * Evaluates the author's own SQL twice over the same rows of a table. What PostgreSQL itself declares VOLATILE is an
 * error even where these rows show no difference; a function of the schema, which is VOLATILE unless its author says
 * otherwise, is one only where they do.
 *
 * @throws PlancliffError `model` for an expression whose value is another one the next time
 */
export async function checkRepeats(
  of: Repeated,
  table: TableModel,
  rows: ModelRows,
): Promise<void> {
  for (const column of table.columns) {
    const expressions = expressionsOf(column.distribution);
    if (expressions.length === 0) continue;
    const expression = expressions.join(', ');
    const { connection, model, scale } = of;
    const oneRow = model.columnSelect(
      table.name,
      column.name,
      scale,
      'select 1::bigint as i, 1::bigint as d',
    );
    const parts = wordVolatile({
      column: `tables.${table.name}.columns.${column.name}`,
      expression,
      differing: await evaluateTwice(of, table, column, rows),
      calls: await volatileCalls(connection, oneRow),
      asksClock: await asksClock(`select ${expression}`),
      clock: of.clock,
    });
    if (parts === undefined) continue;
    throw new PlancliffError('model', { ...parts, message: `${of.file}: ${parts.message}` });
  }
}

/** The first row whose value is another one the second time. */
async function evaluateTwice(
  { connection, model, scale }: Repeated,
  table: TableModel,
  column: ColumnModel,
  { positions, draws }: ModelRows,
): Promise<Differing | undefined> {
  const select = model.columnSelect(table.name, column.name, scale, givenRows);
  const evaluate = async (): Promise<readonly (string | null)[]> => {
    const { rows } = await connection.query<{ value: string | null }>(
      `select value::text from (${select}) as evaluated`,
      [positions, draws],
    );
    return rows.map(({ value }) => value);
  };
  const [first, second] = [await evaluate(), await evaluate()];
  const at = first.findIndex((value, k) => value !== second[k]);
  if (at < 0) return undefined;
  return { row: positions[at] ?? 1, first: first[at] ?? null, second: second[at] ?? null };
}
