import type { Connection } from '../postgres/types';
import { ownWord } from '../postgres/own-name';
import { quoteLiteral } from '../postgres/quote';
import { parse, placesIn, type ParsedStatement, type Tree } from './parse';
import { wordsOf } from './query-text';
import { remember } from './remember';
import { nameParts, walk } from './walk';

/** A statement whose clock is pinned, with the way back to what its author wrote. */
export interface PinnedText {
  readonly sql: string;
  /** Character of the author's text, from 1, for a character of `sql`. */
  readonly original: (position: number) => number;
}

interface Place {
  /** In characters of the author's text. */
  readonly start: number;
  readonly end: number;
}

interface Call extends Place {
  /** The function that is called instead, without its schema. */
  readonly call: string;
}

interface Replacement extends Place {
  readonly by: string;
}

/** Comment on the schema of the clock, by which sessions of one database find it. */
const mark = 'Clock of plancliff.';

/** SQL that is true of the clock's schema, of which `oid` is the SQL of an OID. */
export const isClockSchema = (oid: string): string =>
  `(pg_catalog.obj_description(${oid}, 'pg_namespace') is not distinct from ${quoteLiteral(mark)})`;

/**
 * Functions of the statement's start time, with the result type each has in pg_proc or in SQL's grammar. The volatile
 * `clock_timestamp()` and `timeofday()` are not among them: the planner never looks at their value, so it can't change
 * a plan, and a stable stand-in would let it.
 */
const pinned = {
  now: 'timestamptz',
  transaction_timestamp: 'timestamptz',
  statement_timestamp: 'timestamptz',
  current_timestamp: 'timestamptz',
  current_date: 'date',
  current_time: 'timetz',
  localtimestamp: 'timestamp',
  localtime: 'time',
} as const;

/** Those that take a number of digits too, e.g. `current_timestamp(0)`: the pinned clock has whole seconds. */
const withDigits = ['current_timestamp', 'current_time', 'localtimestamp', 'localtime'] as const;

/**
 * Creates the functions that `pinClock` calls, in a schema of plancliff's own, in a scratch database alone. The schema
 * has a name that neither the database has nor any of `texts`, which may create schemas later.
 *
 * They are STABLE, parallel safe and of cost 1 as the real ones, so the planner treats them alike: it computes their
 * value for an estimate (clauses.c, estimate_expression_value) and never folds it into the plan. PL/pgSQL, because a
 * function in SQL would be inlined to a constant and prune partitions earlier than `now()` does. Dates and local times
 * follow the session's time zone, as the real ones do.
 *
 * @returns name of the schema, a plain identifier
 */
export async function installClock(
  connection: Connection,
  clock: string,
  texts: readonly string[] = [],
): Promise<string> {
  const instant = `timestamptz ${quoteLiteral(clock)}`;
  // Keeps sessions that start together from creating one schema, and replacing one function, at once. Of the session, not
  // of a transaction: a schema file may have begun one.
  await connection.query(`select pg_catalog.pg_advisory_lock(${lock})`);
  try {
    const { rows } = await connection.query<{ name: string; clock: boolean }>(
      `select nspname as name, ${isClockSchema('oid')} as clock from pg_catalog.pg_namespace`,
    );
    const known = rows.find((schema) => schema.clock)?.name;
    const taken = rows.map(({ name }) => name);
    const schema = known ?? ownWord('clock', [...texts, ...taken]);
    const functions = [
      ...Object.entries(pinned).map(([name, type]) => functionSql(`"${name}"()`, type, instant)),
      ...withDigits.map((name) => functionSql(`"${name}"(digits integer)`, pinned[name], instant)),
    ].map((create) => create(schema));
    const own = [
      `create schema if not exists ${schema}`,
      `comment on schema ${schema} is ${quoteLiteral(mark)}`,
      // Views of a schema that sets roles ask as those.
      `grant usage on schema ${schema} to public`,
    ];
    await connection.query([...own, ...functions].join(';\n'));
    return schema;
  } finally {
    await connection.query(`select pg_catalog.pg_advisory_unlock(${lock})`).catch(() => undefined);
  }
}

const lock = "pg_catalog.hashtextextended('plancliff_clock', 0::bigint)";

function functionSql(signature: string, type: string, instant: string): (schema: string) => string {
  return (schema) => `create or replace function ${schema}.${signature} returns ${type}
    language plpgsql stable parallel safe cost 1
    as $clock$ begin return (${instant})::${type}; end $clock$`;
}

/**
 * The statement with the scenario's clock, in the schema that `installClock` returned, for the server's; unchanged
 * where it asks for no time. Out of its reach are
 * the literals `'now'` and `'today'`, which are constants before planning starts, and what bodies of functions ask.
 */
export async function pinClock(sql: string, schema: string): Promise<string> {
  return (await pinnedText(sql, schema)).sql;
}

/** As `pinClock`, with the positions of an error in view. */
export async function pinnedText(sql: string, schema: string): Promise<PinnedText> {
  return replaced(sql, mayAsk.test(sql) ? await inStatement(sql) : [], schema);
}

/**
 * A schema with the scenario's clock in what later plans and rows take from it: views, tables made by a query, and
 * defaults of columns. Everything else stays, so that a refusal is about the words of its author: indexes and
 * generated columns allow no clock at all, and a check is made against rows alone.
 */
export async function pinnedSchema(ddl: string, schema: string): Promise<PinnedText> {
  return replaced(ddl, mayAsk.test(ddl) ? await inSchema(ddl) : [], schema);
}

/** Whether a statement asks for the time, by any function that the clock stands in for. */
export async function asksClock(sql: string): Promise<boolean> {
  return mayAsk.test(sql) && (await inStatement(sql)).length > 0;
}

function replaced(sql: string, calls: readonly Call[], schema: string): PinnedText {
  const replacements = calls.map(({ start, end, call }) => ({
    start,
    end,
    by: `${schema}.${call}`,
  }));
  let text = '';
  let from = 0;
  for (const { start, end, by } of replacements) {
    text += sql.slice(from, start) + by;
    from = end;
  }
  return {
    sql: text + sql.slice(from),
    original: (position) => originalPosition(position, replacements),
  };
}

const mayAsk = new RegExp(`\\b(${Object.keys(pinned).join('|')})\\b`, 'i');

const inStatement = remember((sql) =>
  findReplacements(sql, ({ type, tree }) => [{ [type]: tree }]),
);
const inSchema = remember((ddl) => findReplacements(ddl, planned));

/** The parts of a statement of a schema that queries or rows will take the time from. */
function planned({ type, tree }: ParsedStatement): readonly Tree[] {
  if (type === 'ViewStmt' || type === 'CreateTableAsStmt') return [{ [type]: tree }];
  const parts: Tree[] = [];
  walk({ [type]: tree }, (kind, node) => {
    const isDefault =
      (kind === 'Constraint' && node['contype'] === 'CONSTR_DEFAULT') ||
      (kind === 'AlterTableCmd' && node['subtype'] === 'AT_ColumnDefault');
    if (isDefault) parts.push({ [kind]: node });
  });
  return parts;
}

async function findReplacements(
  sql: string,
  partsOf: (statement: ParsedStatement) => readonly Tree[],
): Promise<readonly Call[]> {
  const parsed = await parse(sql);
  if (!parsed.ok) return [];
  const placeOf = placesIn(sql);
  const found = new Map<number, string>();
  for (const part of parsed.statements.flatMap(partsOf)) {
    walk(part, (kind, node) => {
      const name = clockName(kind, node);
      if (name !== undefined && typeof node['location'] === 'number')
        found.set(placeOf(node['location']), name);
    });
  }
  if (found.size === 0) return [];
  const tokens = await wordsOf(sql);
  return tokens.flatMap((token, i) => {
    const name = found.get(token.start);
    if (name === undefined) return [];
    const last = tokens[i + 1]?.word === '.' ? i + 2 : i;
    const call = tokens[last + 1]?.word === '(' ? '' : '()';
    const { end } = tokens[last] ?? token;
    return [{ start: token.start, end, call: `"${name}"${call}` }];
  });
}

/** The name of the function that stands in for this node, if one does. */
function clockName(kind: string, node: { readonly [field: string]: unknown }): string | undefined {
  if (kind === 'SQLValueFunction') {
    const name = String(node['op'])
      .replace(/^SVFOP_|_N$/g, '')
      .toLowerCase();
    return name in pinned ? name : undefined;
  }
  if (kind !== 'FuncCall') return undefined;
  const names = nameParts(node['funcname']);
  const name = names.at(-1) ?? '';
  const builtIn = names.length === 1 || (names.length === 2 && names[0] === 'pg_catalog');
  return builtIn && /^(now|(transaction|statement)_timestamp)$/.test(name) ? name : undefined;
}

function originalPosition(position: number, replacements: readonly Replacement[]): number {
  let shift = 0;
  for (const { start, end, by } of replacements) {
    const pinnedStart = start + shift;
    if (position - 1 < pinnedStart) break;
    if (position - 1 < pinnedStart + by.length) return start + 1;
    shift += by.length - (end - start);
  }
  return position - shift;
}
