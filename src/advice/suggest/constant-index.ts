import { tableName } from '../../findings/missing-index/index-advice';
import { quoteIdent, quoteLiteral } from '../../postgres/quote';
import { btreeKeys } from '../index/btree-keys';
import { constantColumns } from '../index/conditions';
import { indexSuggestion } from '../index/create-index';
import type { Suggest } from '../situation';
import { keyTexts } from './btree-index';

/**
 * A partial index with the constants of the text as its condition: it is as good as one with these columns in front
 * for this query, and holds the rows of that value alone.
 */
export const constantIndex: Suggest = (situation) => {
  const constants = constantColumns(situation.query);
  return situation.accesses.flatMap((access) =>
    btreeKeys(access, situation).flatMap(({ equal, then }) => {
      const fixed = equal.filter((column) => constants.has(column));
      const rest = { equal: equal.filter((column) => !constants.has(column)), then };
      const keys = keyTexts(rest);
      if (fixed.length === 0 || keys.length === 0) return [];
      const where = fixed.map(
        (column) => `${quoteIdent(column)} = ${quoteLiteral(constants.get(column) ?? '')}`,
      );
      const reason = `it has the rows of ${tableName(access)} where ${where.join(' and ')} alone`;
      return [indexSuggestion('partial-index', access, { keys, where }, reason)];
    }),
  );
};
