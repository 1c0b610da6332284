import { indexesOf } from '../../findings/missing-index/index-advice';
import { tokenize } from '../../sql/tokens';
import type { Predicate } from '../../plan/types';
import { quoteIdent } from '../../postgres/quote';
import { indexSuggestion, type IndexParts } from '../index/create-index';
import { joinPredicates } from '../index/conditions';
import { columnOfTable, tableOf } from '../relation';
import type { Suggest } from '../situation';

/** Operators that GIN answers for arrays, for jsonb and for tsvector (pg_amop.dat). */
const ofArrays = ['@>', '<@', '&&'];
const ofJson = ['@>', '?', '?|', '?&', '@@', '@?'];
const ofText = ['@@'];
const ofRanges = ['@>', '<@', '&&'];
const rangeTypes = /range$/;

/**
 * An index of the elements of a column, for containment and overlap of arrays, documents, texts and ranges, with a value or
 * with a column of another relation: a nested loop then looks each of its rows up.
 */
export const invertedIndex: Suggest = ({ accesses, catalog, plan }) =>
  accesses.flatMap((access) =>
    [...access.filters, ...joinPredicates(access, plan)].flatMap((filter) =>
      filter.columns.flatMap((column) => {
        if (tableOf(access, catalog) === undefined) return [];
        const type = columnOfTable(access, column, catalog)?.typeName ?? '';
        const parts = partsFor(type, column, filter);
        const exists = indexesOf(access, catalog).some(
          ({ method, columns }) => columns.includes(column) && /^gi[ns]t?$/.test(method),
        );
        if (parts === undefined || exists) return [];
        const reason = `a b-tree does not look inside ${column}, an index of its elements does`;
        return [indexSuggestion('inverted-index', access, parts, reason)];
      }),
    ),
  );

function partsFor(type: string, column: string, { text }: Predicate): IndexParts | undefined {
  const used = tokenize(text)
    .filter(({ kind }) => kind === 'symbol')
    .map((token) => token.text);
  const uses = (operators: readonly string[]): boolean =>
    used.some((symbol) => operators.includes(symbol));
  const key = quoteIdent(column);
  if (type.startsWith('_') && uses(ofArrays)) return { method: 'gin', keys: [key] };
  if (type === 'tsvector' && uses(ofText)) return { method: 'gin', keys: [key] };
  if (rangeTypes.test(type) && uses(ofRanges)) return { method: 'gist', keys: [key] };
  if (type !== 'jsonb' || !uses(ofJson)) return undefined;
  // It holds hashes of whole paths: smaller, and no answer to the operators that ask for a key alone.
  const paths = used.every((symbol) => !symbol.startsWith('?'));
  return { method: 'gin', keys: [paths ? `${key} jsonb_path_ops` : key] };
}
