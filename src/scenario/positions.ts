/** Where names stand in a scenario's source, without a parser of TypeScript: by its tokens alone. */
export interface Place {
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

interface Token {
  /** An identifier's name, a string's content, or one character of punctuation. */
  readonly text: string;
  readonly kind: 'name' | 'string' | 'mark';
  readonly offset: number;
}

interface QueryKeys {
  /** First place of each name. */
  readonly places: ReadonlyMap<string, Place>;
  /** Names that are given twice in one object literal: the second would silently win. */
  readonly duplicates: readonly { readonly name: string; readonly place: Place }[];
}

/**
 * The keys of the object literal that is the value of a property (or variable) `queries`. Where there is
 * no such literal, nothing is found; comments, strings, templates and regular expressions don't mislead it.
 */
export function queryKeys(source: string): QueryKeys {
  const places = new Map<string, Place>();
  const duplicates: { name: string; place: Place }[] = [];
  const tokens = tokenize(source);
  const place = placer(source);
  for (const [start, token] of tokens.entries()) {
    if (token.text !== 'queries' || token.kind === 'mark') continue;
    const open = literalAfter(tokens, start + 1);
    if (open === undefined) continue;
    const own = new Set<string>();
    for (const key of keysOf(tokens, open)) {
      const at = place(key.offset);
      if (own.has(key.text)) duplicates.push({ name: key.text, place: at });
      own.add(key.text);
      if (!places.has(key.text)) places.set(key.text, at);
    }
  }
  return { places, duplicates };
}

/** First place of a property key of this name anywhere in the source. */
export function propertyPlace(source: string, name: string): Place | undefined {
  const tokens = tokenize(source);
  const found = tokens.find(
    (token, at) =>
      token.text === name &&
      token.kind !== 'mark' &&
      [':', '('].includes(tokens[tokens[at + 1]?.text === ']' ? at + 2 : at + 1]?.text ?? ''),
  );
  return found === undefined ? undefined : placer(source)(found.offset);
}

/** Index of the `{` in `queries: {`, `queries = {` or `queries: Type = {`; undefined where no literal follows. */
function literalAfter(tokens: readonly Token[], from: number): number | undefined {
  const first = tokens[from]?.text;
  if (first !== ':' && first !== '=') return undefined;
  if (tokens[from + 1]?.text === '{') return from + 1;
  if (first === '=') return undefined;
  for (let at = from + 1; at < Math.min(tokens.length, from + 24); at++) {
    const text = tokens[at]?.text;
    if (text === ',' || text === ';' || text === '(' || text === '}') return undefined;
    if (text === '=' && tokens[at + 1]?.text === '{') return at + 1;
  }
  return undefined;
}

/** Keys at the first level of the object literal that opens at this token. */
function keysOf(tokens: readonly Token[], open: number): Token[] {
  const keys: Token[] = [];
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined) break;
    const before = tokens[at - 1]?.text;
    if (token.kind !== 'mark') {
      const first = depth === 1 && (before === '{' || before === ',');
      const computed = depth === 2 && before === '[' && token.kind === 'string';
      const next = tokens[at + 1]?.text ?? '';
      if ((first && [':', '(', ',', '}'].includes(next)) || (computed && isKey(tokens, at))) {
        keys.push(token);
      }
    } else if ('{[('.includes(token.text)) depth++;
    else if ('}])'.includes(token.text) && --depth === 0) break;
  }
  return keys;
}

/** Whether a string stands in `['key']:` at the start of a property. */
function isKey(tokens: readonly Token[], at: number): boolean {
  const start = tokens[at - 2]?.text;
  return (
    (start === '{' || start === ',') && tokens[at + 1]?.text === ']' && tokens[at + 2]?.text === ':'
  );
}

const pattern = new RegExp(
  [
    String.raw`(?<comment>//[^\n]*|/\*[\s\S]*?\*/)`,
    String.raw`(?<string>'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*")`,
    String.raw`(?<name>[\p{ID_Start}$_][\p{ID_Continue}$]*)`,
    String.raw`(?<number>\d[\w.]*)`,
    String.raw`(?<space>\s+)`,
    String.raw`(?<mark>[\s\S])`,
  ].join('|'),
  'uy',
);
/** After these a `/` starts a regular expression, and not a division. */
const beforeRegex =
  /^[(,=:[!&|?{};+\-*%<>~^]$|^(?:return|typeof|case|in|of|do|else|void|delete|await)$/;
const regex = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*/y;

function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  // Depths of braces at which a template's `${` ends.
  const templates: number[] = [];
  let depth = 0;
  let at = 0;
  while (at < source.length) {
    if (source[at] === '`' || (source[at] === '}' && templates.at(-1) === depth)) {
      if (source[at] === '}') templates.pop();
      const [end, opens] = templatePart(source, at + 1);
      // Never a key: so that `${` and `}` inside don't count, and what stands between them does.
      tokens.push({ text: '`', kind: 'mark', offset: at });
      if (opens) templates.push(depth);
      at = end;
      continue;
    }
    if (source[at] === '/' && beforeRegex.test(tokens.at(-1)?.text ?? '(')) {
      regex.lastIndex = at;
      const found =
        source.startsWith('//', at) || source.startsWith('/*', at) ? null : regex.exec(source);
      if (found !== null) {
        tokens.push({ text: '/', kind: 'mark', offset: at });
        at += found[0].length;
        continue;
      }
    }
    pattern.lastIndex = at;
    const groups = pattern.exec(source)?.groups ?? {};
    const { string, name, number, mark } = groups;
    if (string !== undefined) tokens.push({ text: unquote(string), kind: 'string', offset: at });
    if (name !== undefined) tokens.push({ text: name, kind: 'name', offset: at });
    if (number !== undefined) tokens.push({ text: number, kind: 'name', offset: at });
    if (mark !== undefined) {
      if (mark === '{') depth++;
      if (mark === '}') depth--;
      tokens.push({ text: mark, kind: 'mark', offset: at });
    }
    at = pattern.lastIndex > at ? pattern.lastIndex : at + 1;
  }
  return tokens;
}

/** End of a template's text, and whether an expression opens there. */
function templatePart(source: string, from: number): readonly [end: number, opens: boolean] {
  for (let at = from; at < source.length; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === '`') return [at + 1, false];
    else if (source.startsWith('${', at)) return [at + 2, true];
  }
  return [source.length, false];
}

function unquote(literal: string): string {
  const inside = literal.slice(1, -1);
  return inside.replace(
    /\\(?:u\{([\da-f]+)\}|u([\da-f]{4})|x([\da-f]{2})|([\s\S]))/gi,
    (_, long, unicode, hex, other) => {
      const code = (long ?? unicode ?? hex) as string | undefined;
      if (code !== undefined) return String.fromCodePoint(parseInt(code, 16));
      return { n: '\n', t: '\t', r: '\r' }[other as string] ?? (other as string);
    },
  );
}

function placer(source: string): (offset: number) => Place {
  const starts = [0];
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  return (offset) => {
    const line = starts.findLastIndex((start) => start <= offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
}
