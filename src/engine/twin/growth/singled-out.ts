import type { CatalogTable } from '../../../postgres/catalog/types';
import { columnPattern } from '../../../text/pattern';

/**
 * Values of a column that partial indexes of its table single out, by `=`, `IN` and `IS NULL`, and `true` or `false` by
 * the column alone or its negation. Null stands for `IS NULL`. Predicates are as pg_get_expr prints them.
 */
export function singledOut(
  { indexes }: Pick<CatalogTable, 'indexes'>,
  column: string,
): readonly (string | null)[] {
  const name = columnPattern(column);
  const found = new Set<string | null>();
  for (const { predicate } of indexes) {
    if (predicate === undefined) continue;
    if (new RegExp(`${name} IS NULL`).test(predicate)) found.add(null);
    if (new RegExp(`^\\(*${name}\\)*$`).test(predicate)) found.add('t');
    if (new RegExp(`^\\(*NOT \\(*${name}\\)*$`).test(predicate)) found.add('f');
    const equal = new RegExp(`${name}\\)?(?:::[\\w" ]+)? = '((?:[^']|'')*)'`, 'g');
    for (const [, value = ''] of predicate.matchAll(equal)) found.add(value.replaceAll("''", "'"));
    const among = new RegExp(`${name}\\)?(?:::[\\w" ]+)? = ANY \\(+ARRAY\\[(.*?)\\]`, 'g');
    for (const [, list = ''] of predicate.matchAll(among)) {
      for (const [, value = ''] of list.matchAll(/'((?:[^']|'')*)'/g))
        found.add(value.replaceAll("''", "'"));
    }
  }
  return [...found];
}
