/** Replaces identifiers in SQL, but not in strings, comments, quoted names, `a.i`, `i.a` or a call `n(…)`. */
export function replaceNames(
  sql: string,
  replacement: (name: string) => string | undefined,
): string {
  return sql.replace(token, (text, _tag: string | undefined, offset: number) => {
    const before = sql.slice(0, offset).trimEnd().at(-1);
    const after = sql
      .slice(offset + text.length)
      .trimStart()
      .at(0);
    if (!/^[A-Za-z_]/.test(text) || before === '.' || after === '.' || after === '(') return text;
    return replacement(text.toLowerCase()) ?? text;
  });
}

/** Draws that an expression names: `u`, and `u1`, `u2`, …, independent of it and of each other. */
export function drawsNamed(expression: string): readonly string[] {
  const found = new Set<string>();
  replaceNames(expression, (name) => {
    if (/^u\d*$/.test(name)) found.add(name);
    return undefined;
  });
  return [...found];
}

/** What the names of an expression of the scenario stand for, each as SQL. */
export interface RawTerms {
  readonly i: string;
  readonly n: string;
  readonly scale: string;
  readonly draw: (name: string) => string;
}

/** An expression of the scenario with its names replaced. */
export function rawSql(expression: string, { i, n, scale, draw }: RawTerms): string {
  const known: { readonly [name: string]: string } = { i, n, scale };
  return replaceNames(expression, (name) =>
    /^u\d*$/.test(name) ? draw(name) : Object.hasOwn(known, name) ? known[name] : undefined,
  );
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
