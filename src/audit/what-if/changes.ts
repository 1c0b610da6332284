import { PlancliffError } from '../../errors';
import { readStatements } from '../../schema/read-statements';
import { oneStatement } from '../../sql/one-statement';
import type { ParsedStatement } from '../../sql/parse';

/** What somebody thinks of changing. */
export interface WhatIf {
  /** DDL, in the order in which it shall run. */
  readonly statements: readonly ChangeStatement[];
  readonly settings: Readonly<Record<string, string>>;
  /** Major of PostgreSQL to upgrade to. */
  readonly major?: number;
  /** Changes that a twin cannot show, one line each. */
  readonly impossible: readonly string[];
}

export interface ChangeStatement {
  readonly sql: string;
  readonly parsed: ParsedStatement;
  /** Whether it stands in a migration, whose locks are of interest. */
  readonly fromMigration: boolean;
  /** Whether it changes what a twin has: neither rows nor transactions. */
  readonly runs: boolean;
}

export interface WhatIfFlags {
  readonly with: readonly string[];
  readonly without: readonly string[];
  readonly set: readonly string[];
  /** Text of migration files by their names. */
  readonly migrations: readonly { readonly file: string; readonly text: string }[];
}

/**
 * Reads changes as the command line names them; undefined where it names none.
 *
 * @throws PlancliffError `usage` where one is no statement, no index or no setting
 */
export async function readChanges(flags: WhatIfFlags): Promise<WhatIf | undefined> {
  const statements: ChangeStatement[] = [];
  const impossible: string[] = [];
  const add = (sql: string, parsed: ParsedStatement, fromMigration: boolean): void => {
    if (parsed.type === 'CreateStatsStmt') {
      impossible.push(
        `${oneLine(sql)}: what it would find depends on the rows, and a twin has none. Create it on the database, run ANALYZE, and pull again.`,
      );
    }
    statements.push({ sql, parsed, fromMigration, runs: !leftOut.has(parsed.type) });
  };
  for (const sql of flags.with) {
    const one = await oneStatement(sql);
    if (!one.ok || !/^Create|^Index|^Alter/.test(one.statement.type)) {
      throw usage(`--with does not take '${oneLine(sql)}'`, one.ok ? 'it is no DDL' : one.reason, "Write --with 'create index on orders (status)'."); // prettier-ignore
    }
    add(withoutConcurrently(sql), one.statement, false);
  }
  for (const name of flags.without) {
    const sql = `drop index ${name}`;
    const one = await oneStatement(sql);
    if (!one.ok) throw usage(`--without does not take '${name}'`, one.reason, 'Write --without orders_status_idx.'); // prettier-ignore
    statements.push({ sql, parsed: one.statement, fromMigration: false, runs: true });
  }
  for (const { file, text } of flags.migrations) {
    for (const { sql, type, tree, line } of (await readStatements(text)).statements) {
      if (type === undefined) throw usage(`${file}:${line} does not parse`, oneLine(sql), 'Write it in the dialect of PostgreSQL 18.'); // prettier-ignore
      add(withoutConcurrently(sql), { type, tree }, true);
    }
  }
  const settings = Object.fromEntries(flags.set.map(readSetting));
  const isEmpty = statements.length + impossible.length + Object.keys(settings).length === 0;
  return isEmpty ? undefined : { statements, settings, impossible };
}

/** Of a migration: what begins and ends a transaction, and what changes rows, of which a twin has none. */
const leftOut: ReadonlySet<string> = new Set(['TransactionStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt', 'SelectStmt', 'CopyStmt', 'VacuumStmt', 'CreateStatsStmt', 'RefreshMatViewStmt', 'VariableSetStmt', 'DoStmt', 'CallStmt']); // prettier-ignore

/** The twin has nobody to wait for, and runs several statements at once. */
const withoutConcurrently = (sql: string): string => sql.replace(/\bconcurrently\b/i, '');

function readSetting(text: string): readonly [string, string] {
  const [, name, value] = /^\s*([a-z_][\w.]*)\s*=\s*(.+?)\s*$/i.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw usage(`--set does not take '${text}'`, 'it takes the name of a planner setting and a value', 'Write --set work_mem=64MB.'); // prettier-ignore
  }
  return [name.toLowerCase(), value.replace(/^'(.*)'$/, '$1')];
}

export const oneLine = (sql: string): string => sql.replace(/\s+/g, ' ').trim().slice(0, 120);

function usage(message: string, reason: string, hint: string): PlancliffError {
  return new PlancliffError('usage', { message, reason, hint });
}
