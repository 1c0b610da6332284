import { indexesOf } from '../../findings/missing-index/index-advice';
import { comparable } from '../../findings/missing-index/index-keys';
import { quoteIdent } from '../../postgres/quote';
import { conditionsOf } from '../index/conditions';
import { indexSuggestion } from '../index/create-index';
import { withoutAlias } from '../relation';
import type { Suggest } from '../situation';

/**
 * An index on the expression that hides a column. Its ANALYZE also gives the planner a histogram in place of a guess.
 * The server refuses expressions that are not immutable, such as a cast of a timestamp with time zone to a date.
 */
export const expressionIndex: Suggest = ({ accesses, plan, catalog, query }) =>
  accesses.flatMap((access) => {
    const { equal, wrapped } = conditionsOf(access, plan, catalog, query);
    return wrapped.flatMap(({ expression }) => {
      const bare = withoutAlias(expression, access);
      const exists = indexesOf(access, catalog).some(
        ({ columns }) => comparable(columns[0] ?? '') === comparable(bare),
      );
      if (exists) return [];
      const keys = [...equal.map(quoteIdent), `(${bare})`];
      const reason = `an index on the column alone does not serve a condition on ${bare}`;
      return [indexSuggestion('expression-index', access, { keys }, reason)];
    });
  });
