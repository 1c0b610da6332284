import { digest } from '../text/digest';
import { isPosition } from './nodes';
import { isTree } from './walk';

/** Lists whose length a driver varies with the values: of IN, of ARRAY, of VALUES. */
const lists: ReadonlySet<string> = new Set(['items', 'elements', 'valuesLists']);

/**
 * Eight digits that are equal for parse trees of statements that differ in literals, in the number of literals of a list,
 * in white space and comments alone. (libpg-query's fingerprint is also equal for `id = $1` and `id = any($1)`, for
 * `a = $1 and b = $2` and `a = $2 and b = $1`, for `$1::int` and `$1::text`: the values of one do not fit the other.)
 *
 * @param parameters `numbered`: which one stands where counts, so that the values of one text can be bound to another;
 * `any`: a parameter is as good as a literal, as in texts that a server has normalized
 */
export function statementShape(tree: unknown, parameters: 'numbered' | 'any'): string {
  const shape = (value: unknown, field: string): unknown => {
    if (Array.isArray(value)) {
      const items = value.map((item) => shape(item, ''));
      if (!lists.has(field)) return items;
      return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
    }
    if (!isTree(value)) return value;
    if ('A_Const' in value || (parameters === 'any' && 'ParamRef' in value)) return '?';
    return Object.entries(value)
      .filter(([key]) => !isPosition(key))
      .map(([key, inner]) => [key, shape(inner, key)]);
  };
  return digest(JSON.stringify(shape(tree, '')), 8);
}
