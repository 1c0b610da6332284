import { digest } from '../text/digest';

/** Bytes of an identifier at most: NAMEDATALEN - 1; PostgreSQL cuts a longer one. */
const longestName = 63;

/**
 * A name for a new table, `events_2026_01`; where that is too long or taken, with a hash of the first part in place of its
 * end.
 *
 * @param taken names of relations and types in its schema: a table has a type of its name too (heap_create_with_catalog,
 * heap.c)
 */
export function freeName(first: string, end: string, taken: ReadonlySet<string>): string {
  const plain = `${first}${end}`;
  if (Buffer.byteLength(plain) <= longestName && !taken.has(plain)) return plain;
  for (let salt = ''; ; salt += ' ') {
    const rest = `_${digest(`${first}${salt}`, 8)}${end}`;
    let kept = [...first];
    while (Buffer.byteLength(kept.join('')) + Buffer.byteLength(rest) > longestName)
      kept = kept.slice(0, -1);
    const name = `${kept.join('')}${rest}`;
    if (!taken.has(name)) return name;
  }
}
