import type { Connection, Database, DatabaseLocale, Server } from './types';

/** Creates a database, lets `work` use it in a session of its own, and drops it. */
export async function withDatabase<Result>(
  server: Server,
  label: string,
  work: (connection: Connection) => Promise<Result>,
  locale?: DatabaseLocale,
): Promise<Result> {
  const database = await server.createDatabase(label, locale);
  try {
    return await withSession(database, work);
  } finally {
    // Where the server has gone, so has the database.
    await database.drop().catch(() => undefined);
  }
}

/** Lets `work` use a database in a session of its own. */
export async function withSession<Result>(
  database: Database,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const connection = await database.connect();
  try {
    return await work(connection);
  } finally {
    await connection.end().catch(() => undefined);
  }
}
