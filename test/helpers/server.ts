import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../../src/postgres/connection';
import { embeddedServer } from '../../src/postgres/embedded/embedded-server';
import { port } from '../../src/postgres/embedded/private-folder';
import { superuser } from '../../src/postgres/embedded/settings';
import type * as Start from '../../src/postgres/embedded/start';
import { quoteIdent } from '../../src/postgres/quote';
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
 * The server that the test files of a worker share, one after the other: take it in `beforeAll`, close it in `afterAll`.
 * `close` fails, and with it the test file, where a connection or a database is left; the server stays. Whoever makes
 * roles, changes the server's settings or ends it starts one of his own.
 */
export async function sharedTestServer(): Promise<TestServer> {
  return withOpen(await sharedServer());
}

/** The same without `open`, as `startEmbedded` would return it. */
export async function sharedServer(): Promise<Server> {
  const { version, major, dataDirectory = '', owner } = await workerServer();
  const server = embeddedServer({
    binaries: { version, major },
    folder: dirname(dataDirectory),
    user: owner,
    // The keeper is the worker's.
    keeper: {
      gone: new Promise(() => undefined),
      hasGone: () => false,
      log: () => '',
      unref: () => undefined,
    },
    close: () => failForLeaks(server),
  });
  return server;
}

/** A server for one test file alone. `close` fails where a connection to the server is still open. */
export async function startTestServer(
  options: Partial<Start.StartOptions> = {},
): Promise<TestServer> {
  // Also where commands in the test's own process get the server of the worker in its place.
  const { startEmbedded } = jest.requireActual<typeof Start>('../../src/postgres/embedded/start');
  const server = await startEmbedded({ env: process.env, ...options });
  return {
    ...withOpen(server),
    async close() {
      const { connections } = await leftOn(server);
      await server.close();
      fail(connections);
    },
  };
}

function withOpen(server: Server): TestServer {
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
  };
}

interface Left {
  /** One line for each session besides the one that asks. */
  readonly connections: readonly string[];
  readonly databases: readonly string[];
}

/** Removes what is left, so that the next test file finds the server as this one did, and fails this one. */
async function failForLeaks(server: Server): Promise<void> {
  fail(
    await looking(server, async (connection) => {
      const { connections, databases } = await left(connection);
      for (const name of databases)
        await connection.query(`drop database ${quoteIdent(name)} with (force)`);
      return [...connections, ...databases.map((name) => `database ${name}`)];
    }),
  );
}

const leftOn = (server: Server): Promise<Left> => looking(server, left);

/** The server sees the end of a connection a moment after its client: only what stays for a second is left. */
async function left(connection: Connection): Promise<Left> {
  for (let more = 20; ; more -= 1) {
    const found = await look(connection);
    if (found.connections.length === 0 || more === 0) return found;
    await sleep(50);
  }
}

async function look(connection: Connection): Promise<Left> {
  const { rows: sessions } = await connection.query<{ line: string }>(`
    select datname || ': ' || state || ': ' || left(query, 120) as line
    from pg_stat_activity
    where backend_type = 'client backend' and pid <> pg_backend_pid()`);
  const { rows: databases } = await connection.query<{ name: string }>(`
    select datname as name from pg_database
    where datname like 'plancliff%'`);
  return {
    connections: sessions.map(({ line }) => line),
    databases: databases.map(({ name }) => name),
  };
}

async function looking<Result>(
  server: Server,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const connection = await connect({
    host: dirname(server.dataDirectory ?? ''),
    port,
    user: superuser,
    database: 'postgres',
    ownServer: true,
  });
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}

function fail(leaks: readonly string[]): void {
  if (leaks.length > 0) throw new Error(`Left open:\n${leaks.join('\n')}`);
}
