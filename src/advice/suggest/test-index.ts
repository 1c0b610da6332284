import { indexesOf, partialTest } from '../../findings/missing-index/index-advice';
import { comparable } from '../../findings/missing-index/index-keys';
import { splitAnd } from '../../plan/predicate';
import { quoteIdent } from '../../postgres/quote';
import { conditionsOf } from '../index/conditions';
import { indexSuggestion } from '../index/create-index';
import type { Suggest } from '../situation';

/**
 * A partial index for a read that has nothing but tests of the text, such as `where processed_at is null`: where few
 * rows pass, the index holds just these.
 */
export const testIndex: Suggest = ({ accesses, plan, catalog, query }) =>
  accesses.flatMap((access) => {
    const { equal, ranged, tests } = conditionsOf(access, plan, catalog, query);
    const [column] = tests[0]?.columns ?? [];
    if (column === undefined || equal.length + ranged.length > 0) return [];
    const where = [...new Set(tests.flatMap((test) => partialTest(test)))];
    const terms = tests.map(({ text }) => comparable(text));
    const exists = indexesOf(access, catalog).some(
      ({ predicate }) =>
        predicate !== undefined &&
        splitAnd(predicate).every((term) => terms.includes(comparable(term))),
    );
    if (exists) return [];
    const parts = { keys: [quoteIdent(column)], where };
    return [
      indexSuggestion(
        'partial-index',
        access,
        parts,
        `it holds just the rows where ${where.join(' and ')}`,
      ),
    ];
  });
