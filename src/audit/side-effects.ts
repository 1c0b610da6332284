import { mentionsOf, type Mentions } from '../sql/mentions';
import { lockingNodes } from '../sql/one-statement';
import { parse } from '../sql/parse';
import { containsNode, nameParts, walk } from '../sql/walk';

/** A function that a statement may call. Of PostgreSQL's own only the volatile ones are listed. */
export interface Callable {
  /** `schema.name`. */
  readonly shown: string;
  readonly language: string;
  readonly volatile: boolean;
  /** PostgreSQL's own or part of an extension: its authors declare what it does. */
  readonly trusted: boolean;
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
 * statement names. A function in SQL that is marked immutable or stable runs as a whole, with the volatile functions
 * in it.
 *
 * @param lookUp reads the catalogs; called until no new text turns up
 */
export async function sideEffect(
  statement: Mentions,
  lookUp: (mentions: Mentions) => Promise<Behind>,
): Promise<string | undefined> {
  const seen = new Set<string>();
  const open = [{ mentions: statement, runs: false }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { mentions, runs } = next;
    const known = [...mentions.functions].find((name) => Object.hasOwn(builtIn, name));
    if (known !== undefined) {
      return `it calls ${known}(), which ${builtIn[known]} and may run while the statement is planned`;
    }
    const { callables, views } = await lookUp(mentions);
    for (const callable of callables) {
      const why = doubt(callable, runs);
      if (why !== undefined) return why;
    }
    const texts = [
      ...callables.map((callable) => ({ ...callable, runs: runs || !callable.volatile })),
      ...views.map((view) => ({ ...view, runs })),
    ];
    for (const { shown, definition, runs: inner } of texts) {
      const key = `${String(inner)} ${definition ?? ''}`;
      if (definition === null || seen.has(key)) continue;
      seen.add(key);
      const trees = await treesOf(definition);
      if (trees === undefined) return `it uses ${shown}, whose text this version cannot read`;
      // Parse analysis alone takes the locks. The planner analyses the body of a volatile function in SQL too, to see
      // whether it can be inlined (clauses.c, inline_function).
      if (containsNode(trees, lockingNodes)) return `it uses ${shown}, which changes or locks rows`;
      open.push({ mentions: mentionsOf(trees), runs: inner });
    }
  }
  return undefined;
}

/** @param runs whether the function stands inside one that the planner may run as a whole */
function doubt(
  { shown, language, volatile, trusted }: Callable,
  runs: boolean,
): string | undefined {
  if (runs && volatile) {
    return `it calls ${shown}(), which is volatile, in a function marked stable or immutable: it may run while the statement is planned`;
  }
  if (trusted || volatile || language === 'sql') return undefined;
  return `it calls ${shown}(), written in ${language} and marked stable or immutable: it may run while the statement is planned`;
}

/** The parse trees of a text, and of the body in quotes that a `create function` has; undefined where one fails. */
async function treesOf(text: string): Promise<readonly unknown[] | undefined> {
  const outer = await parse(text);
  if (!outer.ok) return undefined;
  const trees: unknown[] = outer.statements.map(({ type, tree }) => ({ [type]: tree }));
  const bodies: string[] = [];
  walk(trees, (key, { defname, arg }) => {
    if (key === 'DefElem' && defname === 'as') bodies.push(nameParts(arg).at(-1) ?? '');
  });
  for (const body of bodies) {
    const inner = await parse(body);
    if (!inner.ok) return undefined;
    trees.push(...inner.statements.map(({ type, tree }) => ({ [type]: tree })));
  }
  return trees;
}
