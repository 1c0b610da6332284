import { Client, type ClientConfig } from 'pg';
import { connectFailed, isGone, queryFailed, serverLost, type Place } from './connection-errors';
import type { Connection } from './types';
import { withoutPgVariables } from './without-pg-variables';

export interface ConnectOptions {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly password?: string;
  /** Settings of the session, as `-c name=value`. */
  readonly options?: string;
  readonly ssl?: ClientConfig['ssl'];
  /** Milliseconds until an attempt is given up. */
  readonly timeout?: number;
  /** A server that we started: PG* variables, which are meant for the user's own servers, do not apply. */
  readonly ownServer?: boolean;
  /** application_name of the session. */
  readonly name?: string;
  /** Why the server went away, where its starter knows better than the socket. */
  readonly lostBecause?: () => Promise<string | undefined>;
}

/**
 * Opens one session. Throws a PlancliffError with code `connection` where that fails; its queries throw pg's
 * `DatabaseError` as it is, and a PlancliffError with code `server-failed` once the connection is lost.
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const { host, port, user, database, password, ssl, timeout, name, lostBecause } = options;
  const { ownServer = false, options: settings } = options;
  const place: Place = { host, port, user, database };
  const config: ClientConfig = {
    host,
    port,
    user,
    database,
    application_name: name ?? 'plancliff',
    connectionTimeoutMillis: timeout ?? 10_000,
    ...(password === undefined ? {} : { password }),
    ...(settings === undefined ? {} : { options: settings }),
    ssl: ssl ?? false,
  };
  const client = ownServer ? withoutPgVariables(() => new Client(config)) : new Client(config);
  let lost: Error | undefined;
  // A client without a listener would take the whole process down when the server dies while it is idle.
  client.on('error', (error: Error) => (lost ??= error));
  try {
    await client.connect();
  } catch (error) {
    client.end().catch(() => undefined);
    throw lostBecause && isGone(error)
      ? serverLost((await lostBecause()) ?? 'the server has ended', error)
      : connectFailed(error, place, password === undefined ? [] : [password]);
  }
  return {
    async query<Row extends object>(text: string, values?: readonly unknown[]) {
      if (lost) throw await queryFailed(lost, lostBecause);
      try {
        // Values, even none, mean the extended protocol: there a text can never hold a second statement.
        const config = { text, values: [...(values ?? [])], queryMode: 'extended' };
        return await client.query<Row>(values === undefined ? text : config);
      } catch (error) {
        throw await queryFailed(error, lostBecause);
      }
    },
    async end() {
      await client.end().catch(() => undefined);
    },
  };
}
