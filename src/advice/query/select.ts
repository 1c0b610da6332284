import type { Tree } from '../../sql/parse';
import { listOf, locationsOf, argumentsOf } from '../../sql/nodes';
import { isTree } from '../../sql/walk';
import {
  tokensIn,
  trimmed,
  withoutParentheses,
  type QueryText,
  type Span,
} from '../../sql/query-text';

/** A boolean expression in the text: with its parentheses, where it has some. */
export interface Term {
  readonly span: Span;
  readonly tree: unknown;
}

/** The clauses of a plain select, each without its keyword. */
export interface Select {
  readonly tree: Tree;
  readonly targets: Span;
  readonly from: Span;
  /** The terms of WHERE that AND joins. */
  readonly terms: readonly Term[];
  readonly where?: Span;
  /** From ORDER to what follows it. */
  readonly order?: Span;
  /** LIMIT, FETCH and OFFSET, with their keywords. */
  readonly limit?: Span;
}

const starts = new Set(
  'SELECT FROM WHERE GROUP HAVING WINDOW ORDER LIMIT OFFSET FETCH FOR UNION INTERSECT EXCEPT'.split(
    ' ',
  ),
);

/** Fields of a SelectStmt that is more than one select, or that leaves more than its rows. */
const composed = ['withClause', 'lockingClause', 'intoClause', 'larg', 'valuesLists'] as const;

/** Fields of a SelectStmt that make its rows of several rows of its tables. */
const combining = ['distinctClause', 'groupClause', 'havingClause', 'windowClause'] as const;

/**
 * The clauses of a statement that is one plain select: no set operation, WITH, DISTINCT, grouping, window or lock.
 * Undefined for any other, and where the places of its terms are unknown.
 */
export function selectOf(query: QueryText): Select | undefined {
  return clausesOf(query, [...composed, ...combining]);
}

/** The same, and also of a select with DISTINCT, grouping or a window: what it makes of its rows is left as it is. */
export function combiningSelectOf(query: QueryText): Select | undefined {
  return clausesOf(query, composed);
}

function clausesOf(query: QueryText, refused: readonly string[]): Select | undefined {
  const { type, tree, tokens, sql } = query;
  if (type !== 'SelectStmt' || refused.some((field) => field in tree)) return undefined;
  const heads = tokens.filter(({ word, depth }, i) => {
    if (depth > 0 || !starts.has(word)) return false;
    const before = tokens[i - 1]?.word;
    if (before === '.' || before === 'AS' || before === 'WITHIN') return false;
    return !(word === 'FROM' && before === 'DISTINCT');
  });
  if (heads[0]?.word !== 'SELECT' || heads[0] !== tokens[0]) return undefined;
  const clause = (word: string): Span | undefined => {
    const head = heads.find((each) => each.word === word);
    if (head === undefined) return undefined;
    const next = heads[heads.indexOf(head) + 1]?.start ?? sql.length;
    const inside = tokensIn(query, { start: head.end, end: next });
    return { start: inside[0]?.start ?? head.end, end: inside.at(-1)?.end ?? head.end };
  };
  const [targets, from, where, order] = ['SELECT', 'FROM', 'WHERE', 'ORDER'].map(clause);
  if (targets === undefined || from === undefined) return undefined;
  const terms = where === undefined ? [] : termsOf(query, where, tree['whereClause'], 'AND');
  if (terms === undefined) return undefined;
  const limits = heads.filter(({ word }) => ['LIMIT', 'OFFSET', 'FETCH'].includes(word));
  const end = tokens.at(-1)?.end ?? sql.length;
  return {
    tree,
    targets,
    from,
    terms,
    ...(where === undefined ? {} : { where }),
    // `order by` is two tokens, and the first of the clause is BY.
    ...(order === undefined
      ? {}
      : { order: { ...order, start: tokensIn(query, order)[1]?.start ?? order.start } }),
    ...(limits[0] === undefined ? {} : { limit: { start: limits[0].start, end } }),
  };
}

/**
 * The places of the arguments of AND or OR. The parser takes parentheses away and makes one list of `(a and b) and c`;
 * where the words between the arguments are not those of the list, the places are unknown.
 */
export function termsOf(
  query: QueryText,
  around: Span,
  tree: unknown,
  word: 'AND' | 'OR',
): readonly Term[] | undefined {
  const list = argumentsOf(tree, `${word}_EXPR`);
  if (list === undefined) return [{ span: around, tree }];
  const span = withoutParentheses(query, around);
  const tokens = tokensIn(query, span);
  const depth = tokens[0]?.depth ?? 0;
  const places = list.map((each) => {
    const found = locationsOf(each);
    return found && { first: query.placeOf(found.first), last: query.placeOf(found.last) };
  });
  const breaks = places.slice(1).map((next, i) => {
    const before = places[i];
    if (before === undefined || next === undefined) return undefined;
    return tokens.find(
      (token) =>
        token.depth === depth &&
        token.word === word &&
        token.start > before.last &&
        token.start < next.first,
    );
  });
  if (breaks.includes(undefined)) return undefined;
  return list.map((each, i) => ({
    tree: each,
    span: trimmed(query, {
      start: breaks[i - 1]?.end ?? span.start,
      end: breaks[i]?.start ?? span.end,
    }),
  }));
}

/** A relation of FROM by the name that columns are qualified with. */
export interface FromRelation {
  readonly alias: string;
  readonly schema?: string;
  readonly relation: string;
}

/** The relations that FROM names, those of joins among them, subqueries left out. */
export function relationsOf(tree: Tree): readonly FromRelation[] {
  return listOf(tree['fromClause']).flatMap(fromItem);
}

function fromItem(item: unknown): readonly FromRelation[] {
  if (!isTree(item)) return [];
  const { JoinExpr: join, RangeVar: range } = item;
  if (isTree(join)) return [...fromItem(join['larg']), ...fromItem(join['rarg'])];
  if (!isTree(range) || typeof range['relname'] !== 'string') return [];
  const alias = isTree(range['alias']) ? range['alias']['aliasname'] : undefined;
  const schema = range['schemaname'];
  return [
    {
      relation: range['relname'],
      alias: typeof alias === 'string' ? alias : range['relname'],
      ...(typeof schema === 'string' ? { schema } : {}),
    },
  ];
}
