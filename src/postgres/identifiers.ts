const token = new RegExp(
  [
    String.raw`[eE]?'(?:[^'\\]|''|\\[\s\S])*'`,
    String.raw`"((?:[^"]|"")*)"`,
    String.raw`(?:(::)\s*)?([\p{L}_][\p{L}\p{N}_$]*)(\s*\()?`,
  ].join('|'),
  'gu',
);

/**
 * Names in an expression as PostgreSQL writes it (ruleutils.c) that may be columns: neither in a string, nor called as
 * functions, nor types that are cast to. A word of the grammar is among them now and then.
 */
export function identifiersIn(sql: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [, quoted, cast, word, call] of sql.matchAll(token)) {
    if (quoted !== undefined) names.add(quoted.replaceAll('""', '"'));
    else if (word !== undefined && cast === undefined && call === undefined) names.add(word);
  }
  return names;
}
