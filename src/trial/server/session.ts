import { factStore, type FactStore } from '../../plan/load-facts';
import { pinSettings } from '../../plan/settings';
import type { Connection, Database, Major } from '../../postgres/types';
import { installClock } from '../../sql/clock';

/** The session of a trial: planner settings pinned as in a sweep, and nothing that moves the figures of a run. */
export interface TrialSession {
  readonly connection: Connection;
  readonly facts: FactStore;
  /** Forgets what was read of indexes: a candidate's index may have the name of an earlier one's. */
  readonly forgetFacts: () => void;
  /** Whether the plan is the one for all values. */
  readonly generic: boolean;
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly settings: { readonly [name: string]: string };
  readonly clock: string;
  readonly major: Major;
  readonly signal: AbortSignal;
}

/** A worker's share of a scan depends on chance, and so does the page where a scan starts that follows another. */
const steady = {
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
    await installClock(connection, clock);
    const pinned = await pinSettings(connection, settings);
    const { rows } = await connection.query<{ pid: number }>(
      `select pg_backend_pid() as pid, set_config(name, value, false)
         from unnest($1::text[], $2::text[]) as wanted(name, value)`,
      [Object.keys(steady), Object.values(steady)],
    );
    const cancel = (): void => void cancelBackend(database, rows[0]?.pid ?? 0);
    signal.addEventListener('abort', cancel, { once: true });
    let facts = factStore(connection, major);
    return {
      connection,
      get facts() {
        return facts;
      },
      forgetFacts() {
        facts = factStore(connection, major);
      },
      generic: pinned['plan_cache_mode'] === 'force_generic_plan',
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

/** A cancel request needs a session of its own; where that fails the server is going away in any case. */
async function cancelBackend(database: Database, pid: number): Promise<void> {
  try {
    const connection = await database.connect();
    await connection.query('select pg_cancel_backend($1)', [pid]).finally(() => connection.end());
  } catch {
    // The statement ends with its connection.
  }
}
