import type { CheckFacts } from '../../postgres/catalog/schema-facts';
import { escapePattern } from '../../text/pattern';

/** The whole numbers that a check `column in (1, 2, 3)` allows, as `pg_get_expr` prints it; undefined where none lists them. */
export function checkedNumbers(
  column: string,
  checks: readonly CheckFacts[],
): readonly number[] | undefined {
  return listOfCheck(column, checks, /(?<![\w.'])'?\(?(-?\d+)\)?'?(?=::|,|$)/g, Number);
}

/** The texts that a check `column in ('a', 'b')` allows, as `pg_get_expr` prints it; undefined where none lists them. */
export function checkedValues(
  column: string,
  checks: readonly CheckFacts[],
): readonly string[] | undefined {
  return listOfCheck(column, checks, /'((?:[^']|'')*)'/g, (text) => text.replaceAll("''", "'"));
}

function listOfCheck<Value>(
  column: string,
  checks: readonly CheckFacts[],
  constant: RegExp,
  read: (text: string) => Value,
): readonly Value[] | undefined {
  const name = escapePattern(column);
  const listed = new RegExp(
    String.raw`^\(*"?${name}"?\)?(?:::[\w ]+(?:\(\d+\))?)?\)? = ANY \(+ARRAY\[(.*?)\]`,
    's',
  );
  for (const { expression } of checks) {
    const list = listed.exec(expression)?.[1];
    if (list === undefined) continue;
    const values = [...list.matchAll(constant)].map(([, value = '']) => read(value));
    if (values.length > 0) return [...new Set(values)];
  }
  return undefined;
}
