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

// White space, then a string, a name, a number, a parameter or a symbol, each in a group of its own.
const pattern =
  /\s*(?:((?:[eE]|[bBxX]|[uU]&)?'(?:[^']|'')*')|("(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*)|(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)|(\$\d+)|(::|[-+*/<>=~!@#%^&|`?]+|\S))/uy;
const kinds = ['string', 'name', 'number', 'parameter', 'symbol'] as const;

/** Splits a printed expression; white space goes, everything else is in exactly one token. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const place = match.findIndex((group, i) => i > 0 && group !== undefined);
    const found = match[place] ?? '';
    const quoted = found.startsWith('"');
    tokens.push({
      kind: kinds[place - 1] ?? 'symbol',
      text: quoted ? found.slice(1, -1).replaceAll('""', '"') : found,
      quoted,
      start: pattern.lastIndex - found.length,
      end: pattern.lastIndex,
    });
  }
  return tokens;
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
