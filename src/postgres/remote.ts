import { randomBytes } from 'node:crypto';
import { messageOf, PlancliffError } from '../errors';
import { connectTarget } from './connect-url';
import { quoteIdent, quoteLiteral } from './quote';
import { clearScratch, scratchComment, scratchName, sessionName } from './scratch';
import type { Connection, Database, Server } from './types';
import { describeTarget, parseTarget, type Target } from './url';
import { oldestMajor } from './versions';

export interface RemoteOptions {
  /** A URL, or libpq's `key=value` pairs. */
  readonly url: string;
  /** Whether plancliff may create and drop databases of its own there. */
  readonly allowWrite: boolean;
  /** Completes the URL; the process's own where absent. */
  readonly env?: NodeJS.ProcessEnv;
  readonly onWarning?: (line: string) => void;
}

/**
 * An existing server. Everything happens in scratch databases that are created for it and dropped at the end;
 * no other database is touched. Throws a PlancliffError with code `refused` without `allowWrite`, `usage` where
 * the URL is none, else `connection`.
 */
export async function connectRemote(options: RemoteOptions): Promise<Server> {
  const { url, allowWrite, env = process.env, onWarning } = options;
  const target = parseTarget(url, env);
  const place = describeTarget(target);
  if (!allowWrite)
    throw new PlancliffError('refused', {
      message: `nothing was done at ${place}: that needs --allow-write`,
      hint: 'With it, plancliff creates a scratch database there, drops it at the end, and touches no other.',
    });
  const run = randomBytes(4).toString('hex');
  const admin = await connectTarget(target, sessionName(run));
  try {
    const { major, version } = await checkServer(admin, place);
    for (const line of await clearScratch(admin)) onWarning?.(line);
    return remoteServer({ target, place, admin, run, major, version });
  } catch (error) {
    await admin.end();
    throw error;
  }
}

interface Remote {
  readonly target: Target;
  readonly place: string;
  readonly admin: Connection;
  readonly run: string;
  readonly major: number;
  readonly version: string;
}

function remoteServer({ target, place, admin, run, major, version }: Remote): Server {
  const scratch = new Set<string>();
  let made = 0;
  const drop = async (name: string) => {
    if (!scratch.has(name)) return;
    await admin.query(`drop database if exists ${quoteIdent(name)} with (force)`);
    scratch.delete(name);
  };
  const close = async () => {
    try {
      for (const name of [...scratch]) await drop(name);
    } catch (error) {
      throw new PlancliffError('connection', {
        message: `a scratch database is left at ${place}`,
        reason: messageOf(error),
        hint: `Drop it yourself: ${[...scratch].map((name) => `drop database ${quoteIdent(name)};`).join(' ')}`,
        cause: error,
      });
    } finally {
      await admin.end();
    }
  };
  let closing: Promise<void> | undefined;
  return {
    kind: 'remote',
    major,
    version,
    async createDatabase(label): Promise<Database> {
      made += 1;
      const name = scratchName(run, made, label);
      await create(admin, name, target, place);
      scratch.add(name);
      await admin.query(
        `comment on database ${quoteIdent(name)} is ${quoteLiteral(scratchComment)}`,
      );
      return {
        name,
        connect: () => connectTarget({ ...target, database: name }),
        drop: () => drop(name),
      };
    },
    close: () => (closing ??= close()),
  };
}

async function create(
  admin: Connection,
  name: string,
  { user }: Target,
  place: string,
): Promise<void> {
  try {
    await admin.query(`create database ${quoteIdent(name)} template template0`);
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error;
    throw new PlancliffError('connection', {
      message: `${user} may not create a scratch database at ${place}`,
      reason: (error as Error).message,
      hint: `Grant it the right to (alter role ${quoteIdent(user)} createdb), or use another role.`,
      cause: error,
    });
  }
}

/** The version gate, before anything is made. */
async function checkServer(
  admin: Connection,
  place: string,
): Promise<{ major: number; version: string }> {
  const { rows } = await admin.query<{ number: number; version: string; standby: boolean }>(`
    select pg_catalog.current_setting('server_version_num')::int as number,
      pg_catalog.current_setting('server_version') as version, pg_catalog.pg_is_in_recovery() as standby`);
  const [{ number, version, standby } = { number: 0, version: 'unknown', standby: false }] = rows;
  const major = Math.floor(number / 10_000);
  if (major < oldestMajor)
    throw new PlancliffError('connection', {
      message: `${place} is PostgreSQL ${version}, which is too old`,
      hint: `plancliff reads the plans of PostgreSQL ${oldestMajor} and later.`,
    });
  if (standby)
    throw new PlancliffError('connection', {
      message: `${place} is a standby, and nothing can be created there`,
      hint: 'Give the URL of its primary, or of a test server.',
    });
  return { major, version };
}
