import type { AccessLine } from '../format/access-line';
import { intervalAt, type TrackInterval, type OccurrenceTrack } from './occurrence-track';

/** Row counts over which two tracks differ by more than the place of a change may. */
export interface Divergence {
  readonly at: number;
  readonly accepted?: AccessLine;
  readonly current?: AccessLine;
}

/**
 * Where two tracks differ, apart from what the tolerance on *where* explains: a row count agrees if the other
 * track has the same access within a factor of `1 + tolerance`. So a change that moved a little, an interval so
 * narrow that its two ends could meet, and a change that one sweep just missed at its end are none.
 */
export function divergences(
  accepted: OccurrenceTrack,
  current: OccurrenceTrack,
  tolerance: number,
): Divergence[] {
  const low = accepted[0]?.from ?? 1;
  const high = accepted.at(-1)?.to ?? 1;
  // The ends of a very narrow sweep must not swallow all of it.
  const factor = Math.min(1 + tolerance, (high / low) ** 0.25);
  const found = [
    ...current.flatMap((interval) => uncovered(interval, accepted, factor)),
    ...accepted.flatMap((interval) => uncovered(interval, current, factor)),
  ].map((rows) => differenceOf(intervalAt(accepted, rows), intervalAt(current, rows)));
  const byPlace = new Map(found.map((divergence) => [divergence.at, divergence]));
  return [...byPlace.values()].sort((a, b) => a.at - b.at);
}

/** Row counts at which parts of an interval begin that no interval of equal access on the other track comes near. */
function uncovered(interval: TrackInterval, other: OccurrenceTrack, factor: number): number[] {
  if (interval.to / interval.from <= factor) return [];
  const low = other[0]?.from ?? 0;
  const high = other.at(-1)?.to ?? 0;
  const covers = other
    .filter(({ line }) => line?.text === interval.line?.text)
    .map(({ from, to }) => ({ from: from / factor, to: to * factor }))
    // Beyond its ends nothing is known of the other track: any access may lie there.
    .concat({ from: 0, to: low * factor }, { from: high / factor, to: Infinity })
    .sort((a, b) => a.from - b.from);
  const starts: number[] = [];
  let at = interval.from;
  for (const cover of covers) {
    if (cover.from >= interval.to) break;
    if (cover.from > at) starts.push(at);
    at = Math.max(at, cover.to);
  }
  if (at < interval.to) starts.push(at);
  return starts;
}

/** The difference begins where the later of the two intervals does. */
function differenceOf(
  accepted: TrackInterval | undefined,
  current: TrackInterval | undefined,
): Divergence {
  return {
    at: Math.max(accepted?.from ?? 1, current?.from ?? 1),
    ...(accepted?.line === undefined ? {} : { accepted: accepted.line }),
    ...(current?.line === undefined ? {} : { current: current.line }),
  };
}
