/** A text as a regular expression that matches it and nothing else. */
export const escapePattern = (text: string): string =>
  text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** A regular expression, as text, that finds a column in SQL as the server prints it: in quotes, or as a word. */
export function columnPattern(column: string): string {
  const name = escapePattern(column);
  return String.raw`(?:"${name}"|\b${name}\b)`;
}
