import type { Probe } from '../generate/probes/types';

/** From this number of tables on, a second database saves more time than its creation takes. */
const fewTables = 8;

/**
 * The tables of these probes in two halves, so that each is planned in a database of its own; all in one where they are
 * few. Probes of one table stay together, as do those of tables that probes read together, as far as the halves stay even:
 * a table that both halves read is made twice.
 */
export function sidesOf(probes: readonly Probe[]): readonly ReadonlySet<string>[] {
  const reads = new Map<string, Set<string>>();
  for (const { table, parent } of probes) {
    const read = reads.get(table) ?? new Set([table]);
    if (parent !== undefined) read.add(parent);
    reads.set(table, read);
  }
  if (reads.size < fewTables) return [new Set(reads.keys())];
  const sides = [openSide(), openSide()] as const;
  for (const [table, read] of [...reads].toSorted(([, a], [, b]) => b.size - a.size)) {
    const [first, second] = sides;
    const isSecondSmaller = largest(read, second, first) < largest(read, first, second);
    const { tables, made } = isSecondSmaller ? second : first;
    tables.add(table);
    for (const each of read) made.add(each);
  }
  return sides.map(({ tables }) => tables);
}

interface Side {
  readonly tables: Set<string>;
  /** Tables that its probes read. */
  readonly made: Set<string>;
}

const openSide = (): Side => ({ tables: new Set(), made: new Set() });

/** Tables of the larger side, if these went to the first one. */
const largest = (read: ReadonlySet<string>, to: Side, other: Side): number =>
  Math.max(new Set([...to.made, ...read]).size, other.made.size);
