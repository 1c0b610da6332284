/** What may hide a quote, or make something else of one than the end of a plain string. */
const ambiguous = /["\\$]|--|\/\*/;

/** Directly before a quote: a prefix such as E or U&, or an identifier. */
const prefix = /[\w&\u0080-\uffff]/;

// Integers that stand alone; `a1`, `1.5` and `1e5` stay, and so does every digit of a type but numeric(10).
const literals = /'(?:[^']|'')*'|(?<=[\s(,=<>])\d+(?=[\s),;]|$)/g;

/**
 * A text with `''` for each string and 0 for each integer, equal for statements whose parse trees differ in nothing
 * but constants. Undefined where strings cannot be found for sure without the parser: where the text has a double
 * quote, a backslash, a dollar sign, a comment, or a string with a prefix. Strings are read as
 * standard_conforming_strings says, which is on for an audit.
 */
export function literalFree(sql: string): string | undefined {
  if (ambiguous.test(sql)) return undefined;
  let isPlain = true;
  const free = sql.replace(literals, (each, at: number) => {
    if (!each.startsWith("'")) return '0';
    if (prefix.test(sql[at - 1] ?? '')) isPlain = false;
    return "''";
  });
  return isPlain && !free.replaceAll("''", '').includes("'") ? free : undefined;
}
