/** What is not modelled faithfully of a table, or of one of its partitions. */
export interface Approximation {
  /** The model's table. */
  readonly table: string;
  /** Absent where it holds for the table itself. */
  readonly partition?: string | undefined;
  readonly text: string;
}

export interface Approximations {
  add(of: Approximation): void;
  /** One line each, in order; what holds for several partitions of a table in one. */
  lines(): readonly string[];
}

/** Collects approximations, each once. */
export function collectApproximations(): Approximations {
  const found = new Map<string, Approximation>();
  return {
    add(of) {
      found.set([of.table, of.partition ?? '', of.text].join('\n'), of);
    },
    lines: () => foldPartitions([...found.values()]),
  };
}

/** `events/* (12 partitions): …` in place of a line for each of the twelve. */
export function foldPartitions(approximations: readonly Approximation[]): readonly string[] {
  const groups = new Map<string, Approximation[]>();
  for (const each of approximations) {
    const key = `${each.table}\n${each.text}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].map(lineOf).sort();
}

function lineOf(group: readonly Approximation[]): string {
  const [first] = group as readonly [Approximation, ...Approximation[]];
  const partitions = group.flatMap(({ partition }) => partition ?? []);
  const subject =
    partitions.length < group.length
      ? first.table
      : partitions.length === 1
        ? partitions[0]
        : `${first.table}/* (${partitions.length} partitions)`;
  return `${subject}: ${first.text}`;
}
