/** The words of an expression as PostgreSQL's ruleutils.c prints it. */
export interface Token {
  readonly kind: 'name' | 'string' | 'number' | 'parameter' | 'symbol';
  /** As printed; of a name, without its quotes. */
  readonly text: string;
  /** A name in double quotes is never a keyword. */
  readonly quoted: boolean;
  /** Offsets in the printed text. */
  readonly start: number;
  readonly end: number;
}

const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
  ['string', /(?:[eE]|[bBxX]|[uU]&)?'(?:[^']|'')*'/y],
  ['name', /"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*/uy],
  ['number', /\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+/y],
  ['parameter', /\$\d+/y],
  ['symbol', /::|[-+*/<>=~!@#%^&|`?]+|[^\s]/uy],
];

/** Splits a printed expression; white space goes, everything else is in exactly one token. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const token = tokenAt(text, at);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function tokenAt(text: string, at: number): Token {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) continue;
    const quoted = kind === 'name' && found.startsWith('"');
    const printed = quoted ? found.slice(1, -1).replaceAll('""', '"') : found;
    return { kind, text: printed, quoted, start: at, end: at + found.length };
  }
  return { kind: 'symbol', text: text.charAt(at), quoted: false, start: at, end: at + 1 };
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
