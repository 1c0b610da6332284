import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlancliffError } from '../../errors';
import { connect, type ConnectOptions } from '../connection';
import { quoteIdent, quoteLiteral } from '../quote';
import type { Connection, Database, DatabaseLocale, Server } from '../types';
import type { Binaries } from './binaries';
import type { Keeper } from './keeper';
import { port } from './private-folder';
import type { User } from './server-user';
import { superuser } from './settings';

export interface Running {
  readonly binaries: Pick<Binaries, 'major' | 'version'>;
  readonly keeper: Pick<Keeper, 'gone' | 'hasGone' | 'log' | 'unref'>;
  readonly folder: string;
  readonly user: User | undefined;
  readonly close: () => Promise<void>;
  /** Starts another server like it. */
  readonly another?: () => Promise<Server>;
}

/** A server that runs, as everything else sees it. */
export function embeddedServer(running: Running): Server {
  const { binaries, keeper, folder, user, close, another } = running;
  const lostBecause = async () => {
    // A session ends a moment before the server that crashed with it has said why. With the sessions gone
    // nothing else may keep this process alive: a timer that doesn't either would end the run in silence.
    const waiting = new AbortController();
    const pause = sleep(1000, undefined, { signal: waiting.signal }).catch(() => undefined);
    await Promise.race([keeper.gone, pause]);
    waiting.abort();
    return keeper.hasGone() ? causeOfDeath(keeper.log()) : undefined;
  };
  const place = (database: string): ConnectOptions => ({
    host: folder,
    port,
    user: superuser,
    database,
    ownServer: true,
    // A busy machine, not a slow network: our own server does answer.
    timeout: 60_000,
    lostBecause,
  });
  let made = 0;
  const create = async (label: string, template: string, order: string): Promise<Database> => {
    made += 1;
    const name = databaseName(label, made);
    // Copying files beats the write-ahead log here: 58 ms against 92 ms.
    const sql = `create database ${quoteIdent(name)} template ${quoteIdent(template)} strategy file_copy${order}`;
    await once(place('postgres'), (connection) => connection.query(sql));
    return database(name, place);
  };
  let closing: Promise<void> | undefined;
  let second: Promise<Server> | undefined;
  const closeBoth = async (): Promise<void> => {
    await Promise.all([second?.then((server) => server.close()).catch(() => undefined), close()]);
  };
  keeper.unref();
  return {
    kind: 'embedded',
    major: binaries.major,
    version: binaries.version,
    dataDirectory: join(folder, 'data'),
    ...(user ? { owner: user } : {}),
    createDatabase: (label, locale) =>
      create(label, 'template0', locale === undefined ? '' : localeSql(locale, binaries.major)),
    copyDatabase: (label, original) => create(label, original.name, ''),
    ...(another === undefined
      ? {}
      : {
          // One that is closed would leave the other behind.
          beside: () => (closing === undefined ? (second ??= another()) : Promise.reject(ended())),
        }),
    close() {
      closing ??= closeBoth();
      return closing;
    },
  };
}

const ended = (): PlancliffError =>
  new PlancliffError('server-failed', { message: 'the server has ended' });

function database(name: string, place: (database: string) => ConnectOptions): Database {
  return {
    name,
    connect: () => connect(place(name)),
    async drop() {
      const sql = `drop database if exists ${quoteIdent(name)} with (force)`;
      await once(place('postgres'), (connection) => connection.query(sql));
    },
  };
}

/** ICU and the builtin provider leave dates and messages to a locale of libc, for which C always is there. */
function localeSql({ provider, locale }: DatabaseLocale, major: number): string {
  // Before 17 the order of code points is the server's own.
  if (provider === 'builtin' && major < 17) return '';
  const own = quoteLiteral(locale);
  if (provider === 'libc') return ` locale_provider libc locale ${own}`;
  const option = provider === 'icu' ? 'icu_locale' : 'builtin_locale';
  return ` locale_provider ${provider} ${option} ${own} locale 'C'`;
}

/** `plancliff_<label>_<number>` in 63 bytes. */
export function databaseName(label: string, number: number | string): string {
  const plain = label.toLowerCase().replace(/[^a-z0-9]+/g, '_');
  return `plancliff_${plain.slice(0, 40)}_${number}`;
}

async function once(
  place: ConnectOptions,
  work: (connection: Connection) => Promise<unknown>,
): Promise<void> {
  const connection = await connect(place);
  try {
    await work(connection);
  } finally {
    await connection.end();
  }
}

/**
 * What a server's log says about its end: the crash of a process or a panic, or else its last line. A server that was
 * killed says nothing: the last line is that of its start, or that of a statement.
 */
export function causeOfDeath(log: string): string {
  const lines = log.split('\n').filter((line) => line.trim() !== '');
  const crash = lines.find((line) => /was terminated by|exited with exit code|PANIC:/.test(line));
  const said = crash ?? lines.at(-1);
  if (said === undefined || /^LOG:.*ready to accept connections$/.test(said.trim()))
    return 'the server was killed: its log does not mention an end';
  return said.replace(/^\w+:\s+/, '').trim();
}
