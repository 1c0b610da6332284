/** Characters of a value that a message repeats at most. */
const most = 80;

/** A value that somebody gave, as a message repeats it: in one line, cut where it is long. */
export function shown(value: unknown): string {
  const text = visible(typeof value === 'string' ? value : textOf(value));
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most).join('')}…`;
}

/** Control characters as escapes: they would break the line, or be obeyed by the terminal. */
export function visible(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, (character) => {
    const known = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character];
    return known ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

function textOf(value: unknown): string {
  const known = value as object | null | undefined | number | bigint | boolean | symbol;
  if (typeof known !== 'object') return String(known);
  try {
    return JSON.stringify(known);
  } catch {
    return Object.prototype.toString.call(known);
  }
}
