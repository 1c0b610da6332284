/** The largest number of characters of a value that a message repeats. */
const most = 80;

/** A value from a user, as a message repeats it: in one line, cut where it is long. */
export function shown(value: unknown): string {
  const text = visible(typeof value === 'string' ? value : textOf(value));
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most).join('')}…`;
}

const control = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu;

/** A text with escapes for characters that break a line, control a terminal or change the direction of writing. */
export function visible(text: string): string {
  return text.replaceAll(control, (character) => {
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
