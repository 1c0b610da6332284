import type { Connection } from '../../src/postgres/types';
import { pull } from '../../src/pull/read/pull';
import type { Pulled } from '../../src/pull/types';

/** What an audit with `--live-ends` reads. */
export async function pullFrom(connection: Connection): Promise<Pulled> {
  await connection.query('begin transaction isolation level read committed, read only');
  const { rows } = await connection.query<{ path: string }>(
    "select current_setting('search_path') as path",
  );
  try {
    await connection.query(
      'set local search_path = pg_catalog; set local session_replication_role = origin',
    );
    return await pull(connection, rows[0]?.path ?? '', { liveEnds: true });
  } finally {
    await connection.query('rollback');
  }
}
