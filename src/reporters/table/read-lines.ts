import { describeAccess } from '../../plan/describe';
import { formatRows } from '../../text/row-count';
import type { Timeline } from '../../timeline/types';
import { printable } from '../../text/wrap';

/** How one occurrence is read, up to which row count. */
export interface ReadLine {
  readonly upTo: string;
  readonly text: string;
}

/**
 * Each occurrence as a run of its own along the row axis. Occurrences that an index serves throughout say
 * nothing when another one falls: they are left out, and counted, unless all is to be shown.
 */
export function readLines(
  timeline: Timeline,
  all: boolean,
): { readonly lines: readonly ReadLine[]; readonly hidden: number } {
  const runs = [...runsOf(timeline).values()];
  const telling = runs.filter((run) => run.length > 1 || run.some(({ index }) => !index));
  const shown = all || telling.length === 0 ? runs : telling;
  return {
    lines: shown.flatMap((run) =>
      run.map(({ to, text }) => ({ upTo: formatRows(to), text: printable(text) })),
    ),
    hidden: runs.length - shown.length,
  };
}

interface Run {
  readonly to: number;
  readonly text: string;
  readonly index: boolean;
}

function runsOf(timeline: Timeline): Map<string, Run[]> {
  const runs = new Map<string, Run[]>();
  timeline.ranges.forEach((range, position) => {
    const to = timeline.changes[position]?.at ?? range.to;
    for (const path of range.points[0]?.plan.accesses ?? []) {
      const run = runs.get(path.occurrence) ?? [];
      runs.set(path.occurrence, run);
      const text = describeAccess(path);
      const next = { to, text, index: path.indexes.length > 0 };
      if (run.at(-1)?.text === text) run[run.length - 1] = next;
      else run.push(next);
    }
  });
  return runs;
}
