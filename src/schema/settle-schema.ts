import { isStatementError, type ServerError } from '../postgres/server-error';
import type { Connection } from '../postgres/types';
import { adaptStatement } from './adapt';
import { createdObject, createdSchemas } from './created-object';
import { isPlanNeutral, writesRows } from './plan-neutral';
import { changesFacts, readFacts } from './read-facts';
import {
  endsTransaction,
  type LocalSetting,
  ofSession,
  restoring,
  valueBefore,
} from './local-settings';
import type { FileStatement, FileStatements } from './read-statements';
import { resetSession } from './reset-session';
import { limitStatements, mayChangeLimit, refusalOf, runStatement } from './run-statement';
import { standInFor } from './stand-ins';

/** A file of a schema, read into its statements. */
export interface SchemaFile extends FileStatements {
  /** As messages name it. */
  readonly name: string;
}

/** A statement that did not run, and those that did not run because of it. */
export interface SkippedStatement {
  readonly file: string;
  readonly line: number;
  readonly message: string;
  /** First line of the statement. */
  readonly text: string;
  /** The missing table or type that an earlier skipped statement would have made. */
  readonly because?: string;
}

export interface SettledSchema {
  /** Statements that ran, in order: run one after the other in an empty database they make the schema. */
  readonly ran: readonly string[];
  readonly notes: readonly string[];
  readonly skipped: readonly SkippedStatement[];
  /** Rows of COPY and statements that write rows: left out. */
  readonly leftOutRows: { readonly copied: number; readonly statements: number };
}

/** What a file sets ends with it: most tools run each file in a session of its own, or undo what it set. */
const resetPath = 'reset search_path';

const setsPath = ({ statements }: SchemaFile): boolean =>
  statements.some(({ sql }) => /\bsearch_path\b/i.test(sql));

/** A migration's scratch tables end with its session; here one session runs all files. */
const dropTemporary = 'discard temp';

/** A block of PL/pgSQL may have made some, too. */
async function hasTemporary(connection: Connection): Promise<boolean> {
  const { rows } = await connection.query<{ readonly found: boolean }>(
    "select exists (select from pg_catalog.pg_class c where c.relpersistence = 't') as found",
  );
  return rows[0]?.found === true;
}

/**
 * Runs the statements of a schema in an empty database, and goes on after those that the server refuses. Roles, missing
 * extensions and their types are replaced or skipped, each with a note. A search path ends with its file.
 *
 * @throws PlancliffError where the server itself fails
 */
export async function settleSchema(
  connection: Connection,
  files: readonly SchemaFile[],
  onProgress: (done: number, total: number, slow?: string) => void = () => undefined,
): Promise<SettledSchema> {
  const notes = new Set<string>();
  const ran: string[] = [];
  const skipped: SkippedStatement[] = [];
  const lost = new Map<string, string>();
  let copied = 0;
  let writes = 0;
  const given = {
    mayCreateRoles: true,
    createdSchemas: createdSchemas(files.flatMap(({ statements }) => statements)),
  };
  let facts = await readFacts(connection, given);
  const total = files.reduce((sum, { statements }) => sum + statements.length, 0);
  let done = 0;
  // Bodies of functions may name what was skipped; nothing calls them while planning.
  await connection.query('set check_function_bodies = off');
  await limitStatements(connection);
  for (const [number, of] of files.entries()) {
    const { name: file, statements } = of;
    let local: readonly LocalSetting[] = [];
    const endLocal = async (): Promise<void> => {
      const back = restoring(local);
      for (const sql of back) await connection.query(sql);
      ran.push(...back);
      local = [];
    };
    for (const written of statements) {
      const lasting = ofSession(written);
      const statement = lasting ?? written;
      if (endsTransaction(statement)) await endLocal();
      onProgress((done += 1), total);
      if (writesRows(statement)) {
        copied += statement.copied ?? 0;
        writes += statement.copied === undefined ? 1 : 0;
        continue;
      }
      if (isPlanNeutral(statement)) continue;
      const before = lasting && (await valueBefore(connection, lasting));
      if (before !== undefined) local = [...local, before];
      const { run, note } = adaptStatement(statement, facts);
      if (note !== undefined) notes.add(note);
      for (const sql of run) {
        const place = `${file}:${statement.line}`;
        const result = await tryStatement(sql, (each) =>
          runStatement(connection, each, { place, text: statement.sql }, (slow) =>
            onProgress(done, total, slow),
          ),
        );
        for (const each of result.notes) notes.add(each);
        ran.push(...result.ran);
        if (result.error === undefined) continue;
        skipped.push(skip(file, statement, result.error, lost));
        const name = createdObject(statement)?.name;
        if (name !== undefined) lost.set(name, `${file}:${statement.line}`);
      }
      if (mayChangeLimit(statement.type)) await limitStatements(connection);
      if (changesFacts(statement, run)) facts = await readFacts(connection, given);
    }
    await endLocal();
    if (number < files.length - 1 && setsPath(of)) {
      await connection.query(resetPath);
      ran.push(resetPath);
    }
  }
  if (await hasTemporary(connection)) {
    await connection.query(dropTemporary);
    ran.push(dropTemporary);
  }
  await resetSession(connection);
  return { ran, notes: [...notes], skipped, leftOutRows: { copied, statements: writes } };
}

interface Tried {
  readonly ran: readonly string[];
  readonly notes: readonly string[];
  readonly error?: ServerError;
}

/** How many missing types one statement may name. */
const mostStandIns = 8;

async function tryStatement(
  statement: string,
  run: (sql: string) => Promise<void>,
): Promise<Tried> {
  const ran: string[] = [];
  const notes: string[] = [];
  let sql = statement;
  for (let attempt = 0; ; attempt += 1) {
    try {
      await run(sql);
      return { ran: [...ran, sql], notes };
    } catch (error) {
      if (!isStatementError(error)) throw error;
      const standIn = attempt < mostStandIns ? standInFor(error, sql) : undefined;
      if (standIn === undefined) return { ran, notes, error };
      try {
        for (const create of standIn.create) await run(create);
      } catch (refused) {
        if (!isStatementError(refused)) throw refused;
        return { ran, notes, error };
      }
      ran.push(...standIn.create);
      notes.push(standIn.note);
      ({ sql } = standIn);
    }
  }
}

function skip(
  file: string,
  { line, sql }: FileStatement,
  error: ServerError,
  lost: ReadonlyMap<string, string>,
): SkippedStatement {
  const message = refusalOf(error);
  const missing = /"([^"]+)" does not exist/.exec(message)?.[1];
  const because = missing === undefined ? undefined : lost.get(missing.split('.').at(-1) ?? '');
  return {
    file,
    line,
    message,
    text: (sql.split('\n')[0] ?? '').trim(),
    ...(because === undefined ? {} : { because }),
  };
}
