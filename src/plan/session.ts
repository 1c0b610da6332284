import { isClockSchema } from '../sql/pin-clock';
import type { Connection } from '../postgres/types';
import { quoteIdent, quoteLiteral } from '../postgres/quote';

type Settings = { readonly [name: string]: string };

export interface SessionFacts {
  readonly major: number;
  /**
   * True where the database has functions that the planner may run and that were not written in C: one of them could
   * lift `default_transaction_read_only`, and only an explicit transaction withstands that.
   */
  readonly foldableFunctions: boolean;
}

export async function readSession(connection: Connection): Promise<SessionFacts> {
  const { rows } = await connection.query<{ major: number; foldable: boolean }>(`
    select pg_catalog.current_setting('server_version_num')::integer / 10000 as major, exists (
      select from pg_catalog.pg_proc as p join pg_catalog.pg_language as l on l.oid = p.prolang
      where p.provolatile <> 'v' and l.lanname not in ('internal', 'c')
        and p.pronamespace not in (
          select oid from pg_catalog.pg_namespace
          where nspname in ('pg_catalog', 'information_schema') or ${isClockSchema('oid')})
    ) as foldable`);
  return { major: rows[0]?.major ?? 0, foldableFunctions: rows[0]?.foldable ?? true };
}

/** Makes a session one that only reads, and that no limit of the server ends while it waits. */
export async function guardSession(
  connection: Connection,
  statementTimeout: number | undefined,
): Promise<void> {
  const limit = Math.max(0, Math.round(statementTimeout ?? 0));
  await connection.query(`
    select pg_catalog.set_config('default_transaction_read_only', 'on', false),
      pg_catalog.set_config('statement_timeout', '${limit}', false),
      pg_catalog.set_config('lock_timeout', '${limit}', false),
      pg_catalog.set_config('idle_in_transaction_session_timeout', '0', false)`);
}

/**
 * Does `work` in a read-only transaction of its own, under these settings, and undoes it. The work may leave
 * prepared statements behind: they outlive a transaction and are dropped with it.
 */
export async function inReadOnlyTransaction<Result>(
  connection: Connection,
  settings: Settings,
  work: () => Promise<Result>,
): Promise<Result> {
  const set = Object.entries(settings).map(
    ([name, value]) => `set local ${settingName(name)} = ${quoteLiteral(value)}`,
  );
  try {
    await connection.query(['begin transaction read only', ...set].join('; '));
    return await work();
  } finally {
    await connection.query('rollback; deallocate all');
  }
}

/** A setting of an extension has two names. */
const settingName = (name: string): string => name.split('.').map(quoteIdent).join('.');
