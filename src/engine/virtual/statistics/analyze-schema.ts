import { ownName } from '../../../postgres/own-name';
import { createOwnExtension } from '../../../postgres/own-schema';
import { quoteLiteral } from '../../../postgres/quote';
import type { Connection } from '../../../postgres/types';
import type { VirtualContext } from '../context';
import { topic } from '../once';

const servers = topic<Promise<string>>('database');

/** The foreign server that leads back to the database, quoted; made when it is first asked for. */
export function loopback({ connection, once }: VirtualContext): Promise<string> {
  return once(servers, '', () => createLoopback(connection));
}

/**
 * Lets ANALYZE take a sample for a table of any size: postgres_fdw with a server that leads back to this database.
 * The tables that are analysed lie in plancliff's own schema.
 *
 * ANALYZE takes a foreign table's row count from the other side's pg_class
 * (contrib/postgres_fdw/postgres_fdw.c, postgresAcquireSampleRowsFunc), from PostgreSQL 16 on. An empty table
 * whose pg_class.reltuples says a billion is a billion rows to it, and the sample beside it becomes the
 * sample of a table that large. So it is ANALYZE itself that decides what it would have stored.
 *
 * @returns the name of the foreign server
 */
export async function createLoopback(connection: Connection): Promise<string> {
  await createOwnExtension(connection, 'postgres_fdw');
  const { rows } = await connection.query<{
    host: string;
    port: string;
    database: string;
    user: string;
    servers: readonly string[];
  }>(
    `select pg_catalog.split_part(pg_catalog.current_setting('unix_socket_directories'), ',', 1) as host,
            pg_catalog.current_setting('port') as port, pg_catalog.current_database() as database, current_user as user,
            array(select srvname::text from pg_catalog.pg_foreign_server) as servers`,
  );
  const { host = '', port = '', database = '', user = '', servers = [] } = rows[0] ?? {};
  const loopback = ownName('loopback', servers);
  const options = `host ${quoteLiteral(host)}, port ${quoteLiteral(port)}, dbname ${quoteLiteral(database)}`;
  await connection.query(`
    create server ${loopback} foreign data wrapper postgres_fdw
      options (${options}, analyze_sampling 'system');
    create user mapping for current_user server ${loopback}
      options (user ${quoteLiteral(user)}, password_required 'false')`);
  return loopback;
}
