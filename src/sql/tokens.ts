/**
 * A token of SQL, as of an expression that PostgreSQL's ruleutils.c prints. This is the reader for texts that must be
 * read without waiting; what is sent to a server on the word of its tokens is read by PostgreSQL's own scanner (parse.ts).
 */
export interface Token {
  readonly kind: 'name' | 'string' | 'number' | 'parameter' | 'comment' | 'symbol';
  /** As printed; of a name, without its quotes. */
  readonly text: string;
  /** A name in double quotes is never a keyword. */
  readonly quoted: boolean;
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
}

// An operator ends where a comment starts (scan.l, `operator`). Bytes above ASCII are letters to the scanner.
const forms = {
  string:
    /[eE]'(?:[^'\\]|\\[^]|'')*'|(?:[bBxXnN]|[uU]&)?'(?:[^']|'')*'|\$(?<tag>[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$[^]*?\$\k<tag>\$/,
  name: /"(?:[^"]|"")*"|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/,
  number: /\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+/,
  parameter: /\$\d+/,
  comment: /--[^\n\r]*/,
  symbol: /::|(?:(?!--|\/\*)[-+*/<>=~!@#%^&|`?])+|[^ \t\n\r\f\v]/,
} as const satisfies Record<Token['kind'], RegExp>;

const kinds = Object.keys(forms) as readonly Token['kind'][];
const pattern = new RegExp(
  `[ \\t\\n\\r\\f\\v]*(?:${kinds.map((kind) => `(?<${kind}>${forms[kind].source})`).join('|')})`,
  'y',
);

/** The tokens of a text, comments among them; white space goes, everything else is in exactly one token. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const groups = match.groups ?? {};
    const kind = kinds.find((each) => groups[each] !== undefined) ?? 'symbol';
    const found = groups[kind] ?? '';
    const start = pattern.lastIndex - found.length;
    const comment = found === '/' ? blockComment(text, start) : undefined;
    const quoted = found.startsWith('"');
    tokens.push({
      kind: comment === undefined ? kind : 'comment',
      text: comment ?? (quoted ? found.slice(1, -1).replaceAll('""', '"') : found),
      quoted,
      start,
      end: start + (comment ?? found).length,
    });
    pattern.lastIndex = start + (comment ?? found).length;
  }
  return tokens;
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

/** How the nesting of parentheses, brackets and CASE moves at a token. */
export function depthChange(token: Token): number {
  if (token.kind === 'symbol') {
    if (token.text === '(' || token.text === '[') return 1;
    if (token.text === ')' || token.text === ']') return -1;
  }
  if (isWord(token, 'CASE')) return 1;
  return isWord(token, 'END') ? -1 : 0;
}

/** True for this keyword, printed in capitals as ruleutils.c does. */
export const isWord = (token: Token | undefined, word: string): boolean =>
  token?.kind === 'name' && !token.quoted && token.text === word;

export const isSymbol = (token: Token | undefined, symbol: string): boolean =>
  token?.kind === 'symbol' && token.text === symbol;

/** The same tokens without a pair of parentheses around all of them. */
export function withoutOuterParentheses(tokens: readonly Token[]): readonly Token[] {
  if (!isSymbol(tokens[0], '(')) return tokens;
  let depth = 0;
  const enclosed = tokens.every((token, i) => {
    depth += depthChange(token);
    return depth > 0 || i === tokens.length - 1;
  });
  return enclosed ? tokens.slice(1, -1) : tokens;
}
