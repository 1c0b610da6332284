import { loadModule, parseSync } from 'libpg-query';
import { mentionsOf, type Mentions } from './mentions';
import { walk, type TreeNode } from './tree';

/** A function outside of pg_catalog that a statement may call. */
export interface Callable {
  /** `schema.name`. */
  readonly shown: string;
  readonly language: string;
  readonly volatile: boolean;
  /** Part of an extension, whose authors declare what their functions do. */
  readonly extension: boolean;
  /** `pg_get_functiondef` of a function in SQL. */
  readonly definition: string | null;
}

export interface View {
  readonly shown: string;
  readonly definition: string;
}

/** What the catalogs know behind a set of names. */
export interface Behind {
  readonly callables: readonly Callable[];
  readonly views: readonly View[];
}

/**
 * Functions of PostgreSQL itself that are marked stable and still do more than answer. The planner may call them
 * for an estimate.
 */
const builtIn: Readonly<Record<string, string>> = {
  txid_current: 'takes a transaction id',
  pg_current_xact_id: 'takes a transaction id',
  table_to_xml: 'reads a whole table',
  table_to_xml_and_xmlschema: 'reads a whole table',
  schema_to_xml: 'reads whole tables',
  schema_to_xml_and_xmlschema: 'reads whole tables',
  database_to_xml: 'reads whole tables',
  database_to_xml_and_xmlschema: 'reads whole tables',
};

/**
 * Why planning a statement could do something, or undefined where it can't.
 *
 * EXPLAIN runs no volatile function. But the planner calls immutable ones whose arguments are known, and stable ones
 * for its estimates (clauses.c, eval_const_expressions and estimate_expression_value). What PostgreSQL and its
 * extensions mark so may be believed; a function that somebody wrote in this database could reach out of the read-only
 * transaction, through dblink or COPY to a program. Those in SQL are looked into, and so are the views that a
 * statement names.
 *
 * @param lookUp reads the catalogs; called until no new text turns up
 */
export async function sideEffect(
  statement: Mentions,
  lookUp: (mentions: Mentions) => Promise<Behind>,
): Promise<string | undefined> {
  await loadModule();
  const seen = new Set<string>();
  for (let mentions = statement; ;) {
    const known = [...mentions.functions].find((name) => Object.hasOwn(builtIn, name));
    if (known !== undefined) {
      return `it calls ${known}(), which ${builtIn[known]} and may run while the statement is planned`;
    }
    const { callables, views } = await lookUp(mentions);
    const doubtful = callables.find(mayRun);
    if (doubtful !== undefined) {
      const { shown, language } = doubtful;
      return `it calls ${shown}(), written in ${language} and marked stable or immutable: it may run while the statement is planned`;
    }
    const trees: unknown[] = [];
    for (const { shown, definition, isView } of [
      ...callables.map((callable) => ({ ...callable, isView: false })),
      ...views.map((view) => ({ ...view, isView: true })),
    ]) {
      if (definition === null || seen.has(definition)) continue;
      seen.add(definition);
      const tree = treesOf(definition);
      if (tree === undefined) return `it uses ${shown}, whose text this version cannot read`;
      if (isView && locksRows(tree)) return `it reads the view ${shown}, which locks rows`;
      trees.push(tree);
    }
    if (trees.length === 0) return undefined;
    mentions = mentionsOf(trees);
  }
}

function mayRun({ language, volatile, extension }: Callable): boolean {
  return !extension && !volatile && language !== 'sql';
}

/** The parse trees of a text, and of the body in quotes that a `create function` holds. */
function treesOf(text: string): unknown {
  try {
    const tree: unknown = parseSync(text);
    const bodies: unknown[] = [];
    walk(tree, (key, fields) => {
      if (key === 'DefElem' && fields['defname'] === 'as') bodies.push(bodyOf(fields['arg']));
    });
    return [tree, ...bodies];
  } catch {
    return undefined;
  }
}

function bodyOf(argument: unknown): unknown {
  let body = '';
  walk(argument, (key, fields: TreeNode) => {
    if (key === 'String' && typeof fields['sval'] === 'string') body = fields['sval'];
  });
  return body.trim() === '' ? [] : parseSync(body);
}

function locksRows(tree: unknown): boolean {
  let found = false;
  walk(tree, (key) => {
    if (key === 'LockingClause') found = true;
  });
  return found;
}
