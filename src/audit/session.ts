import { PlancliffError } from '../errors';
import { explainCustom, explainGeneric, lead } from '../plan/explain';
import { planFailure } from '../plan/failure';
import { factStore } from '../plan/load-facts';
import { parseExplain } from '../plan/parse';
import { readPlan } from '../plan/read';
import type { PlanOutcome } from '../plan/types';
import { isStatementError } from '../postgres/server-error';
import type { Connection } from '../postgres/types';
import type { PlanRequest } from './types';

export interface SessionOptions {
  /** Milliseconds. */
  readonly statementTimeout: number;
  readonly lockTimeout: number;
}

type Settings = Readonly<Record<string, string>>;

/** A session that can read catalogs and plan, each in a transaction that is read-only and rolled back. */
export interface AuditSession {
  readonly version: string;
  /** Planner settings and those of memory, as `show` prints them. */
  readonly settings: Settings;
  /** Catalog reads. Names are looked up in pg_catalog alone: no object of the database can stand in for one. */
  read<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /** EXPLAIN without ANALYZE, with settings that hold for this one plan. The statement must have passed `guard`. */
  plan(request: PlanRequest, settings?: Settings): Promise<PlanOutcome>;
}

/**
 * The parser of `guard` reads quotes in the standard way, so the server has to; dates in ISO form sort as text.
 * All of them are set for one transaction, so that a pooler's connection goes back as it was.
 */
function settingsOf(options: SessionOptions): Settings {
  return {
    statement_timeout: String(options.statementTimeout),
    lock_timeout: String(options.lockTimeout),
    standard_conforming_strings: 'on',
    DateStyle: 'ISO, YMD',
    IntervalStyle: 'postgres',
    extra_float_digits: '1',
  };
}

/** @throws PlancliffError `connection` where the first read already fails */
export async function openSession(
  connection: Connection,
  options: SessionOptions,
): Promise<AuditSession> {
  const base = settingsOf(options);
  // Every text goes by the extended protocol, which takes one statement: a second check beside `guard`.
  const single: Connection = {
    ...connection,
    query: (text, values = []) => connection.query(text, values),
  };
  const inTransaction = <T>(settings: Settings, work: () => Promise<T>): Promise<T> =>
    readOnly(single, { ...base, ...settings }, work);
  const read = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await inTransaction({ search_path: 'pg_catalog' }, work);
    } catch (error) {
      throw isStatementError(error) ? unreadable(error) : error;
    }
  };
  const server = await read(() => readVersion(single));
  const facts = factStore(single, server.major);

  return {
    version: server.version,
    settings: await read(() => readSettings(single)),
    read: (work) => read(() => work(single)),
    plan: async (request, settings = {}) => {
      const statement =
        request.kind === 'custom' ? request.statement : { sql: request.sql, parameters: [] };
      try {
        const json = await inTransaction(settings, () =>
          request.kind === 'custom'
            ? explainCustom(single, statement)
            : genericPlan(single, request.sql, request.parameters),
        );
        const document = parseExplain(json);
        const known = await read(() => facts.factsFor(document));
        return { ok: true, plan: readPlan(document, known), statement };
      } catch (error) {
        if (!isStatementError(error)) throw error;
        const offset = lead[request.kind];
        return { ok: false, failure: planFailure(error, statement, (at) => at - offset) };
      } finally {
        // A prepared statement outlives its transaction; behind a pooler it would outlive this session.
        if (request.kind === 'generic') await single.query('deallocate all').catch(() => undefined);
      }
    },
  };
}

/** `plan_cache_mode` decides which plan the EXPLAIN of a prepared statement shows: on every major from 12 on. */
async function genericPlan(connection: Connection, sql: string, count: number): Promise<unknown> {
  await connection.query(
    "select pg_catalog.set_config('plan_cache_mode', 'force_generic_plan', true)",
  );
  return explainGeneric(connection, sql, count);
}

async function readOnly<T>(
  connection: Connection,
  settings: Settings,
  work: () => Promise<T>,
): Promise<T> {
  await connection.query('begin transaction isolation level read committed, read only');
  try {
    await connection.query(
      `select pg_catalog.set_config(($1::pg_catalog.text[])[i], ($2::pg_catalog.text[])[i], true)
       from pg_catalog.generate_subscripts($1::pg_catalog.text[], 1) as i`,
      [Object.keys(settings), Object.values(settings)],
    );
    return await work();
  } finally {
    await connection.query('rollback');
  }
}

/** True for a catalog read that the server refused, such as one that waited too long for a lock. */
export function isUnreadable(error: unknown): error is PlancliffError {
  return error instanceof PlancliffError && error.code === 'connection';
}

function unreadable(error: { readonly message: string }): PlancliffError {
  return new PlancliffError('connection', {
    message: 'the catalogs of the database cannot be read',
    reason: error.message,
    hint: 'If it took too long, raise --statement-timeout or --lock-timeout.',
    cause: error,
  });
}

async function readVersion(connection: Connection): Promise<{ version: string; major: number }> {
  const { rows } = await connection.query<{ version: string; number: number }>(
    `select current_setting('server_version') as version,
       current_setting('server_version_num')::int as number`,
  );
  const { version = '', number = 0 } = rows[0] ?? {};
  const major = Math.floor(number / 10_000);
  if (major < 12) {
    throw new PlancliffError('connection', {
      message: `the server is PostgreSQL ${version}; an audit needs 12 or later`,
    });
  }
  return { version, major };
}

async function readSettings(connection: Connection): Promise<Settings> {
  const { rows } = await connection.query<{ name: string; value: string }>(
    `select name, current_setting(name) as value from pg_settings
     where category like 'Query Tuning%' or name in ('work_mem', 'hash_mem_multiplier')`,
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}
