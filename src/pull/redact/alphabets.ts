/** Characters that may stand for one another, in their order. Each keeps its number of bytes in UTF-8. */
export type Alphabet = readonly string[];

export const digits: Alphabet = [...'0123456789'];
const letters: Alphabet = [...'abcdefghijklmnopqrstuvwxyz'];
/** Where one of the two is full: digits sort before letters in every collation. */
export const digitsAndLetters: Alphabet = [...digits, ...letters];
export const hexadecimal: Alphabet = [...'0123456789abcdef'];

const windows = new Map<number, Alphabet>();
const windowSize = 128;

/**
 * Characters that may stand for one; undefined for punctuation, white space and accented Latin letters, which stay: a
 * collation may sort them anywhere.
 *
 * @param symbol without case
 */
export function alphabetOf(symbol: string): Alphabet | undefined {
  if (symbol >= '0' && symbol <= '9') return digits;
  if (symbol >= 'a' && symbol <= 'z') return letters;
  const code = symbol.codePointAt(0) ?? 0;
  // Latin letters with marks end at 0x24f.
  if (code <= 0x24f || code > 0xffff || !/\p{L}/u.test(symbol)) return undefined;
  const start = Math.floor(code / windowSize) * windowSize;
  const known = windows.get(start);
  if (known !== undefined) return known;
  const all = Array.from({ length: windowSize }, (_, k) => String.fromCodePoint(start + k));
  const bytes = Buffer.byteLength(symbol);
  const own = all.filter(
    (each) =>
      /\p{L}/u.test(each) &&
      !/\p{Lm}/u.test(each) &&
      withoutCase(each) === each &&
      Buffer.byteLength(each) === bytes,
  );
  windows.set(start, own);
  return own;
}

/** The small letter of one that has both cases, and itself again from that. */
export function withoutCase(character: string): string {
  const small = character.toLowerCase();
  return small.toUpperCase() === character && small.length === character.length ? small : character;
}

/** A symbol in the case of a character. */
export function inCaseOf(character: string, symbol: string): string {
  return withoutCase(character) === character ? symbol : symbol.toUpperCase();
}
