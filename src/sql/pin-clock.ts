import type { Connection } from '../postgres/types';
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

interface Replacement {
  /** In characters of the author's text. */
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

const schema = 'plancliff_clock';

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
 * Creates the functions that `pinClock` calls, in a schema of plancliff's own, in a scratch database alone.
 *
 * They are STABLE, parallel safe and of cost 1 as the real ones, so the planner treats them alike: it computes their
 * value for an estimate (clauses.c, estimate_expression_value) and never folds it into the plan. PL/pgSQL, because a
 * function in SQL would be inlined to a constant and prune partitions earlier than `now()` does. Dates and local times
 * follow the session's time zone, as the real ones do.
 */
export async function installClock(connection: Connection, clock: string): Promise<void> {
  const instant = `timestamptz ${quoteLiteral(clock)}`;
  const functions = [
    ...Object.entries(pinned).map(([name, type]) => functionSql(`"${name}"()`, type, instant)),
    ...withDigits.map((name) => functionSql(`"${name}"(digits integer)`, pinned[name], instant)),
  ];
  // One text is one transaction; the lock keeps sessions that start together from replacing one function at once.
  const lock = `select pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('${schema}', 0))`;
  const own = [
    `create schema if not exists ${schema}`,
    // Views of a schema that sets roles ask as those.
    `grant usage on schema ${schema} to public`,
  ];
  await connection.query([lock, ...own, ...functions].join(';\n'));
}

function functionSql(signature: string, type: string, instant: string): string {
  return `create or replace function ${schema}.${signature} returns ${type}
    language plpgsql stable parallel safe cost 1
    as $clock$ begin return (${instant})::${type}; end $clock$`;
}

/**
 * The statement with the scenario's clock for the server's; unchanged where it asks for no time. Out of its reach are
 * the literals `'now'` and `'today'`, which are constants before planning starts, and what bodies of functions ask.
 */
export async function pinClock(sql: string): Promise<string> {
  return (await pinnedText(sql)).sql;
}

/** As `pinClock`, with the positions of an error in view. */
export async function pinnedText(sql: string): Promise<PinnedText> {
  return mayAsk.test(sql) ? replaced(sql, await inStatement(sql)) : replaced(sql, []);
}

/**
 * A schema with the scenario's clock in what later plans and rows take from it: views, tables made by a query, and
 * defaults of columns. Everything else stays, so that a refusal is about the words of its author: indexes and
 * generated columns allow no clock at all, and a check is made against rows alone.
 */
export async function pinnedSchema(ddl: string): Promise<PinnedText> {
  return mayAsk.test(ddl) ? replaced(ddl, await inSchema(ddl)) : replaced(ddl, []);
}

function replaced(sql: string, replacements: readonly Replacement[]): PinnedText {
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
): Promise<readonly Replacement[]> {
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
    return [{ start: token.start, end, by: `${schema}."${name}"${call}` }];
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
