import { listOf } from '../../sql/nodes';
import type { SqlToken } from '../../sql/parse';
import { textOf, tokensIn, trimmed, type QueryText, type Span } from '../../sql/query-text';
import { isTree } from '../../sql/walk';
import { relationsOf, termsOf, type Select, type Term } from './select';

/** The inner joins of FROM as a list of tables, and everything that a row of them has to meet. */
export interface InnerJoin {
  /** Texts of the tables, with the name that their columns are qualified with. */
  readonly items: readonly { readonly alias: string; readonly text: string }[];
  /** The terms of every ON, and those of WHERE. */
  readonly terms: readonly Term[];
}

/** Words that make more of FROM than a list of inner joins. */
const outer = new Set(['LEFT', 'RIGHT', 'FULL', 'NATURAL', 'USING', 'LATERAL', 'TABLESAMPLE']);
const separators = new Set([',', 'CROSS', 'INNER', 'JOIN']);

/**
 * FROM as a list, where it joins two or more tables by commas, CROSS JOIN and JOIN … ON alone: the order of such joins and
 * the place of their conditions change no result. Undefined for any other, those with subqueries and functions among them.
 */
export function innerJoinOf(query: QueryText, select: Select): InnerJoin | undefined {
  const all = tokensIn(query, select.from);
  const depth = all[0]?.depth ?? 0;
  const tokens = all.filter((token) => token.depth === depth);
  const relations = relationsOf(select.tree);
  const parts = partsOf(tokens);
  const quals = qualsOf(select.tree['fromClause']);
  const ons = parts.flatMap(({ on }) => (on.length === 0 ? [] : [on]));
  const plain =
    !tokens.some(({ word }) => outer.has(word)) &&
    parts.every(({ item }) => !item.some(({ word }) => word === '('));
  if (!plain || relations.length < 2 || parts.length !== relations.length) return undefined;
  if (quals.length !== ons.length) return undefined;
  const terms = ons.map((on, i) => termsOf(query, spanOf(on), quals[i], 'AND'));
  const known = terms.filter((each) => each !== undefined);
  if (known.length < terms.length) return undefined;
  return {
    items: relations.map(({ alias }, i) => ({
      alias,
      text: textOf(query, spanOf(parts[i]?.item ?? [])),
    })),
    terms: [...known.flat(), ...select.terms].map((term) => ({
      ...term,
      span: trimmed(query, term.span),
    })),
  };
}

interface Part {
  readonly item: readonly SqlToken[];
  /** What follows ON; empty where there is none. */
  readonly on: readonly SqlToken[];
}

function partsOf(tokens: readonly SqlToken[]): readonly Part[] {
  const groups: SqlToken[][] = [[]];
  for (const token of tokens) {
    if (!separators.has(token.word)) groups.at(-1)?.push(token);
    else if (groups.at(-1)?.length !== 0) groups.push([]);
  }
  return groups.map((group) => {
    const on = group.findIndex(({ word }) => word === 'ON');
    return on === -1
      ? { item: group, on: [] }
      : { item: group.slice(0, on), on: group.slice(on + 1) };
  });
}

const spanOf = (tokens: readonly SqlToken[]): Span => ({
  start: tokens[0]?.start ?? 0,
  end: tokens.at(-1)?.end ?? 0,
});

/** The conditions of every JOIN … ON, in the order of the text. */
function qualsOf(from: unknown): readonly unknown[] {
  const visit = (item: unknown): readonly unknown[] => {
    const join = isTree(item) ? item['JoinExpr'] : undefined;
    if (!isTree(join)) return [];
    const own = join['quals'] === undefined ? [] : [join['quals']];
    return [...visit(join['larg']), ...visit(join['rarg']), ...own];
  };
  return listOf(from).flatMap(visit);
}
