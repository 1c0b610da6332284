import type { Probe } from '../generate/probes/types';

/** From so many tables on a second database is worth its making. */
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
    const total = (side: Side, other: Side): number =>
      Math.max(side.made.size + side.newOf(read), other.made.size);
    (total(second, first) < total(first, second) ? second : first).add(table, read);
  }
  return sides.map(({ tables }) => tables);
}

type Side = ReturnType<typeof openSide>;

function openSide() {
  const tables = new Set<string>();
  const made = new Set<string>();
  return {
    tables,
    /** Tables that its probes read. */
    made,
    newOf: (read: ReadonlySet<string>): number =>
      [...read].filter((each) => !made.has(each)).length,
    add(table: string, read: ReadonlySet<string>): void {
      tables.add(table);
      for (const each of read) made.add(each);
    },
  };
}
