const token =
  /\b[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\/|[A-Za-z_][\w$]*|\$(\d+)/g;

/** The highest n of `$n` in SQL, 0 where there is none; strings, comments and quoted names aside. */
export function lastParameter(sql: string): number {
  let last = 0;
  for (const [, , number] of sql.matchAll(token)) {
    if (number !== undefined) last = Math.max(last, Number(number));
  }
  return last;
}
