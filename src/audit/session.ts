import { PlancliffError } from '../errors';
import { explainCustom, explainGeneric, explainsGeneric, leadOf } from '../plan/explain';
import { planFailure } from '../plan/failure';
import { factStore } from '../plan/load-facts';
import { parseExplain } from '../plan/parse';
import { readPlan } from '../plan/read';
import type { Plan, PlanOutcome } from '../plan/types';
import { isStatementError } from '../postgres/server-error';
import type { Connection } from '../postgres/types';
import { type PlanRequest, statementOf } from './request';
import { type Undoing, undoing } from './savepoint';

export interface SessionOptions {
  /** Milliseconds. */
  readonly statementTimeout: number;
  readonly lockTimeout: number;
}

type Settings = Readonly<Record<string, string>>;

/** A session that can read catalogs and plan, in one transaction that is read-only and rolled back. */
export interface AuditSession {
  readonly version: string;
  readonly major: number;
  /** Planner settings and those of memory, as `show` prints them. */
  readonly settings: Settings;
  /** The search path that statements are planned under. */
  readonly searchPath: string;
  /** Catalog reads. Names are looked up in pg_catalog alone: no object of the database can stand in for one. */
  read<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /** EXPLAIN without ANALYZE, with settings that hold for this one plan. The statement must have passed `guard`. */
  plan(request: PlanRequest, settings?: Settings): Promise<PlanOutcome>;
  /** Ends the transaction. Safe to call twice. */
  end(): Promise<void>;
}

/**
 * The parser of `guard` reads quotes in the standard way, so the server has to; dates in ISO form sort as text.
 * All of them are set for one transaction, so that a pooler's connection goes back as it was.
 */
function settingsOf(options: SessionOptions): Settings {
  return {
    statement_timeout: String(options.statementTimeout),
    lock_timeout: String(options.lockTimeout),
    // Should this program hang, the server ends the transaction.
    idle_in_transaction_session_timeout: String(longestPause),
    standard_conforming_strings: 'on',
    DateStyle: 'ISO, YMD',
    IntervalStyle: 'postgres',
    extra_float_digits: '1',
    bytea_output: 'hex',
  };
}

/** Milliseconds between two statements of an audit, which may wait for the parser and for nothing else. */
const longestPause = 60_000;

/**
 * Begins the one transaction of an audit, so that `now()` is the same for all of its plans. Behind a savepoint each
 * read is undone at once, with its settings, an error and its locks, and so are plans, or within 50 ms where they leave
 * locks alone.
 *
 * @throws PlancliffError `connection` where the first read already fails
 */
export async function openSession(
  connection: Connection,
  options: SessionOptions,
): Promise<AuditSession> {
  // Every text goes by the extended protocol, which takes one statement: a second belt beside `guard`. Plans for any
  // values are the exception (see explainGeneric).
  const singleOf = (of: Connection): Connection => ({
    ...of,
    query: (text, values = []) => of.query(text, values),
  });
  const first = singleOf(connection);
  await first.query('begin transaction isolation level read committed, read only');
  await set(first, settingsOf(options));
  const { rows } = await first.query<{ path: string }>(
    "select pg_catalog.current_setting('search_path') as path",
  );
  const undo = await undoing(connection);
  const single = singleOf(undo.connection);
  const read = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await undo.now(async () => {
        await set(single, { search_path: 'pg_catalog' });
        return work();
      });
    } catch (error) {
      throw isStatementError(error) ? unreadable(error) : error;
    }
  };
  const { version, major } = await read(() => readVersion(single));
  const facts = factStore(single, major);
  let ended: Promise<unknown> | undefined;

  return {
    version,
    major,
    settings: await read(() => readSettings(single)),
    searchPath: rows[0]?.path ?? '',
    read: (work) => read(() => work(single)),
    plan: (request, settings = {}) =>
      outcomeOf(request, major, async () => {
        const explaining = { single, undo, major };
        const document = parseExplain(await explain(explaining, request, settings));
        const known = facts.has(document)
          ? facts.known
          : await read(() => facts.factsFor(document));
        return readPlan(document, known);
      }),
    end: async () => {
      undo.stop();
      await (ended ??= single.query('rollback'));
    },
  };
}

/** The plan of a request, or why the server refuses it, with the place in its text. */
async function outcomeOf(
  request: PlanRequest,
  major: number,
  plan: () => Promise<Plan>,
): Promise<PlanOutcome> {
  const statement = statementOf(request);
  try {
    return { ok: true, plan: await plan(), statement };
  } catch (error) {
    if (!isStatementError(error)) throw error;
    const offset = leadOf(request.kind, major);
    return { ok: false, failure: planFailure(error, statement, (at) => at - offset) };
  }
}

interface Explaining {
  readonly single: Connection;
  readonly undo: Undoing;
  readonly major: number;
}

async function explain(
  { single, undo, major }: Explaining,
  request: PlanRequest,
  settings: Settings,
): Promise<unknown> {
  // Settings must not reach the next plan, and a prepared statement is removed behind the savepoint.
  const isAlone = Object.keys(settings).length === 0;
  if (isAlone && request.kind === 'custom') {
    return undo.soon(() => explainCustom(single, request.statement));
  }
  if (isAlone && request.kind === 'generic' && major >= explainsGeneric) {
    const { sql, parameters } = request;
    return undo.soon(() => explainGeneric(undo.connection, sql, parameters, major).json);
  }
  let discard = (): Promise<void> => Promise.resolve();
  try {
    return await undo.now(async () => {
      if (Object.keys(settings).length > 0) await set(single, settings);
      if (request.kind === 'custom') return explainCustom(single, request.statement);
      const generic = explainGeneric(undo.connection, request.sql, request.parameters, major);
      ({ discard } = generic);
      return generic.json;
    });
  } finally {
    await discard();
  }
}

async function set(connection: Connection, settings: Settings): Promise<void> {
  const calls = Object.keys(settings).map(
    (_, k) => `pg_catalog.set_config($${2 * k + 1}, $${2 * k + 2}, true)`,
  );
  await connection.query(`select ${calls.join(', ')}`, Object.entries(settings).flat());
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
    `select pg_catalog.current_setting('server_version') as version,
       pg_catalog.current_setting('server_version_num')::int as number`,
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
    `select name, pg_catalog.current_setting(name) as value from pg_catalog.pg_settings
     where category like 'Query Tuning%' or name in ('work_mem', 'hash_mem_multiplier')`,
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}
