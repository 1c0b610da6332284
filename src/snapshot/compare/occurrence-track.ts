import { readAccessLine, type AccessLine } from '../format/access-line';
import type { SnapshotEntry } from '../types';

/** How one occurrence is read between two row counts; no line where the plan does not read it there. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly line?: AccessLine;
}

/** One occurrence along the row axis: contiguous stretches, neighbours differ. */
export type Track = readonly Stretch[];

/** The occurrences of an entry, each as a track of its own, cut to the given row counts. */
export function tracksOf(
  entry: SnapshotEntry,
  from: number,
  to: number,
): ReadonlyMap<string, Track> {
  const ranges = entry.ranges
    // A sweep of one scale has one range, which begins where it ends.
    .map((range) => (range.from === range.to ? { ...range, to: range.to + 1 } : range))
    .filter((range) => range.from < to && range.to > from)
    .map((range) => ({
      from: Math.max(range.from, from),
      to: Math.min(range.to, to),
      lines: new Map(
        range.access.map(({ text }) => {
          const read = readAccessLine(text);
          return [read.occurrence, read];
        }),
      ),
    }));
  const names = new Set(ranges.flatMap(({ lines }) => [...lines.keys()]));
  return new Map(
    [...names].map((name) => [
      name,
      joinEqual(ranges.map(({ lines, ...bounds }) => stretch(bounds, lines.get(name)))),
    ]),
  );
}

export function stretchAt(track: Track, rows: number): Stretch | undefined {
  return track.find(({ from, to }) => from <= rows && rows < to);
}

function stretch(bounds: { from: number; to: number }, line: AccessLine | undefined): Stretch {
  return line === undefined ? bounds : { ...bounds, line };
}

function joinEqual(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = [];
  for (const next of stretches) {
    const before = joined.at(-1);
    if (before !== undefined && before.line?.text === next.line?.text) {
      joined[joined.length - 1] = { ...before, to: next.to };
    } else {
      joined.push(next);
    }
  }
  return joined;
}
