import { startEmbedded, type StartOptions } from '../../src/postgres/embedded/start';
import type { Connection, Database, Server } from '../../src/postgres/types';

export interface TestServer extends Server {
  /** A new database with this DDL in it, and one open connection to it; `end` closes and drops both. */
  open(ddl?: string): Promise<TestDatabase>;
}

export interface TestDatabase extends Database {
  readonly connection: Connection;
  end(): Promise<void>;
}

/**
 * A server for one test file: start it in `beforeAll`, close it in `afterAll`. `close` fails, and with it the test
 * file, where a connection to the server is still open.
 */
export async function startTestServer(options: Partial<StartOptions> = {}): Promise<TestServer> {
  const server = await startEmbedded({ env: process.env, ...options });
  return {
    ...server,
    async open(ddl) {
      const database = await server.createDatabase('test');
      const connection = await database.connect();
      if (ddl !== undefined) await connection.query(ddl);
      return {
        ...database,
        connection,
        async end() {
          await connection.end();
          await database.drop();
        },
      };
    },
    async close() {
      const leaked = await openConnections(server);
      await server.close();
      if (leaked.length > 0) throw new Error(`Connections left open:\n${leaked.join('\n')}`);
    },
  };
}

/** One line for each session besides the one that asks. */
async function openConnections(server: Server): Promise<string[]> {
  const database = await server.createDatabase('leaks');
  const connection = await database.connect();
  try {
    const { rows } = await connection.query<{ line: string }>(`
      select datname || ': ' || state || ': ' || left(query, 120) as line
      from pg_stat_activity
      where backend_type = 'client backend' and pid <> pg_backend_pid()`);
    return rows.map((row) => row.line);
  } finally {
    await connection.end();
  }
}
