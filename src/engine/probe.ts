import { PlancliffError } from '../errors';
import type { Model, TableModel } from '../model/types';
import type { Connection } from '../postgres/types';
import { formatRows } from '../text/row-count';

/**
 * Makes the first, the middle and the last row of every table at these scales, and throws them away: an
 * expression that the server refuses, or a number that outgrows its column, shows before any row is loaded.
 *
 * @throws PlancliffError `model`, with table and column and the server's message.
 */
export async function probeModel(
  connection: Connection,
  model: Model,
  scales: readonly number[],
): Promise<void> {
  for (const table of model.tables) {
    for (const scale of scales) await probeTable(connection, model, table, scale);
  }
}

async function probeTable(
  connection: Connection,
  model: Model,
  table: TableModel,
  scale: number,
): Promise<void> {
  const last = table.rows(scale);
  const numbers = [...new Set([1, Math.ceil(last / 2), last])].join(', ');
  const source = `select g.i, g.i as d from unnest(array[${numbers}]::bigint[]) as g (i)`;
  const rows = model.rowSelect(table.name, scale, source);
  try {
    await connection.query(`select r.* from (${rows}) as r`);
  } catch (error) {
    throw await refusal(connection, rows, table, scale, error);
  }
}

/** Asks for the columns one by one, to name the one that fails. */
async function refusal(
  connection: Connection,
  rows: string,
  table: TableModel,
  scale: number,
  error: unknown,
): Promise<unknown> {
  for (const column of table.columns) {
    try {
      await connection.query(`select r.${column.sqlName} from (${rows}) as r`);
    } catch (cause) {
      if (cause instanceof PlancliffError) return cause;
      return new PlancliffError('model', {
        message: `tables.${table.name}.columns.${column.name} has no value at ${formatRows(scale)}`,
        reason: (cause as Error).message,
        hint: `Change its distribution, or its type (${column.type}), or end at a smaller scale.`,
        cause,
      });
    }
  }
  return error;
}
