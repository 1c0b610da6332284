/** The table that a message is about: the longest of these names that stands in it as a key, or before this sign. */
export function tableInMessage(
  message: string,
  names: readonly string[],
  sign: '.' | ':',
): string | undefined {
  return names
    .filter((name) => message.includes(`tables.${name}`) || message.includes(`${name}${sign}`))
    .toSorted((a, b) => b.length - a.length)[0];
}
