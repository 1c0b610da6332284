/** Characters of a value that a message repeats at most. */
const most = 80;

/** A value that somebody gave, as a message repeats it: in one line, cut where it is long. */
export function shown(value: unknown): string {
  const text = visible(typeof value === 'object' ? jsonOf(value) : String(value));
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most).join('')}…`;
}

/** Control characters as escapes: they would break the line, or be obeyed by the terminal. */
export function visible(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) => {
    const known = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character];
    return known ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

function jsonOf(value: object | null): string {
  try {
    return JSON.stringify(value) ?? 'undefined';
  } catch {
    return Object.prototype.toString.call(value);
  }
}
