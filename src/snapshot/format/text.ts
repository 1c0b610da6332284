/**
 * Text in a snapshot stands as it is where a reader and the parser both take it for what it is, and as a
 * JSON string everywhere else: control characters, and the invisible ones that can make a line of a pull
 * request look other than it reads.
 */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Marks the line of an occurrence that has lost its index. */
export const cliffMark = '← cliff';

/** Stands where a query reads no relation at all. */
export const noRelation = '-';

export function writeText(text: string, taken: (text: string) => boolean = () => false): string {
  const plain =
    text !== '' &&
    text.trim() === text &&
    !text.startsWith('"') &&
    text.search(invisible) < 0 &&
    !taken(text);
  return plain ? text : quoted(text);
}

/** @returns undefined where the text begins as a JSON string and is none */
export function readText(written: string): string | undefined {
  if (!written.startsWith('"')) return written;
  try {
    const text: unknown = JSON.parse(written);
    return typeof text === 'string' ? text : undefined;
  } catch {
    return undefined;
  }
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(invisible, (character) =>
    Array.from(
      { length: character.length },
      (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}

/** Names of a headline: `query / case [condition]`. */
export const writeName = (name: string): string => writeText(name, (text) => /[/[\]"]/.test(text));

export const writeAccess = (text: string): string =>
  writeText(text, (access) => access.endsWith(cliffMark) || access === noRelation);
