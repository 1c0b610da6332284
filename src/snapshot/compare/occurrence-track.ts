import { readAccessLine, type AccessLine } from '../format/access-line';
import type { SnapshotEntry } from '../types';

/** How one occurrence is read between two row counts; no line where the plan does not read it there. */
export interface TrackInterval {
  readonly from: number;
  readonly to: number;
  readonly line?: AccessLine;
}

/** One occurrence along the row axis: contiguous intervals, neighbours differ. */
export type OccurrenceTrack = readonly TrackInterval[];

/** The occurrences of an entry, each as a track of its own, cut to the given row counts. */
export function occurrenceTracksOf(
  entry: SnapshotEntry,
  from: number,
  to: number,
): ReadonlyMap<string, OccurrenceTrack> {
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
      joinEqual(ranges.map(({ lines, ...bounds }) => interval(bounds, lines.get(name)))),
    ]),
  );
}

export function intervalAt(track: OccurrenceTrack, rows: number): TrackInterval | undefined {
  return track.find(({ from, to }) => from <= rows && rows < to);
}

function interval(
  bounds: { from: number; to: number },
  line: AccessLine | undefined,
): TrackInterval {
  return line === undefined ? bounds : { ...bounds, line };
}

function joinEqual(intervals: readonly TrackInterval[]): TrackInterval[] {
  const joined: TrackInterval[] = [];
  for (const next of intervals) {
    const before = joined.at(-1);
    if (before !== undefined && before.line?.text === next.line?.text) {
      joined[joined.length - 1] = { ...before, to: next.to };
    } else {
      joined.push(next);
    }
  }
  return joined;
}
