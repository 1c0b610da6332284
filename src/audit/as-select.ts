import { loadModule, parseSync, scanSync, type ScanToken } from 'libpg-query';
import { quoteIdent } from '../postgres/quote';
import { isNode, walk, type TreeNode } from './tree';

/** A statement in a form that can be planned without locking rows or tables for writing. */
export interface ReadingForm {
  readonly sql: string;
  /** What was left out or turned, for people; absent where the statement is as it was. */
  readonly note?: string;
  /** Numbers that its parameters $1, $2, … had before; absent where they are the same. */
  readonly parameters?: readonly number[];
}

/**
 * What an update, a delete, an insert from a query or a locking select reads, as a plain select. Planning the
 * statement itself would take ROW EXCLUSIVE or ROW SHARE; which rows it looks for, and by which index, is the same.
 * A statement in any other form comes back as it is, for the gate to judge.
 */
export async function readingForm(sql: string): Promise<ReadingForm> {
  await loadModule();
  try {
    const statements = (parseSync(sql).stmts ?? []) as readonly { readonly stmt?: TreeNode }[];
    const tree = statements.length === 1 ? statements[0]?.stmt : undefined;
    const form = tree && convert(sql, tree);
    return form === undefined ? { sql } : renumbered(form);
  } catch {
    return { sql };
  }
}

function convert(sql: string, tree: TreeNode): ReadingForm | undefined {
  const text = new Text(sql);
  const { UpdateStmt, DeleteStmt, InsertStmt } = tree;
  const verb = isNode(UpdateStmt)
    ? updateOrDelete(text, UpdateStmt, 'update')
    : isNode(DeleteStmt)
      ? updateOrDelete(text, DeleteStmt, 'delete')
      : isNode(InsertStmt)
        ? insertFrom(text, InsertStmt)
        : undefined;
  const unlocked = withoutLocks(new Text(verb?.sql ?? sql), countLocks(tree));
  if (unlocked === undefined) return verb;
  const note = 'planned without its row locks';
  return { sql: unlocked, note: verb === undefined ? note : `${verb.note}, without its row locks` };
}

/** A statement and its tokens, comments aside. Token positions count bytes, not characters. */
class Text {
  readonly tokens: readonly ScanToken[];
  private readonly bytes: Buffer;
  /** How many brackets are open before each token. */
  private readonly depths: readonly number[];

  constructor(sql: string) {
    this.bytes = Buffer.from(sql);
    this.tokens = scanSync(sql).tokens.filter(({ tokenName }) => !tokenName.endsWith('COMMENT'));
    let depth = 0;
    this.depths = this.tokens.map(({ text }) => {
      if (text === '(' || text === '[') depth += 1;
      if (text === ')' || text === ']') depth -= 1;
      return depth;
    });
  }

  /** The lower-case word of a token; undefined for a quoted identifier, a literal or none at all. */
  word(index: number): string | undefined {
    return this.tokens[index]?.text.toLowerCase();
  }

  /** The text from one token up to another, or to the end of the statement. */
  between(from: number, to: number): string {
    const start = this.tokens[from]?.start ?? this.bytes.length;
    const end = this.tokens[to]?.start ?? this.bytes.length;
    return this.bytes.subarray(start, end).toString().trim().replace(/;$/, '');
  }

  /** Index of the first token outside of brackets, from `from` on, that is one of `words`; else the end. */
  find(from: number, words: readonly string[]): number {
    for (let index = from; index < this.tokens.length; index++) {
      const word = this.word(index) ?? '';
      // `is distinct from` begins no clause.
      const clause = word !== 'from' || this.word(index - 1) !== 'distinct';
      if (this.depths[index] === 0 && words.includes(word) && clause) return index;
    }
    return this.tokens.length;
  }

  at(location: unknown): number {
    return this.tokens.findIndex(({ start }) => start === location);
  }
}

function updateOrDelete(
  text: Text,
  statement: TreeNode,
  verb: 'update' | 'delete',
): ReadingForm | undefined {
  const relation = statement['relation'] as TreeNode;
  // A schema-qualified name begins at its schema: that is where the location points.
  const name = text.at(relation['location']);
  let start = name;
  while (start > 0 && text.word(start) !== verb) start -= 1;
  const end = text.find(name, [verb === 'update' ? 'set' : 'using', 'where', 'returning']);
  const only = text.word(name - 1) === 'only' || text.word(name - 2) === 'only' ? 'only ' : '';
  const others = text.find(end, [verb === 'update' ? 'from' : 'using', 'where', 'returning']);
  const where = text.find(others, ['where', 'returning']);
  const returning = text.find(where, ['returning']);
  const alias = isNode(relation['alias']) ? relation['alias']['aliasname'] : relation['relname'];
  if (typeof alias !== 'string' || text.word(where + 1) === 'current') return undefined;
  const from = text.between(others, where).replace(/^(from|using)/i, ',');
  const target = text.between(name, end);
  // ctid, because an update visits each row it finds: an index-only scan would not do.
  const sql = `${text.between(0, start)} select ${quoteIdent(alias)}.ctid from ${only}${target}${from} ${text.between(where, returning)}`;
  return { sql: sql.trim(), note: `planned as a select of the rows that the ${verb} finds` };
}

function insertFrom(text: Text, statement: TreeNode): ReadingForm | undefined {
  const name = text.at((statement['relation'] as TreeNode)['location']);
  let start = name;
  while (start > 0 && text.word(start) !== 'insert') start -= 1;
  const query = text.find(name, ['select', 'with', 'table', 'values']);
  let end = text.find(query, ['on', 'returning']);
  while (text.word(end) === 'on' && text.word(end + 1) !== 'conflict') {
    end = text.find(end + 1, ['on', 'returning']);
  }
  if (query >= end) return undefined;
  const sql = `${text.between(0, start)} ${text.between(query, end)}`.trim();
  return { sql, note: 'planned as the query that returns the rows of the insert' };
}

const strengths = [['update'], ['share'], ['no', 'key', 'update'], ['key', 'share']] as const;

/** The text without `for update …` and its kin; undefined where there is none, or not as many as the parser saw. */
function withoutLocks(text: Text, expected: number): string | undefined {
  let kept = '';
  let found = 0;
  let from = 0;
  for (let index = 0; index < text.tokens.length; index++) {
    const end = text.word(index) === 'for' ? endOfLock(text, index + 1) : undefined;
    if (end === undefined) continue;
    kept += `${text.between(from, index)} `;
    found += 1;
    from = end;
    index = end - 1;
  }
  return found > 0 && found === expected
    ? `${kept}${text.between(from, text.tokens.length)}`.trim()
    : undefined;
}

/** Index of the first token after a locking clause whose strength begins at `index`. */
function endOfLock(text: Text, index: number): number | undefined {
  const strength = strengths.find((words) =>
    words.every((word, i) => text.word(index + i) === word),
  );
  if (strength === undefined) return undefined;
  let end = index + strength.length;
  if (text.word(end) === 'of') {
    end += 2;
    while (text.word(end) === ',' || text.word(end) === '.') end += 2;
  }
  if (text.word(end) === 'nowait') return end + 1;
  if (text.word(end) === 'skip' && text.word(end + 1) === 'locked') return end + 2;
  return end;
}

/** Without gaps: of a parameter that only the `set` clause named, the server could not tell the type. */
function renumbered(form: ReadingForm): ReadingForm {
  const bytes = Buffer.from(form.sql);
  const named = new Text(form.sql).tokens.filter(({ tokenName }) => tokenName === 'PARAM');
  const parameters = [...new Set(named.map(({ text }) => Number(text.slice(1))))].sort(
    (a, b) => a - b,
  );
  if (parameters.every((number, index) => number === index + 1)) return form;
  let sql = '';
  let from = 0;
  for (const { start, end, text } of named) {
    const number = parameters.indexOf(Number(text.slice(1))) + 1;
    sql += `${bytes.subarray(from, start).toString()}$${number}`;
    from = end;
  }
  return { ...form, sql: sql + bytes.subarray(from).toString(), parameters };
}

function countLocks(tree: TreeNode): number {
  let count = 0;
  walk(tree, (key) => {
    if (key === 'LockingClause') count += 1;
  });
  return count;
}
