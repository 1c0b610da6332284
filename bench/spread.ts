import type { Change } from './changes';
import type { Votes } from './polled';

/**
 * How far chance moves a change: from the last row count at which every run of ANALYZE planned one way to the first
 * at which every run planned the other. Absent where runs disagree as far as was looked.
 */
export interface Spread {
  readonly from?: number;
  readonly to?: number;
}

/** A change is not narrowed down further than this: it was bisected to 1 %. */
const narrowest = Math.log(1.02);

/**
 * Changes of one case, in rising order, without those there and back among row counts at which runs disagree: of
 * three such changes in a row the middle one is left.
 */
export function withoutFlutter(changes: readonly Change[], votes: Votes): readonly Change[] {
  const place = changes.findIndex((change, k) => {
    const [next, last] = changes.slice(k + 1);
    return (
      next?.after === change.before &&
      last?.after === change.after &&
      !agreesBetween(change.at, last.at, votes)
    );
  });
  const middle = changes[place + 1];
  if (place < 0 || middle === undefined) return changes;
  const { before, after } = changes[place] as Change;
  const one = { ...middle, before, after };
  return withoutFlutter([...changes.slice(0, place), one, ...changes.slice(place + 3)], votes);
}

function agreesBetween(from: number, to: number, votes: Votes): boolean {
  return [...votes].some(([size, cast]) => size > from && size < to && isUnanimous(cast));
}

const isUnanimous = (cast: readonly string[]): boolean => new Set(cast).size === 1;

/** What was seen on one side of a change: the farthest row count of its disagreement, and the first beyond. */
interface Side {
  readonly disputed: number;
  readonly agreed?: number;
}

export function spreadOf({ at }: Change, votes: Votes): Spread {
  const [below, above] = sidesOf(at, votes);
  return {
    ...(below.agreed === undefined ? {} : { from: below.agreed }),
    ...(above.agreed === undefined ? {} : { to: above.agreed }),
  };
}

/**
 * Row counts to look at next, until the spread is known to a factor of two of its own width on either side: twice as
 * far from the change as runs were seen to disagree. None where nothing lies between that and what was looked at.
 */
export function pointsBeyond({ at }: Change, votes: Votes): readonly number[] {
  return sidesOf(at, votes).flatMap(({ disputed, agreed }, place) => {
    if (agreed === undefined) return [];
    const far = 2 * Math.max(narrowest, Math.abs(Math.log(disputed / at)));
    const isNear = Math.abs(Math.log(agreed / at)) <= far * 1.1;
    return isNear ? [] : [Math.round(at * Math.exp(place === 0 ? -far : far))];
  });
}

/** Below the change, and above. */
function sidesOf(at: number, votes: Votes): readonly [Side, Side] {
  const sizes = [...votes.keys()].sort((a, b) => a - b);
  return [
    sideOf(at, sizes.filter((size) => size < at).reverse(), votes),
    sideOf(
      at,
      sizes.filter((size) => size >= at),
      votes,
    ),
  ];
}

function sideOf(at: number, outwards: readonly number[], votes: Votes): Side {
  const place = outwards.findIndex((size) => isUnanimous(votes.get(size) ?? []));
  const agreed = place < 0 ? undefined : outwards[place];
  const disputed = (place < 0 ? outwards : outwards.slice(0, place)).at(-1) ?? at;
  return { disputed, ...(agreed === undefined ? {} : { agreed }) };
}
