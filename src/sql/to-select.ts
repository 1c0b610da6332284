import { quoteIdent } from '../postgres/quote';
import { lockingClauses } from './locking-clauses';
import { oneStatement } from './one-statement';
import type { Tree } from './parse';
import { readQuery, replaced, tokenAt, type QueryText } from './query-text';
import { renumbered } from './renumber-parameters';
import { containsNode, isTree } from './walk';

/** A statement in a form that can be planned without locking rows or tables for writing. */
export interface SelectForm {
  readonly sql: string;
  /** What was left out or turned, for people; absent where the statement is as it was. */
  readonly note?: string;
  /** Numbers that its parameters $1, $2, … had before; absent where they are the same. */
  readonly parameters?: readonly number[];
}

/**
 * What an update, a delete, an insert from a query or a locking select reads, as a plain select. Planning the
 * statement itself would take ROW EXCLUSIVE or ROW SHARE; which rows it looks for, and by which index, is the same.
 * A statement in any other form comes back as it is, for the guard to judge.
 */
export async function toSelect(sql: string): Promise<SelectForm> {
  const one = await oneStatement(sql);
  // Most statements are such: their tokens need not be read.
  const isPlain =
    one.ok &&
    one.statement.type === 'SelectStmt' &&
    !containsNode(one.statement.tree, ['LockingClause']);
  if (isPlain) return { sql };
  const query = await readQuery(sql);
  if (query === undefined) return { sql };
  const select = selectFor(query);
  const unlocked = await withoutLocks(select?.sql ?? sql);
  if (unlocked === undefined) return select === undefined ? { sql } : withoutGaps(select);
  return withoutGaps({
    sql: unlocked,
    note:
      select === undefined
        ? 'planned without its row locks'
        : `${select.note}, without its row locks`,
  });
}

function selectFor(query: QueryText): SelectForm | undefined {
  const { type, tree } = query;
  if (type === 'UpdateStmt') return updateOrDelete(query, tree, 'UPDATE');
  if (type === 'DeleteStmt') return updateOrDelete(query, tree, 'DELETE');
  return type === 'InsertStmt' ? insertFrom(query, tree) : undefined;
}

/** The text from one token up to another, without the comments before that one. */
function between({ sql, tokens }: QueryText, from: number, to: number): string {
  const last = tokens[Math.min(to, tokens.length) - 1];
  return from < to ? sql.slice(tokens[from]?.start ?? sql.length, last?.end) : '';
}

/** Index of the first token outside of parentheses, from `from` on, that is one of `words`; else the end. */
function find({ tokens }: QueryText, from: number, words: readonly string[]): number {
  const found = tokens.findIndex(({ word, depth }, index) => {
    if (index < from || depth > 0 || !words.includes(word)) return false;
    const before = tokens[index - 1]?.word;
    // `is distinct from` begins no clause, nor does a column or a label of that name.
    return before !== '.' && before !== 'AS' && !(word === 'FROM' && before === 'DISTINCT');
  });
  return found < 0 ? tokens.length : found;
}

/** Index of the last token before `from` that is `word`. */
function findBack({ tokens }: QueryText, from: number, word: string): number {
  return Math.max(
    0,
    tokens.findLastIndex((token, index) => index <= from && token.word === word),
  );
}

function updateOrDelete(
  query: QueryText,
  statement: Tree,
  verb: 'UPDATE' | 'DELETE',
): SelectForm | undefined {
  const word = (index: number): string | undefined => query.tokens[index]?.word;
  const relation = statement['relation'] as Tree;
  // A schema-qualified name begins at its schema: that is where the location points.
  const name = tokenAt(query, relation['location']);
  const start = findBack(query, name, verb);
  const target = word(name - 1) === '(' ? name - 1 : name;
  const only = word(target - 1) === 'ONLY' ? 'only ' : '';
  const from = verb === 'UPDATE' ? 'FROM' : 'USING';
  const end = find(query, target, [verb === 'UPDATE' ? 'SET' : 'USING', 'WHERE', 'RETURNING']);
  const others = find(query, end, [from, 'WHERE', 'RETURNING']);
  const where = find(query, others, ['WHERE', 'RETURNING']);
  const returning = find(query, where, ['RETURNING']);
  const alias = isTree(relation['alias']) ? relation['alias']['aliasname'] : relation['relname'];
  if (typeof alias !== 'string' || word(where + 1) === 'CURRENT') return undefined;
  const joined = others < where ? `, ${between(query, others + 1, where)}` : '';
  // ctid, because an update visits each row it finds: an index-only scan would not do.
  const select = `select ${quoteIdent(alias)}.ctid from ${only}${between(query, target, end)}${joined}`;
  const sql = [between(query, 0, start), select, between(query, where, returning)].join(' ').trim();
  return { sql, note: `planned as a select of the rows that the ${verb.toLowerCase()} finds` };
}

function insertFrom(query: QueryText, statement: Tree): SelectForm | undefined {
  const name = tokenAt(query, (statement['relation'] as Tree)['location']);
  const start = findBack(query, name, 'INSERT');
  const from = find(query, name, ['SELECT', 'WITH', 'TABLE', 'VALUES']);
  let end = find(query, from, ['ON', 'RETURNING']);
  while (query.tokens[end]?.word === 'ON' && query.tokens[end + 1]?.word !== 'CONFLICT') {
    end = find(query, end + 1, ['ON', 'RETURNING']);
  }
  if (from >= end) return undefined;
  const sql = `${between(query, 0, start)} ${between(query, from, end)}`.trim();
  return { sql, note: 'planned as the query that returns the rows of the insert' };
}

/** Undefined where it has no locking clause, or where their places are unknown. */
async function withoutLocks(sql: string): Promise<string | undefined> {
  const query = await readQuery(sql);
  const clauses = query && lockingClauses(query);
  if (clauses === undefined || clauses.length === 0) return undefined;
  return replaced(
    sql,
    clauses.map((span) => ({ span, by: '' })),
  ).trim();
}

async function withoutGaps(form: SelectForm): Promise<SelectForm> {
  const { sql, parameters } = await renumbered(form.sql);
  return sql === form.sql ? form : { ...form, sql, parameters };
}
