import type { Connection } from '../../postgres/types';
import type { Activity, TableActivity } from '../types';
import { withoutNulls } from './relations';

/** Rows written to each table since the server began to count; every role may read it. */
export async function readActivity(connection: Connection): Promise<Activity> {
  const { rows: times } = await connection.query<{ since: string | null; until: string }>(
    `select pg_catalog.to_char(stats_reset at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since,
       pg_catalog.to_char(pg_catalog.now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as until
     from pg_stat_database where datname = pg_catalog.current_database()`,
    [],
  );
  const { rows: tables } = await connection.query<TableActivity>(
    `select schemaname::text as schema, relname::text as name, n_tup_ins::float8 as inserted,
       n_tup_upd::float8 as updated, n_tup_del::float8 as deleted
     from pg_stat_user_tables order by schemaname collate "C", relname collate "C"`,
    [],
  );
  const [{ since = null, until = '' } = {}] = times;
  return { ...withoutNulls({ since, until }), tables } as Activity;
}
