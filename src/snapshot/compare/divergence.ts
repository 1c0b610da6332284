import type { AccessLine } from '../format/access-line';
import { stretchAt, type Stretch, type Track } from './occurrence-track';

/** Row counts over which two tracks differ by more than the place of a change may. */
export interface Divergence {
  readonly at: number;
  readonly accepted?: AccessLine;
  readonly current?: AccessLine;
}

/**
 * Where two tracks differ, apart from what the tolerance on *where* explains: a row count agrees if the other
 * track has the same access within a factor of `1 + tolerance`. So a change that moved a little, a stretch so
 * narrow that its two ends could meet, and a change that one sweep just missed at its end are none.
 */
export function divergences(accepted: Track, current: Track, tolerance: number): Divergence[] {
  const low = accepted[0]?.from ?? 1;
  const high = accepted.at(-1)?.to ?? 1;
  // The ends of a very narrow sweep must not swallow all of it.
  const factor = Math.min(1 + tolerance, (high / low) ** 0.25);
  const found = [
    ...current.flatMap((stretch) => uncovered(stretch, accepted, factor)),
    ...accepted.flatMap((stretch) => uncovered(stretch, current, factor)),
  ].map((rows) => differenceOf(stretchAt(accepted, rows), stretchAt(current, rows)));
  const byPlace = new Map(found.map((divergence) => [divergence.at, divergence]));
  return [...byPlace.values()].sort((a, b) => a.at - b.at);
}

/** Row counts at which parts of a stretch begin that no stretch of equal access on the other track comes near. */
function uncovered(stretch: Stretch, other: Track, factor: number): number[] {
  if (stretch.to / stretch.from <= factor) return [];
  const low = other[0]?.from ?? 0;
  const high = other.at(-1)?.to ?? 0;
  const covers = other
    .filter(({ line }) => line?.text === stretch.line?.text)
    .map(({ from, to }) => ({ from: from / factor, to: to * factor }))
    // Beyond its ends nothing is known of the other track: any access may lie there.
    .concat({ from: 0, to: low * factor }, { from: high / factor, to: Infinity })
    .sort((a, b) => a.from - b.from);
  const starts: number[] = [];
  let at = stretch.from;
  for (const cover of covers) {
    if (cover.from >= stretch.to) break;
    if (cover.from > at) starts.push(at);
    at = Math.max(at, cover.to);
  }
  if (at < stretch.to) starts.push(at);
  return starts;
}

/** The difference begins where the later of the two stretches does. */
function differenceOf(accepted: Stretch | undefined, current: Stretch | undefined): Divergence {
  return {
    at: Math.max(accepted?.from ?? 1, current?.from ?? 1),
    ...(accepted?.line === undefined ? {} : { accepted: accepted.line }),
    ...(current?.line === undefined ? {} : { current: current.line }),
  };
}
