import { insertSome } from '../../engine/probe';
import { findRepeated } from '../../engine/repeats/check-unique';
import { disableAllTriggers } from '../../engine/triggers';
import { PlancliffError } from '../../errors';
import type { Model, TableModel } from '../../model/types';
import { readAllUniqueIndexes, type UniqueIndex } from '../../postgres/catalog/unique-indexes';
import { isStatementError } from '../../postgres/server-error';
import type { Connection } from '../../postgres/types';
import type { Passed } from './passed';
import type { Failure } from './types';

/** Rows whose keys are compared: every table of a schema is looked at, most of them to be read by a query or two. */
const someRows = { most: 20_000 };

/**
 * The trial of a scenario loads up to 300,000 rows (`defaultSizes` of the trial). A key of references may repeat by chance
 * at one of its row counts alone, so each of a tenth of the rows is drawn ten times. Among these 300,000 draws as many
 * keys repeat as among 300,000 rows where the number of parents is fixed, and a hundred times as many where two parents
 * grow with the rows.
 */
const drawnOften = { most: 300_000, draws: 10 };
const drawnAt = 30_000;

/**
 * Inserts rows of every table that did not take them before, and rolls them back. The tables that do not take theirs, each
 * with its first failure.
 */
export async function findFailures(
  connection: Connection,
  model: Model,
  scales: readonly number[],
  tries: ReadonlyMap<string, number>,
  passed: Passed,
): Promise<readonly Failure[]> {
  const failures = new Map<string, Failure>();
  try {
    await connection.query('begin');
    // Parents have no rows here: the triggers of foreign keys, as all ordinary ones, rest (TriggerEnabled, trigger.c).
    await connection.query('set local session_replication_role = replica');
    await disableAllTriggers(connection);
    const indexes = await readAllUniqueIndexes(connection);
    for (const scale of scales) {
      for (const table of model.tables) {
        const { name } = table;
        if (tries.get(name) === Infinity || failures.has(name) || passed.has(name, scale)) continue;
        await connection.query('savepoint one_table');
        try {
          await insertSome(connection, model, table, scale);
          // Virtual generated columns are computed when they are read.
          await connection.query(`select pg_catalog.count(t::text) from ${table.sqlName} as t`);
          const own = indexes.get(table.sqlName) ?? [];
          const isLast = scale === scales.at(-1);
          const repeated = await repeatedIndex({ connection, model, scale, isLast }, table, own);
          if (repeated === undefined) passed.add(name, scale);
          else failures.set(name, repeats(name, repeated));
        } catch (error) {
          failures.set(name, failureOf(name, error));
        }
        await connection.query('rollback to savepoint one_table');
      }
    }
    return [...failures.values()];
  } finally {
    await connection.query('rollback');
  }
}

/** The name of a unique index in which rows of a table repeat: of a large table only some were inserted. */
async function repeatedIndex(
  { isLast, ...at }: Parameters<typeof findRepeated>[0] & { readonly isLast: boolean },
  table: TableModel,
  indexes: readonly UniqueIndex[],
): Promise<string | undefined> {
  const repeated =
    (await findRepeated(at, table, indexes, someRows)) ??
    (isLast
      ? await findRepeated(
          { ...at, scale: Math.min(drawnAt, at.scale) },
          table,
          indexes,
          drawnOften,
        )
      : undefined);
  return repeated?.index.name;
}

/** As the server says of an insert that repeats a key. */
const repeats = (table: string, constraint: string): Failure => {
  const message = `rows repeat in the unique index ${constraint}`;
  return { table, message, server: { severity: 'ERROR', code: '23505', message, constraint } };
};

function failureOf(table: string, error: unknown): Failure {
  const cause = (error as { readonly cause?: unknown }).cause ?? error;
  if (isStatementError(cause)) return { table, message: cause.message, server: cause };
  if (error instanceof PlancliffError) return { table, message: error.message };
  throw error;
}
