import { PlancliffError } from '../errors';
import { tryTable } from '../engine/probe';
import { readForeignKeys } from '../postgres/catalog/foreign-keys';
import { definitionOf } from '../generate/definition';
import type { InferredModel, InferredTable } from '../generate/model/types';
import { compileModel } from '../model/compile';
import { fixed, ratio } from '../model/growth';
import type { Distribution, Model } from '../model/types';
import { isStatementError, type ServerError } from '../postgres/server-error';
import { qualifiedName, quoteIdent } from '../postgres/quote';
import { readSchemaFacts } from '../postgres/catalog/read-schema-facts';
import type { SchemaFacts } from '../postgres/catalog/schema-facts';
import type { Connection } from '../postgres/types';
import { scenarioFrom } from '../scenario/from-definition';
import { findTable, tableName } from '../generate/names';

/** An inferred model whose rows the schema takes. */
export interface FittedModel {
  readonly inferred: InferredModel;
  readonly model: Model;
  readonly facts: SchemaFacts;
  /** Statements that were run after the schema, so that it takes the rows. */
  readonly changes: readonly string[];
  readonly notes: readonly string[];
}

/** How often one table is changed before it is left with a single row. */
const mostChanges = 12;

/**
 * Changes an inferred model, and where that is not enough the schema, until rows of every table can be inserted at these
 * scales: constraints that say more than the rules understand are dropped, tables shrink until their keys are unique.
 */
export async function fitModel(
  connection: Connection,
  options: {
    readonly inferred: InferredModel;
    readonly facts: SchemaFacts;
    readonly scales: readonly number[];
  },
): Promise<FittedModel> {
  let { inferred, facts } = options;
  const changes: string[] = [];
  const notes: string[] = [];
  const tries = new Map<string, number>();
  const change = async (sql: readonly string[], note: string): Promise<void> => {
    for (const each of sql) await connection.query(each);
    changes.push(...sql);
    notes.push(note);
    facts = await readSchemaFacts(connection);
  };
  for (const sql of ambiguousKeys(facts)) await change([sql.drop], sql.note);
  for (let round = 0; ; round += 1) {
    let model: Model;
    try {
      model = compile(inferred, facts);
    } catch (error) {
      const name = tableOfError(error, inferred);
      if (name === undefined || round > 3 * inferred.tables.length) throw error;
      const index = /unique index (.+?) would repeat/.exec((error as Error).message)?.[1];
      const fix = index === undefined ? undefined : withoutUnique(facts, name, index);
      if (fix !== undefined) await change(fix.sql, fix.note);
      else inferred = withTable(inferred, name, leastOf);
      continue;
    }
    const failure = await firstFailure(connection, model, options.scales, tries);
    if (failure === undefined) return { inferred, model, facts, changes, notes };
    const count = (tries.get(failure.table) ?? 0) + 1;
    tries.set(failure.table, count);
    const other = otherDriving(inferred);
    if (failure.server === undefined && failure.table === inferred.driving && other !== undefined) {
      inferred = { ...inferred, driving: other };
      continue;
    }
    const fix = count > mostChanges ? undefined : fixFor(failure, facts, inferred, count);
    if (fix === undefined) {
      // Counted past the last: its rows are not tried again.
      tries.set(failure.table, Infinity);
      inferred = withTable(inferred, failure.table, leastOf);
      notes.push(
        `${failure.table}: no rows could be made for it (${failure.message}); it is left with one`,
      );
    } else if (fix.sql === undefined) {
      inferred = withTable(inferred, failure.table, fix.change);
    } else {
      await change(fix.sql, fix.note);
    }
  }
}

/** Another table that grows with the scale: the first of the largest. */
function otherDriving({ driving, tables }: InferredModel): string | undefined {
  const share = ({ rows }: InferredTable): number => (rows.kind === 'ratio' ? rows.ratio : 0);
  const [largest] = tables
    .filter((table) => table.name !== driving && share(table) > 0)
    .toSorted((a, b) => share(b) - share(a));
  return largest?.name;
}

const leastOf = (table: InferredTable): InferredTable => ({ ...table, rows: fixed(1) });

function compile(inferred: InferredModel, facts: SchemaFacts): Model {
  // A scenario has at least one query; this one draws nothing.
  const definition = {
    ...definitionOf('select 1', inferred, []),
    queries: { none: { sql: 'select 1' } },
  };
  return compileModel(scenarioFrom('scan', definition), facts);
}

function withTable(
  inferred: InferredModel,
  name: string,
  change: (table: InferredTable) => InferredTable,
): InferredModel {
  return {
    ...inferred,
    tables: inferred.tables.map((table) => (table.name === name ? change(table) : table)),
  };
}

function tableOfError(error: unknown, { tables }: InferredModel): string | undefined {
  if (!(error instanceof PlancliffError)) return undefined;
  return tables
    .map(({ name }) => name)
    .filter(
      (name) => error.message.includes(`tables.${name}`) || error.message.includes(`${name}.`),
    )
    .toSorted((a, b) => b.length - a.length)[0];
}

interface Failure {
  readonly table: string;
  readonly message: string;
  readonly server?: ServerError;
}

/** Inserts rows of every table, and rolls them back. The first table that does not take its rows, if any. */
async function firstFailure(
  connection: Connection,
  model: Model,
  scales: readonly number[],
  tries: ReadonlyMap<string, number>,
): Promise<Failure | undefined> {
  const keys = await readForeignKeys(connection);
  try {
    await connection.query('begin');
    await connection.query('set local session_replication_role = replica');
    for (const key of keys) await connection.query(key.drop);
    for (const scale of scales) {
      for (const table of model.tables) {
        if (tries.get(table.name) === Infinity) continue;
        await connection.query('savepoint one_table');
        try {
          await tryTable(connection, model, table, scale);
          // Virtual generated columns are computed when they are read.
          await connection.query(`select pg_catalog.count(t::text) from ${table.sqlName} as t`);
        } catch (error) {
          const cause = (error as { readonly cause?: unknown }).cause ?? error;
          if (isStatementError(cause))
            return { table: table.name, message: cause.message, server: cause };
          if (error instanceof PlancliffError) return { table: table.name, message: error.message };
          throw error;
        }
        await connection.query('rollback to savepoint one_table');
      }
    }
    return undefined;
  } finally {
    await connection.query('rollback');
  }
}

type Fix =
  | { readonly sql: readonly string[]; readonly note: string }
  | { readonly sql?: undefined; readonly change: (table: InferredTable) => InferredTable };

function fixFor(
  { table: name, server }: Failure,
  facts: SchemaFacts,
  inferred: InferredModel,
  count: number,
): Fix | undefined {
  const table = facts.tables.find((each) => tableName(each) === name);
  if (table === undefined) return undefined;
  const sqlName = qualifiedName(table.schema, table.name);
  const constraint = server?.constraint;
  switch (server?.code) {
    case undefined:
      // Too few parents for so many different rows, or too few letters.
      return { change: shrunk(name, inferred) };
    case '23514':
      if (server.dataType !== undefined && constraint !== undefined) {
        const domain = qualifiedName(server.schema ?? 'public', server.dataType);
        return {
          sql: [`alter domain ${domain} drop constraint ${quoteIdent(constraint)}`],
          note: `left out the check ${constraint} of the domain ${server.dataType}: the rows of the model do not meet it`,
        };
      }
      if (constraint === undefined) {
        const partition = qualifiedName(table.schema, `${table.name}_other`.slice(-60));
        return {
          sql: [`create table ${partition} partition of ${sqlName} default`],
          note: `added a default partition to ${name}: not all rows of the model lie in the others`,
        };
      }
      return {
        sql: [`alter table ${sqlName} drop constraint ${quoteIdent(constraint)}`],
        note: `left out the check ${constraint} of ${name}: the rows of the model do not meet it`,
      };
    case '23502':
      if (server.column === undefined) return undefined;
      return {
        sql: [`alter table ${sqlName} alter column ${quoteIdent(server.column)} drop not null`],
        note: `${name}.${server.column} may be null here: no value of its type can be made`,
      };
    case '23505':
    case '23P01':
      return constraint === undefined ? undefined : withoutUnique(facts, name, constraint);
    case '22001':
    case '22003':
    case '22P02':
    case '22007':
    case '22008':
      return { change: tamed(count) };
    default:
      return undefined;
  }
}

function shrunk(name: string, inferred: InferredModel): (table: InferredTable) => InferredTable {
  const driving = inferred.driving === name;
  return (table) => {
    if (table.rows.kind === 'ratio' && table.rows.ratio > 1e-6 && !driving)
      return { ...table, rows: ratio(table.rows.ratio / 5) };
    if (table.rows.kind === 'fixed' && table.rows.rows > 1)
      return { ...table, rows: fixed(Math.max(1, Math.floor(table.rows.rows / 5))) };
    return leastOf(table);
  };
}

/**
 * With values that fit nearly anything: small numbers first, where a type or a generated column is narrow, then none in
 * columns that a rule without a type made.
 */
function tamed(count: number): (table: InferredTable) => InferredTable {
  const small = (of: Distribution): Distribution => {
    if (of.kind === 'nullable') return { ...of, of: small(of.of) };
    if (of.kind === 'uniform')
      return { ...of, min: of.integer ? 1 : 0, max: of.integer ? 50 : 0.9 };
    return of.kind === 'zipf' ? { ...of, distinct: 50 } : of;
  };
  return (table) => {
    const columns = Object.entries(table.columns);
    if (count === 1)
      return {
        ...table,
        columns: Object.fromEntries(columns.map(([name, of]) => [name, small(of)])),
      };
    const raw = columns.find(([, of]) => of.kind === 'sql')?.[0];
    return raw === undefined ? leastOf(table) : withoutColumn(table, raw);
  };
}

function withoutColumn(table: InferredTable, column: string): InferredTable {
  return {
    ...table,
    columns: Object.fromEntries(Object.entries(table.columns).filter(([name]) => name !== column)),
  };
}

/** The same index without UNIQUE: the model makes no rows that differ in it. An exclusion constraint goes. */
function withoutUnique(
  facts: SchemaFacts,
  name: string,
  constraint: string,
): { readonly sql: readonly string[]; readonly note: string } | undefined {
  const table = facts.tables.find((each) => tableName(each) === name);
  const index = table?.indexes.find((each) => each.name === constraint);
  if (table === undefined || index === undefined) return undefined;
  const sqlName = qualifiedName(table.schema, table.name);
  const drop =
    index.constraint === undefined
      ? `drop index ${qualifiedName(index.schema, index.name)}`
      : `alter table ${sqlName} drop constraint ${quoteIdent(index.constraint)} cascade`;
  return {
    sql: [drop, index.definition.replace(/^CREATE UNIQUE INDEX/, 'CREATE INDEX')],
    note: `${index.name} of ${name} is not unique here: the rows of the model repeat in it`,
  };
}

interface Ambiguous {
  readonly drop: string;
  readonly note: string;
}

/** A column of two foreign keys refers to one row: the key with the most columns stays. */
function ambiguousKeys(facts: SchemaFacts): readonly Ambiguous[] {
  return facts.tables.flatMap((table) =>
    table.foreignKeys.flatMap((key): Ambiguous[] => {
      const [winner] = table.foreignKeys
        .filter(({ columns }) => columns.some((column) => key.columns.includes(column)))
        .toSorted((a, b) => b.columns.length - a.columns.length);
      if (winner === undefined || winner === key) return [];
      const same = findTable(facts, winner) === findTable(facts, key);
      if (same && key.columns.join() === winner.columns.join()) return [];
      return [
        {
          drop: `alter table ${qualifiedName(table.schema, table.name)} drop constraint if exists ${quoteIdent(key.name)}`,
          note: `left out the foreign key ${key.name} of ${tableName(table)} in the model: ${winner.name} makes the same column`,
        },
      ];
    }),
  );
}
