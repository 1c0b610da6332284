/**
 * The table that a message is about: the longest of these names that stands in it as a key of `tables`, or else before
 * this sign. A table may itself be called `columns`.
 */
export function tableInMessage(
  message: string,
  names: readonly string[],
  sign: '.' | ':',
): string | undefined {
  const longest = (isNamed: (name: string) => boolean): string | undefined =>
    names.filter(isNamed).toSorted((a, b) => b.length - a.length)[0];
  return (
    longest((name) => ['.', ':'].some((end) => isKey(message, `tables.${name}${end}`))) ??
    longest((name) => message.includes(`tables.${name}`) || message.includes(`${name}${sign}`))
  );
}

/** Whether a key stands where the message or a word of it begins, and not within another key. */
function isKey(message: string, key: string): boolean {
  return message.startsWith(key) || message.includes(` ${key}`);
}
