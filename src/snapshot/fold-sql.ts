/** What PostgreSQL's scanner skips between tokens (src/backend/parser/scan.l, `whitespace`). */
const gap = /(?:[ \t\n\r\f\v]|--[^\n\r]*)+/y;

/** Tokens whose inside must stay as it is; and words, so that `$` and `e` inside a name open nothing. */
const kept = [
  /e'(?:[^'\\]|\\[^]|'')*'/iy,
  /'(?:[^']|'')*'/y,
  /"(?:[^"]|"")*"/y,
  /\$([a-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$[^]*?\$\1\$/iy,
  /[\w$\u0080-\uffff]+/y,
];

/**
 * Folds the white space of a statement to single spaces, so that re-indenting a query is no change.
 * Strings, quoted names and dollar quotes are kept to the letter. Line comments are dropped, since they
 * would swallow what follows on the one line; block comments stay, since they can be hints.
 */
export function foldSql(sql: string): string {
  const parts: string[] = [];
  let at = 0;
  while (at < sql.length) {
    const space = matchAt(gap, sql, at);
    const comment = blockComment(sql, at);
    const token =
      space ??
      comment ??
      kept.reduce<string | undefined>(
        (found, form) => found ?? matchAt(form, sql, at),
        undefined,
      ) ??
      sql.charAt(at);
    if (space !== undefined) parts.push(' ');
    else parts.push(comment?.replace(/[ \t\n\r\f\v]+/g, ' ') ?? token);
    at += token.length;
  }
  while (parts.at(-1) === ' ') parts.pop();
  while (parts[0] === ' ') parts.shift();
  return parts.join('');
}

function matchAt(form: RegExp, text: string, at: number): string | undefined {
  form.lastIndex = at;
  return form.exec(text)?.[0];
}

/** The comment that starts here, with those nested in it; undefined where none starts or it never ends. */
function blockComment(sql: string, start: number): string | undefined {
  if (!sql.startsWith('/*', start)) return undefined;
  let depth = 0;
  for (let at = start; at < sql.length - 1; at++) {
    const pair = sql.slice(at, at + 2);
    if (pair !== '/*' && pair !== '*/') continue;
    depth += pair === '/*' ? 1 : -1;
    at++;
    if (depth === 0) return sql.slice(start, at + 1);
  }
  return undefined;
}
