import type { PlanOutcome } from '../../plan/types';

/**
 * ANALYZE reads 300 × statistics target rows, chosen at random where there are more (`acquire_sample_rows`):
 * near a tie two runs of it lead to two plans. One case's plans at one scale under several ANALYZE runs are
 * therefore votes, and the election ends when one access leads by this many. If each run errs with
 * probability p, the outcome errs with p²/(p² + (1 − p)²): 0.01 where one run errs with 0.1.
 */
const lead = 2;

/** Past this many runs the case is a tie in truth, and the most frequent access stands. */
const mostRuns = 7;

/** True when another run of ANALYZE cannot help, or is no longer worth its time. */
export function isDecided(votes: readonly PlanOutcome[]): boolean {
  if (votes.length >= mostRuns) return true;
  const [first = 0, second = 0] = [...tally(votes).values()]
    .map((group) => group.length)
    .sort((a, b) => b - a);
  return first - second >= lead;
}

/** The plan of median cost among those with the most frequent access; of equals, the access seen first. */
export function elected(votes: readonly PlanOutcome[]): PlanOutcome {
  let winner: readonly PlanOutcome[] = [];
  for (const group of tally(votes).values()) if (group.length > winner.length) winner = group;
  const byCost = [...winner].sort((a, b) => costOf(a) - costOf(b));
  const median = byCost[Math.floor((byCost.length - 1) / 2)];
  if (median === undefined) throw new RangeError('An election needs a vote');
  return median;
}

function tally(votes: readonly PlanOutcome[]): Map<string, PlanOutcome[]> {
  const groups = new Map<string, PlanOutcome[]>();
  for (const vote of votes) {
    const key = vote.ok ? vote.plan.accessSignature : `failed: ${vote.failure.message}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [vote]);
    else group.push(vote);
  }
  return groups;
}

function costOf(outcome: PlanOutcome): number {
  return outcome.ok ? outcome.plan.cost : 0;
}
