import type { CheckFacts } from '../../postgres/catalog/schema-facts';
import { escapePattern } from '../../text/pattern';

/** The texts that a check `column in ('a', 'b')` allows, as `pg_get_expr` prints it; undefined where none lists them. */
export function checkedValues(
  column: string,
  checks: readonly CheckFacts[],
): readonly string[] | undefined {
  const name = escapePattern(column);
  const listed = new RegExp(
    String.raw`^\(*"?${name}"?\)?(?:::[\w ]+(?:\(\d+\))?)?\)? = ANY \(+ARRAY\[(.*?)\]`,
    's',
  );
  for (const { expression } of checks) {
    const list = listed.exec(expression)?.[1];
    if (list === undefined) continue;
    const values = [...list.matchAll(/'((?:[^']|'')*)'/g)].map(([, value = '']) =>
      value.replaceAll("''", "'"),
    );
    if (values.length > 0) return [...new Set(values)];
  }
  return undefined;
}
