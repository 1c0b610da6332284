/** Replaces identifiers in SQL, but not in strings, comments, quoted names, `a.i`, `i.a` or a call `n(…)`. */
export function replaceNames(
  sql: string,
  replacements: { readonly [name: string]: string },
): string {
  return sql.replace(token, (text, _tag: string | undefined, offset: number) => {
    const replacement = replacements[text.toLowerCase()];
    if (replacement === undefined || !Object.hasOwn(replacements, text.toLowerCase())) return text;
    const before = sql.slice(0, offset).trimEnd().at(-1);
    const after = sql
      .slice(offset + text.length)
      .trimStart()
      .at(0);
    return before === '.' || after === '.' || after === '(' ? text : replacement;
  });
}

const token = new RegExp(
  [
    String.raw`\b[eE]'(?:[^'\\]|\\.|'')*'`,
    String.raw`'(?:[^']|'')*'`,
    String.raw`"(?:[^"]|"")*"`,
    String.raw`\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$`,
    String.raw`--[^\n]*`,
    String.raw`/\*[\s\S]*?\*/`,
    String.raw`[A-Za-z_][\w$]*`,
    // A number with its exponent: the e of 1e5 is no name.
    String.raw`\d[\w.]*`,
  ].join('|'),
  'g',
);
