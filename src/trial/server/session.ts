import { factStore, type FactStore } from '../../plan/load-facts';
import { pinSettings } from '../../plan/settings';
import type { Statement } from '../../plan/types';
import type { Connection, Database, Major } from '../../postgres/types';
import { installClock } from '../../sql/pin-clock';

/** The session of a trial: planner settings pinned as in a sweep, and nothing that moves the figures of a run. */
export interface TrialSession {
  readonly connection: Connection;
  /** Schema of the functions that a statement asks for the time (pin-clock.ts). */
  readonly clockSchema: string;
  readonly facts: FactStore;
  /** Forgets what was read of indexes: a candidate's index may have the name of an earlier one's. */
  readonly forgetFacts: () => void;
  /** Whether the plan is the one for all values. */
  readonly generic: boolean;
  /** Role that statements are planned and run under; absent where it is the session's own, a superuser. */
  readonly role?: string;
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly settings: { readonly [name: string]: string };
  readonly clock: string;
  readonly major: Major;
  readonly signal: AbortSignal;
}

/** A worker's share of a scan depends on chance, and so does the page where a scan starts that follows another. */
const fixedSettings = {
  max_parallel_workers_per_gather: '0',
  synchronize_seqscans: 'off',
  jit: 'off',
  lock_timeout: '0',
  statement_timeout: '0',
  idle_in_transaction_session_timeout: '0',
  // Counts the pages and rows of triggers, and those of a run that is cancelled.
  track_counts: 'on',
} as const;

export async function openSession(
  database: Database,
  { settings, clock, major, signal }: SessionOptions,
): Promise<TrialSession> {
  const connection = await database.connect();
  try {
    const clockSchema = await installClock(connection, clock);
    // Under a role of the scenario no index could be hidden and no statistics replaced: `asRole` sets it for a statement.
    const { role, ...others } = lowerCaseNames(settings);
    const pinned = await pinSettings(connection, others);
    const { rows } = await connection.query<{ pid: number }>(
      `select pg_catalog.pg_backend_pid() as pid, pg_catalog.set_config(name, value, false)
         from rows from (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::text[])) as wanted(name, value)`,
      [Object.keys(fixedSettings), Object.values(fixedSettings)],
    );
    const cancel = (): void => void cancelBackend(database, rows[0]?.pid ?? 0);
    signal.addEventListener('abort', cancel, { once: true });
    let facts = factStore(connection, major);
    return {
      connection,
      clockSchema,
      get facts() {
        return facts;
      },
      forgetFacts() {
        facts = factStore(connection, major);
      },
      generic: pinned['plan_cache_mode'] === 'force_generic_plan',
      ...(role === undefined || role === 'none' ? {} : { role }),
      async close() {
        signal.removeEventListener('abort', cancel);
        await connection.end();
      },
    };
  } catch (error) {
    await connection.end();
    throw error;
  }
}

/** Setting names are case-insensitive. */
function lowerCaseNames(settings: SessionOptions['settings']): SessionOptions['settings'] {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

/** Gives the open transaction the settings of a statement's own session, but for its role: that is `asRole`'s. */
export async function enterSession(
  { connection }: Pick<TrialSession, 'connection'>,
  { settings = {} }: Pick<Statement, 'settings'>,
): Promise<void> {
  const others = Object.entries(settings).filter(([name]) => name !== 'role');
  if (others.length > 0) await setLocally(connection, Object.fromEntries(others));
}

/**
 * Lets `work` send a statement under its own role, or that of the session, in the transaction that is open. Where one of them fails,
 * the rollback to a savepoint takes the role back too.
 */
export async function asRole<Result>(
  { connection, role: ofSession }: Pick<TrialSession, 'connection' | 'role'>,
  { settings = {} }: Pick<Statement, 'settings'>,
  work: () => Promise<Result>,
): Promise<Result> {
  const { role = ofSession } = settings;
  if (role === undefined || role === 'none') return work();
  const become = (name: string): Promise<unknown> =>
    connection.query(`select pg_catalog.set_config('role', $1, true)`, [name]);
  await become(role);
  const result = await work();
  await become('none');
  return result;
}

/** Sets these settings until the end of the transaction, or of the savepoint, that is open. */
export async function setLocally(
  connection: Connection,
  settings: { readonly [name: string]: string },
): Promise<void> {
  await connection.query(
    'select pg_catalog.set_config(name, value, true) from rows from (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::text[])) as wanted(name, value)',
    [Object.keys(settings), Object.values(settings)],
  );
}

/** A cancel request needs a session of its own; where that fails the server is going away in any case. */
async function cancelBackend(database: Database, pid: number): Promise<void> {
  try {
    const connection = await database.connect();
    await connection
      .query('select pg_catalog.pg_cancel_backend($1)', [pid])
      .finally(() => connection.end());
  } catch {
    // The statement ends with its connection.
  }
}
