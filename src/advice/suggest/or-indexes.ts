import { indexesOf } from '../../findings/missing-index/index-advice';
import { argumentsOf, columnOf, operationOf } from '../../sql/nodes';
import { quoteIdent } from '../../postgres/quote';
import { listed } from '../../text/figures';
import { indexSuggestion } from '../index/create-index';
import { tableOf } from '../relation';
import { selectOf } from '../query/select';
import type { Situation, Suggest } from '../situation';
import type { AccessPath } from '../../plan/types';

/** Operators of a b-tree; an alternative with any other needs an index of another kind. */
const ofBtrees = new Set(['=', '<', '>', '<=', '>=']);

/**
 * An index for each alternative of an OR over columns of one table that has none: a bitmap combines them where every
 * alternative has one, and none of them where one has not (indxpath.c, generate_bitmap_or_paths).
 */
export const orIndexes: Suggest = (situation) => {
  const { query, accesses, catalog } = situation;
  const select = query === undefined ? undefined : selectOf(query);
  if (select === undefined) return [];
  return select.terms.flatMap(({ tree }) => {
    const alternatives = (argumentsOf(tree, 'OR_EXPR') ?? []).map(comparedColumn);
    if (alternatives.length < 2 || alternatives.includes(undefined)) return [];
    const columns = [...new Set(alternatives.flatMap((column) => column ?? []))];
    const access = accesses.find((each) => ownsAll(each, columns, situation));
    if (access === undefined || columns.length < 2) return [];
    const led = indexesOf(access, catalog)
      .filter(({ method, predicate }) => method === 'btree' && predicate === undefined)
      .map(({ columns: [first] }) => first);
    const missing = columns.filter((column) => !led.includes(column));
    if (missing.length === 0) return [];
    const reason = `a bitmap combines the alternatives of the OR where each of ${listed(columns)} has an index`;
    const made = missing.map((column) =>
      indexSuggestion('or-indexes', access, { keys: [quoteIdent(column)] }, reason),
    );
    const ddl = made.map(({ text }) => text);
    return [{ kind: 'or-indexes', text: ddl.join('; '), reason, candidate: { ddl } }];
  });
};

function comparedColumn(tree: unknown): string | undefined {
  const operation = operationOf(tree);
  if (operation === undefined || !ofBtrees.has(operation.operator)) return undefined;
  return (columnOf(operation.left) ?? columnOf(operation.right))?.name;
}

function ownsAll(access: AccessPath, columns: readonly string[], { catalog }: Situation): boolean {
  const own = new Set(tableOf(access, catalog)?.columns.map(({ name }) => name));
  return columns.every((column) => own.has(column));
}
