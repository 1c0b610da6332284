import { PlancliffError } from '../../errors';
import { quoteLiteral } from '../../postgres/quote';
import type { Connection, Database } from '../../postgres/types';

/** Sessions that load one database, side by side. */
export interface Pool {
  /** The session for whatever must happen in one place. */
  readonly main: Connection;
  readonly sessions: number;
  /** Does every task, each on whichever session is free, taken in their order. Throws the first failure. */
  forEach<Task>(
    tasks: readonly Task[],
    work: (connection: Connection, task: Task) => Promise<void>,
  ): Promise<void>;
  /** Runs one statement in every session. */
  onAll(sql: string): Promise<void>;
  close(): Promise<void>;
}

/** Settings of a loading session: what the rows depend on is pinned, what could stop a long load is off. */
const sessionSettings = {
  timezone: 'UTC',
  datestyle: 'ISO, MDY',
  intervalstyle: 'postgres',
  client_min_messages: 'warning',
  statement_timeout: '0',
  lock_timeout: '0',
  idle_in_transaction_session_timeout: '0',
  // Not off: VACUUM leaves a page unmarked while the log of its rows' commit is still to be written
  // (`SetHintBits`, `XLogNeedsFlush`), which is up to three times wal_writer_delay, and longer on a busy machine.
  synchronous_commit: 'local',
  // Compiling an insert again for every chunk costs more than it saves.
  jit: 'off',
  // The inserts are prepared, and their plan does not depend on which rows they make.
  plan_cache_mode: 'force_generic_plan',
  // 2M rows, one b-tree: 1.07 s at 64 MB, 0.95 s at 256 MB, 0.79 s with a worker beside the session.
  maintenance_work_mem: '128MB',
  max_parallel_maintenance_workers: '1',
} as const;

/** Opens `size` sessions. When `signal` fires, their statements are cancelled, and nothing further starts. */
export async function openPool(
  database: Database,
  size: number,
  settings: { readonly [name: string]: string },
  signal: AbortSignal,
): Promise<Pool> {
  const connections: Connection[] = [];
  const pids: number[] = [];
  for (let k = 0; k < size; k++) {
    const connection = await database.connect();
    connections.push(connection);
    for (const [name, value] of Object.entries({ ...sessionSettings, ...settings })) {
      await connection.query(`set ${name} = ${quoteLiteral(value)}`);
    }
    const { rows } = await connection.query<{ pid: number }>(
      'select pg_catalog.pg_backend_pid() as pid',
    );
    pids.push(...rows.map(({ pid }) => pid));
  }
  const cancel = (): void => void cancelAll(database, pids);
  signal.addEventListener('abort', cancel, { once: true });
  const [main] = connections;
  if (main === undefined) throw new RangeError('A pool needs a session');
  return {
    main,
    sessions: size,
    forEach: (tasks, work) => forEach(connections, tasks, work, signal),
    onAll: async (sql) => {
      for (const connection of connections) await connection.query(sql);
    },
    close: async () => {
      signal.removeEventListener('abort', cancel);
      await Promise.allSettled(connections.map((connection) => connection.end()));
    },
  };
}

/** A cancel request needs a session of its own; where that fails the server is going away in any case. */
async function cancelAll(database: Database, pids: readonly number[]): Promise<void> {
  try {
    const connection = await database.connect();
    await connection.query(
      'select pg_catalog.pg_cancel_backend(pid) from pg_catalog.unnest($1::int[]) as pid',
      [pids],
    );
    await connection.end();
  } catch {
    // The statements end with their connections.
  }
}

async function forEach<Task>(
  connections: readonly Connection[],
  tasks: readonly Task[],
  work: (connection: Connection, task: Task) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  let next = 0;
  let failed = false;
  const worker = async (connection: Connection): Promise<void> => {
    while (!failed && next < tasks.length) {
      throwIfAborted(signal);
      const task = tasks[next++];
      try {
        await work(connection, task as Task);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  // Settled, so that no statement still runs when the failure is thrown.
  const results = await Promise.allSettled(connections.map(worker));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

/** @throws PlancliffError `interrupted` once the signal has fired. */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new PlancliffError('interrupted', { message: 'interrupted' });
}
