import { changeBetween } from '../src/timeline/ranges';
import type { Case } from '../src/scenario/types';
import type { Timeline, TimelineRange } from '../src/timeline/types';

/** One change of access of one case. */
export interface Change {
  readonly of: string;
  readonly at: number;
  /** Access signatures: two engines have seen the same change where both are equal. */
  readonly before: string;
  readonly after: string;
}

export interface Found<Real extends Change = Change, Virtual extends Change = Change> {
  readonly matched: readonly { readonly virtual: Virtual; readonly real: Real }[];
  readonly onlyVirtual: readonly Virtual[];
  readonly onlyReal: readonly Real[];
}

/** Further apart than this, two changes are two where nothing else is asked for. */
const usuallyApart = 2;

export function changesOf(
  { query, case: label, ranges }: Timeline,
  cases: readonly Case[],
): readonly Change[] {
  const of = cases.find((each) => each.query === query && each.label === label)?.id ?? query;
  return ranges.slice(1).flatMap((after, k) => {
    const before = ranges[k];
    if (before === undefined) return [];
    const at = changeBetween(before, after);
    return [{ of, at, before: accessIn(before), after: accessIn(after) }];
  });
}

const accessIn = ({ points }: TimelineRange): string => points[0]?.plan.accessSignature ?? '';

/**
 * Pairs each real change with the nearest virtual one of the same case and the same access on both sides, the nearest
 * pairs first. A change without a partner counts only where `inside` says so: near the ends of the range the other
 * may lie beyond.
 */
export function match<Real extends Change, Virtual extends Change>(
  virtual: readonly Virtual[],
  real: readonly Real[],
  inside: (change: Change) => boolean,
  apart = usuallyApart,
): Found<Real, Virtual> {
  const pairs = real
    .flatMap((one) =>
      virtual
        .filter(
          ({ of, before, after }) => of === one.of && before === one.before && after === one.after,
        )
        .map((other) => ({ virtual: other, real: one })),
    )
    .filter((pair) => errorOf(pair) <= apart - 1)
    .sort((a, b) => errorOf(a) - errorOf(b));
  const taken = new Set<Change>();
  const matched = pairs.filter((pair) => {
    if (taken.has(pair.virtual) || taken.has(pair.real)) return false;
    taken.add(pair.virtual).add(pair.real);
    return true;
  });
  const alone = (change: Change) => !taken.has(change) && inside(change);
  return { matched, onlyVirtual: virtual.filter(alone), onlyReal: real.filter(alone) };
}

/** How far one lies from the other, as a share of the smaller. */
export const errorOf = ({ virtual, real }: Found['matched'][number]): number =>
  Math.max(virtual.at, real.at) / Math.min(virtual.at, real.at) - 1;

/**
 * Row counts to load for real: the grid, so that a change which virtual tables miss shows between two of them, and
 * close to both sides of each change that they found, so that a right one costs two loads and no bisection.
 */
export function pointsToLoad(
  grid: readonly number[],
  changes: readonly Change[],
  precision: number,
): readonly number[] {
  const first = grid[0] ?? 0;
  const last = grid.at(-1) ?? Infinity;
  const sides = changes
    .flatMap(({ at }) => [at / (1 + precision), at * (1 + precision)])
    .map(Math.round)
    .filter((scale) => scale > first && scale < last);
  const rising = [...new Set([...grid, ...sides])].sort((a, b) => a - b);
  // Of points that are nearly one, one is enough: whatever lies between is looked for in any case.
  return rising.filter(
    (scale, place) => grid.includes(scale) || scale / (rising[place - 1] ?? 1) > 1 + precision / 4,
  );
}
