/**
 * Breaks a list at `, ` into lines that are no longer than `columns`, where an item is not longer itself. The first
 * line has `taken` columns less. Joined by single spaces the lines give the list back.
 */
export function wrapItems(list: string, taken: number, columns: number): string[] {
  const items = list
    .split(', ')
    .map((item, index, all) => (index < all.length - 1 ? `${item},` : item));
  // Nothing to break at, or a space that the join would not give back.
  if (items.some((item) => item.trim() !== item || item === '')) return [list];
  const lines: string[] = [];
  for (const item of items) {
    const line = lines.at(-1);
    const room = columns - (lines.length === 1 ? taken : 0);
    if (line !== undefined && line.length + 1 + item.length <= room) {
      lines[lines.length - 1] = `${line} ${item}`;
    } else {
      lines.push(item);
    }
  }
  return lines;
}
