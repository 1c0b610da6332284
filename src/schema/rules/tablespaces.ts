import { tokenize, type Token } from '../../sql/tokens';
import { listOf, nodeOf } from '../../sql/nodes';
import type { Tree } from '../../sql/parse';
import { walk } from '../../sql/walk';
import { type AdaptRule, skipped } from './types';

/** Fields of statements and of constraints in them that name a tablespace (parsenodes.h). */
const fields = ['tableSpace', 'tablespacename', 'tableSpaceName', 'indexspace'] as const;

const own = [
  'CreateTableSpaceStmt',
  'DropTableSpaceStmt',
  'AlterTableSpaceOptionsStmt',
  'AlterTableMoveAllStmt',
];

/** Options that a plan's costs depend on (get_tablespace_page_costs, spccache.c). */
const costs = ['seq_page_cost', 'random_page_cost'];

/**
 * Removes tablespaces, which are folders of another machine. The location of rows changes no plan; page costs of a
 * tablespace do, and the note names them.
 */
export const tablespaces: AdaptRule = {
  name: 'tablespaces',
  adapt({ type = '', sql, tree }, facts) {
    if (own.includes(type)) return skipped(ownNote(tree));
    if (isAboutTablespace(tree)) return skipped();
    const missing = namedIn(tree).filter((name) => !facts.tablespaces.has(name));
    const [first] = missing;
    if (first === undefined) return undefined;
    const commands = listOf(tree['cmds']).map((each) => nodeOf(each, 'AlterTableCmd'));
    const moves = commands.filter((command) => command?.['subtype'] === 'AT_SetTableSpace');
    const note = `skipped TABLESPACE ${first}: the server does not have it, and no plan depends on where rows lie`;
    const moved = moves.length > 0 && moves.length === commands.length;
    if (moved || type === 'AlterDatabaseStmt') return skipped(note);
    return { run: [without(sql, new Set(missing), { moved: moves.length > 0, type })], note };
  },
};

function ownNote(tree: Tree): string | undefined {
  const set = listOf(tree['options']).flatMap((option): string[] => {
    const { defname, arg } = nodeOf(option, 'DefElem') ?? {};
    return typeof defname === 'string' && costs.includes(defname) && tree['isReset'] !== true
      ? [`${defname} = ${valueOf(arg)}`]
      : [];
  });
  const [name] = [tree['tablespacename']].filter((each) => typeof each === 'string');
  if (set.length === 0 || name === undefined) return undefined;
  return `skipped tablespace ${name}: its ${set.join(', ')} changes costs; \`settings\` of the scenario set them for all tables`;
}

function valueOf(arg: unknown): string {
  let found = '';
  walk([arg], (_, node) => {
    const value = node['sval'] ?? node['fval'] ?? node['ival'];
    if (typeof value === 'string' || typeof value === 'number') found = String(value);
  });
  return found;
}

/** `comment on tablespace`, and grants, owners and names of one. */
function isAboutTablespace(tree: Tree): boolean {
  return ['objtype', 'objectType', 'renameType'].some(
    (field) => tree[field] === 'OBJECT_TABLESPACE',
  );
}

function namedIn(tree: Tree): readonly string[] {
  const names: string[] = [];
  walk({ statement: tree }, (_, node) => {
    for (const field of fields) if (typeof node[field] === 'string') names.push(node[field]);
    if (node['subtype'] === 'AT_SetTableSpace') names.push(String(node['name']));
    if (node['defname'] === 'tablespace') names.push(valueOf(node['arg']));
  });
  return names.filter((name) => name !== '');
}

/**
 * The statement with blanks in place of its TABLESPACE clauses, so that positions in messages stay. SET TABLESPACE beside
 * other commands of an ALTER TABLE names pg_default instead, where the rows are: a command cannot be blank.
 */
function without(
  sql: string,
  missing: ReadonlySet<string>,
  { moved, type }: { readonly moved: boolean; readonly type: string },
): string {
  const tokens = tokenize(sql).filter(({ kind }) => kind !== 'comment');
  let text = sql;
  // From the end, so that offsets before it stay right.
  for (let k = tokens.length - 1; k > 0; k--) {
    const [word, name] = [tokens[k - 1], tokens[k]];
    if (word === undefined || name === undefined || !isWord(word, 'tablespace')) continue;
    if (name.kind !== 'name' || !missing.has(nameOf(name))) continue;
    // A column called `tablespace`, whose type has the name of a tablespace.
    if (type !== 'ReindexStmt' && ['(', ','].includes(tokens[k - 2]?.text ?? '')) continue;
    if (moved && isWord(tokens[k - 2], 'set')) {
      text = text.slice(0, name.start) + 'pg_default' + text.slice(name.end);
      continue;
    }
    const [start, end] = clauseAround(tokens, k);
    text = text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
  }
  return text;
}

/** `using index tablespace x` and `(tablespace x)` of REINDEX go as a whole. */
function clauseAround(tokens: readonly Token[], k: number): readonly [number, number] {
  const start = tokens[k - 1]?.start ?? 0;
  const end = tokens[k]?.end ?? 0;
  const [before, beforeThat, after] = [tokens[k - 2], tokens[k - 3], tokens[k + 1]];
  if (isWord(before, 'index') && isWord(beforeThat, 'using'))
    return [beforeThat?.start ?? start, end];
  if (before?.text === '(' && after?.text === ')') return [before.start, after.end];
  return [start, end];
}

const isWord = (token: Token | undefined, word: string): boolean =>
  token?.kind === 'name' && !token.quoted && token.text.toLowerCase() === word;

const nameOf = ({ quoted, text }: Token): string => (quoted ? text : text.toLowerCase());
