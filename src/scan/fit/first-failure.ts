import { tryTable } from '../../engine/probe';
import { PlancliffError } from '../../errors';
import type { Model } from '../../model/types';
import { readForeignKeys } from '../../postgres/catalog/foreign-keys';
import { isStatementError } from '../../postgres/server-error';
import type { Connection } from '../../postgres/types';
import type { Passed } from './passed';
import type { Failure } from './types';

/**
 * Inserts rows of every table that did not take them before, and rolls them back. The first table that does not take its
 * rows, if any.
 */
export async function firstFailure(
  connection: Connection,
  model: Model,
  scales: readonly number[],
  tries: ReadonlyMap<string, number>,
  passed: Passed,
): Promise<Failure | undefined> {
  const keys = await readForeignKeys(connection);
  try {
    await connection.query('begin');
    await connection.query('set local session_replication_role = replica');
    for (const key of keys) await connection.query(key.drop);
    for (const scale of scales) {
      for (const table of model.tables) {
        if (tries.get(table.name) === Infinity || passed.has(table.name, scale)) continue;
        await connection.query('savepoint one_table');
        try {
          await tryTable(connection, model, table, scale);
          // Virtual generated columns are computed when they are read.
          await connection.query(`select pg_catalog.count(t::text) from ${table.sqlName} as t`);
        } catch (error) {
          const cause = (error as { readonly cause?: unknown }).cause ?? error;
          if (isStatementError(cause))
            return { table: table.name, message: cause.message, server: cause };
          if (error instanceof PlancliffError) return { table: table.name, message: error.message };
          throw error;
        }
        await connection.query('rollback to savepoint one_table');
        passed.add(table.name, scale);
      }
    }
    return undefined;
  } finally {
    await connection.query('rollback');
  }
}
