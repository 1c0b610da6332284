import { splitAnd } from '../../plan/predicate';
import { tokenize } from '../../sql/tokens';
import { indexesOf } from '../missing-index/index-advice';
import { comparable } from '../missing-index/index-keys';
import type { AccessPath } from '../../plan/types';
import type { CatalogIndex } from '../../postgres/catalog/types';
import type { CauseRule } from './subject';

/**
 * A partial index leads with a column that the query compares, and its condition does not follow from the query's: the
 * query says nothing of a column of it, or compares one with a value that is not known while the plan is made
 * (predtest.c, predicate_implied_by).
 */
export const partialIndexCause: CauseRule = ({ accesses, catalog }) =>
  accesses.flatMap((access) =>
    indexesOf(access, catalog).flatMap((index) => {
      const { predicate } = index;
      const names = (list: AccessPath['filters'], column: string): boolean =>
        list.some((each) => each.columns.includes(column));
      // What bounds the read already needs no further index for it: one of its keys has to be a filter now, and all of the
      // keys before that one have to be compared.
      const filtered = index.columns.findIndex((column) => !names(access.conditions, column));
      const compared = names(access.filters, index.columns[filtered] ?? '');
      if (predicate === undefined || !compared || access.indexes.includes(index.name)) return [];
      const missing = splitAnd(predicate).filter((term) => !isImplied(term, access, index));
      if (missing.length === 0) return [];
      const terms = missing.map((term) => term.replace(/^\((.*)\)$/, '$1')).join(' and ');
      return [
        `${index.name} contains only the rows where ${terms}, and the conditions of the query do not imply that.`,
      ];
    }),
  );

/** Whether a term may follow from the query: unless it is sure that it does not, it counts as implied. */
function isImplied(
  term: string,
  { conditions, filters }: AccessPath,
  index: CatalogIndex,
): boolean {
  const own = [...conditions, ...filters];
  if (own.some(({ text }) => comparable(text) === comparable(term))) return true;
  const names = new Set(
    tokenize(term)
      .filter(({ kind }) => kind === 'name')
      .map(({ text }) => text),
  );
  const about = own.filter(({ columns }) => columns.some((column) => names.has(column)));
  // A strict comparison of a column implies that it is not null, and a column may be that by definition.
  if (/ IS NOT NULL\)*$/i.test(term)) return about.length > 0 || index.columns.length === 0;
  return about.length > 0 && !about.every(({ text }) => /\$\d+/.test(text));
}
