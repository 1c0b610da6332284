import type { CatalogTable } from '../../../postgres/catalog/types';
import { escapePattern } from '../../../text/pattern';

/**
 * Values of a column that partial indexes of its table single out, by `=`, `IN` and `IS NULL`, and `true` or `false` by
 * the column alone or its negation. Null stands for `IS NULL`. Predicates are as pg_get_expr prints them.
 */
export function singledOut(
  { indexes }: Pick<CatalogTable, 'indexes'>,
  column: string,
): readonly (string | null)[] {
  const name = escapePattern(column);
  const quoted = `(?:"${name}"|\\b${name}\\b)`;
  const found = new Set<string | null>();
  for (const { predicate } of indexes) {
    if (predicate === undefined) continue;
    if (new RegExp(`${quoted} IS NULL`).test(predicate)) found.add(null);
    if (new RegExp(`^\\(*${quoted}\\)*$`).test(predicate)) found.add('t');
    if (new RegExp(`^\\(*NOT \\(*${quoted}\\)*$`).test(predicate)) found.add('f');
    const equal = new RegExp(`${quoted}\\)?(?:::[\\w" ]+)? = '((?:[^']|'')*)'`, 'g');
    for (const [, value = ''] of predicate.matchAll(equal)) found.add(value.replaceAll("''", "'"));
    const among = new RegExp(`${quoted}\\)?(?:::[\\w" ]+)? = ANY \\(+ARRAY\\[(.*?)\\]`, 'g');
    for (const [, list = ''] of predicate.matchAll(among)) {
      for (const [, value = ''] of list.matchAll(/'((?:[^']|'')*)'/g))
        found.add(value.replaceAll("''", "'"));
    }
  }
  return [...found];
}
