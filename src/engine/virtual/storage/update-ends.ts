import { setTimeout as pause } from 'node:timers/promises';
import type { Connection } from '../../../postgres/types';
import type { WantedTable } from './table-image';

/**
 * Changes the end rows of tables in place. Returns the tables for which that does not do: those where the new ends do
 * not all stand on the first page; all of them where a key is violated, or where the planner would still see the old
 * ends. UPDATE checks keys row by row, so a row that takes the key that another row is about to give up violates it
 * (_bt_check_unique, src/backend/access/nbtree/nbtinsert.c). Which rows were there before depends on the row count that
 * the database comes from; what stands afterwards must not.
 */
export async function updateEnds(
  connection: Connection,
  tables: readonly WantedTable[],
): Promise<readonly WantedTable[]> {
  const updated = await update(connection, tables);
  if (updated === undefined) return tables;
  const counts = tables.map(
    ({ relation }, k) =>
      `(select pg_catalog.count(*)::int from ${relation.sqlName} where ctid < '(1,0)') as t${k}`,
  );
  const { rows } = await connection.query<Record<string, number>>(`select ${counts.join(', ')}`);
  if (!(await isOldest(connection, updated.transaction))) return tables;
  return tables.filter(
    ({ ends }, k) =>
      rows[0]?.[`t${k}`] !== ends.insert.length || updated.rows[k] !== ends.insert.length,
  );
}

interface Updated {
  readonly transaction: string;
  /** Rows changed in each table. */
  readonly rows: readonly number[];
}

/** Undefined, and nothing changed, where a key is violated. */
async function update(
  connection: Connection,
  tables: readonly WantedTable[],
): Promise<Updated | undefined> {
  const changed: number[] = [];
  await connection.query('begin');
  try {
    for (const { ends } of tables) {
      changed.push((await connection.query(ends.update)).rowCount ?? 0);
    }
  } catch (error) {
    await connection.query('rollback');
    if (isKeyViolation(error)) return undefined;
    throw error;
  }
  const { rows } = await connection.query<{ id: string }>(
    'select pg_catalog.pg_current_xact_id()::text as id',
  );
  await connection.query('commit');
  return { transaction: rows[0]?.id ?? '0', rows: changed };
}

/** How often, and after how many milliseconds, it is asked whether older transactions have ended. */
const polls = 8;
const interval = 2;

/**
 * Whether every transaction of the server that is older than this one has ended, now or in a moment. The planner takes
 * the entry of a deleted row at the end of an index for a value that exists until the row's deletion is older than
 * every running transaction, whatever database that is in (SnapshotNonVacuumable in get_actual_variable_endpoint,
 * src/backend/utils/adt/selfuncs.c; GetSnapshotData sets GlobalVisDataRels, src/backend/storage/ipc/procarray.c).
 */
async function isOldest(connection: Connection, transaction: string): Promise<boolean> {
  for (let poll = 1; ; poll += 1) {
    const { rows } = await connection.query<{ oldest: boolean }>(
      `select pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot()) > '${transaction}'::xid8 as oldest`,
    );
    if (rows[0]?.oldest === true) return true;
    if (poll === polls) return false;
    await pause(interval);
  }
}

/** unique_violation and exclusion_violation, src/backend/utils/errcodes.txt. */
export function isKeyViolation(error: unknown): boolean {
  return /^23(?:505|P01)$/.test((error as { code?: string }).code ?? '');
}
