import { loadModule, parseSync } from 'libpg-query';
import { messageOf } from '../errors';
import { mentionsOf, type Mentions } from './mentions';
import { walk, type TreeNode } from './tree';

export type Gated =
  | { readonly ok: true; readonly tree: TreeNode; readonly mentions: Mentions }
  | { readonly ok: false; readonly reason: string };

/**
 * Lets a text through where it is exactly one select that changes nothing and that takes no lock beyond ACCESS
 * SHARE when it is planned. Everything else is refused with its reason, whatever it would do: parse analysis of
 * `update` takes ROW EXCLUSIVE on its table and `for update` takes ROW SHARE (parse_clause.c,
 * setTargetTable; parse_relation.c, addRangeTableEntry), even when nothing is run.
 */
export async function gate(sql: string): Promise<Gated> {
  await loadModule();
  if (sql.trim() === '') return { ok: false, reason: 'it contains no statement' };
  let statements: readonly TreeNode[];
  try {
    statements = (parseSync(sql).stmts ?? []) as unknown as readonly TreeNode[];
  } catch (error) {
    return { ok: false, reason: `PostgreSQL's parser refuses it: ${messageOf(error)}` };
  }
  if (statements.length !== 1) {
    return {
      ok: false,
      reason:
        statements.length === 0
          ? 'it contains no statement'
          : `it contains ${statements.length} statements; an audit plans one at a time`,
    };
  }
  const [statement] = statements;
  const tree = statement?.['stmt'] as TreeNode;
  const reason = refusal(tree);
  return reason === undefined
    ? { ok: true, tree, mentions: mentionsOf(tree) }
    : { ok: false, reason };
}

const modifying: Readonly<Record<string, string>> = {
  InsertStmt: 'insert',
  UpdateStmt: 'update',
  DeleteStmt: 'delete',
  MergeStmt: 'merge',
};

function refusal(tree: TreeNode): string | undefined {
  const [type = ''] = Object.keys(tree);
  const verb = modifying[type];
  if (verb !== undefined) {
    return `planning this ${verb} would take a ROW EXCLUSIVE lock, and an audit takes none beyond ACCESS SHARE`;
  }
  if (type !== 'SelectStmt') return `it is ${named(type)}, and only queries are planned`;
  let reason: string | undefined;
  walk(tree, (inner) => {
    const hidden = modifying[inner];
    if (hidden !== undefined) reason ??= `it contains ${article(hidden)} ${hidden}`;
    if (inner === 'intoClause') reason ??= 'it creates a table (select … into)';
    if (inner === 'LockingClause') {
      reason ??=
        'planning it would lock rows (for update or for share) with more than ACCESS SHARE';
    }
  });
  return reason;
}

/** `DropStmt` as `a DROP`, `CreateTableAsStmt` as `a CREATE TABLE AS`. */
function named(type: string): string {
  const words = type
    .replace(/Stmt$/, '')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toUpperCase();
  const known: Readonly<Record<string, string>> = {
    TRANSACTION: 'BEGIN, COMMIT or ROLLBACK',
    'VARIABLE SET': 'SET',
  };
  const name = known[words] ?? words;
  return `${article(name)} ${name}`;
}

function article(word: string): string {
  return /^[aeio]/i.test(word) || word.startsWith('up') ? 'an' : 'a';
}
