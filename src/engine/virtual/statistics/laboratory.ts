import { quoteLiteral } from '../../../postgres/quote';
import type { Connection } from '../../../postgres/types';

/** Where samples are analysed: a schema of our own in each virtual database. */
export const laboratory = 'plancliff_laboratory';
export const loopback = 'plancliff_loopback';

/**
 * Prepares a database for `believe`-ing samples: postgres_fdw with a server that leads back to this database.
 *
 * ANALYZE takes a foreign table's row count from the other side's pg_class
 * (contrib/postgres_fdw/postgres_fdw.c, postgresAcquireSampleRowsFunc), from PostgreSQL 16 on. An empty table
 * whose pg_class.reltuples says a billion is a billion rows to it, and the sample beside it becomes the
 * sample of a table that large. So it is ANALYZE itself that decides what it would have stored.
 */
export async function openLaboratory(connection: Connection): Promise<void> {
  const { rows } = await connection.query<{
    host: string;
    port: string;
    database: string;
    user: string;
  }>(
    `select split_part(current_setting('unix_socket_directories'), ',', 1) as host,
            current_setting('port') as port, current_database() as database, current_user as user`,
  );
  const [place] = rows;
  if (place === undefined) return;
  const options = `host ${quoteLiteral(place.host)}, port ${quoteLiteral(place.port)}, dbname ${quoteLiteral(place.database)}`;
  await connection.query(`
    create schema ${laboratory};
    create extension postgres_fdw schema ${laboratory};
    create server ${loopback} foreign data wrapper postgres_fdw
      options (${options}, analyze_sampling 'system');
    create user mapping for current_user server ${loopback}
      options (user ${quoteLiteral(place.user)}, password_required 'false')`);
}
