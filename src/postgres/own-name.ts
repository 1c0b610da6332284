/**
 * How names of ours and the user's keep apart in the SQL that plancliff writes:
 *
 * - a column of the user's is named by an alias of ours and the column, never alone;
 * - where text of the user's own (an index expression, a predicate, a partition bound) has to find its columns by
 *   their bare names, columns of ours beside them are picked by `ownName` against the names that are taken;
 * - objects of ours lie in `ownSchema`, a name that PostgreSQL gives to nobody else.
 */

/** Plain SQL identifier for something of ours, unlike any of the names that are taken. */
export function ownName(base: string, taken: Iterable<string>): string {
  const others = new Set(taken);
  let name = `plancliff_${base}`;
  while (others.has(name)) name += '_';
  return name;
}

/** The same beside the columns of a table or view. */
export function ownColumn(
  { columns }: { readonly columns: readonly { readonly name: string }[] },
  base: string,
): string {
  return ownName(
    base,
    columns.map(({ name }) => name),
  );
}

/** The same beside whatever the texts may name: none of them contains it. */
export function ownWord(base: string, texts: readonly string[]): string {
  const all = texts.join('\n').toLowerCase();
  let name = `plancliff_${base}`;
  while (all.includes(name)) name += '_';
  return name;
}
