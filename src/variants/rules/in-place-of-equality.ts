import { replaced } from '../../sql/query-text';
import type { Equality, Variant } from '../types';

/**
 * The texts of a query in which another condition stands in place of its first equality that the rule is about: the
 * others stay, so that a variant has one thing wrong.
 */
export const inPlaceOfEquality =
  (condition: (equality: Equality) => string | undefined): Variant['rewrite'] =>
  ({ query, equalities }) => {
    for (const equality of equalities) {
      const by = condition(equality);
      if (by !== undefined) return [replaced(query.sql, [{ span: equality.span, by }])];
    }
    return [];
  };
