import type { Connection } from '../../../postgres/types';
import type { WantedTable } from './table-image';

/**
 * Changes the end rows of tables in place. Returns the tables for which that does not do: those where the new ends do
 * not all stand on the first page, and all of them where a key is violated. UPDATE checks keys row by row, so a row that
 * takes the key that another row is about to give up violates it (_bt_check_unique, src/backend/access/nbtree/nbtinsert.c).
 * Which rows were there before depends on the row count that the database comes from; what stands afterwards must not.
 */
export async function updateEnds(
  connection: Connection,
  tables: readonly WantedTable[],
): Promise<readonly WantedTable[]> {
  const changed = await update(connection, tables);
  if (changed === undefined) return tables;
  const counts = tables.map(
    ({ relation }, k) =>
      `(select pg_catalog.count(*)::int from ${relation.sqlName} where ctid < '(1,0)') as t${k}`,
  );
  const { rows } = await connection.query<Record<string, number>>(`select ${counts.join(', ')}`);
  return tables.filter(
    ({ ends }, k) => rows[0]?.[`t${k}`] !== ends.insert.length || changed[k] !== ends.insert.length,
  );
}

/** Rows changed in each table; undefined, and none changed, where a key is violated. */
async function update(
  connection: Connection,
  tables: readonly WantedTable[],
): Promise<readonly number[] | undefined> {
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
  await connection.query('commit');
  return changed;
}

/** unique_violation and exclusion_violation, src/backend/utils/errcodes.txt. */
export function isKeyViolation(error: unknown): boolean {
  return /^23(?:505|P01)$/.test((error as { code?: string }).code ?? '');
}
