import { elected } from '../src/engine/seed/vote';
import type { CaseWorld } from '../test/helpers/world';
import type { PlanOutcome } from '../src/plan/types';

/** Runs of ANALYZE for every row count, and for one at which they disagree. */
const fewest = 5;
const most = 25;

/** What loads rows, analyses them and plans. */
type Loads = Pick<CaseWorld, 'planAt' | 'replan' | 'inspect'>;

/** The access that each run of ANALYZE led to, by row count. */
export type Votes = ReadonlyMap<number, readonly string[]>;

export interface Polled extends Pick<CaseWorld, 'planAt' | 'replan'> {
  /** What was planned so far for a case. */
  readonly votesOf: (id: string) => Votes;
}

/**
 * Loads of the same tables as one world, whose plan at a row count is that of most runs of ANALYZE there: where half
 * of them change their plan, so does it. The seed engine's own election ends as soon as two runs are ahead, which
 * near a tie chance may decide. Plans under other settings are those of the first load.
 */
export function polled(first: Loads, ...others: readonly Loads[]): Polled {
  const votes = new Map<string, Map<number, readonly string[]>>();
  return {
    async planAt(scale, cases) {
      const polls = cases.map(() => [] as PlanOutcome[]);
      const loads: Load[] = [];
      for (const world of [first, ...others]) {
        loads.push({ world, outcomes: await world.planAt(scale, cases) });
      }
      while (!polls.every(isClear)) {
        for (const load of loads) await vote(load, scale, polls);
      }
      cases.forEach(({ id }, place) => {
        const of = votes.get(id) ?? new Map<number, readonly string[]>();
        votes.set(id, of.set(scale, (polls[place] ?? []).map(accessOf)));
      });
      return polls.map(elected);
    },
    replan: (scale, statement, settings) => first.replan(scale, statement, settings),
    votesOf: (id) => votes.get(id) ?? new Map<number, readonly string[]>(),
  };
}

interface Load {
  readonly world: Loads;
  readonly outcomes: readonly PlanOutcome[];
}

/** One more run of ANALYZE, and what it leads to for each case that is not clear. */
async function vote(
  { world, outcomes }: Load,
  scale: number,
  polls: readonly PlanOutcome[][],
): Promise<void> {
  await world.inspect(scale, (connection) => connection.query('analyze'));
  for (const [place, outcome] of outcomes.entries()) {
    const cast = polls[place];
    if (cast === undefined || isClear(cast)) continue;
    cast.push(outcome.ok ? await world.replan(scale, outcome.statement, {}) : outcome);
  }
}

/**
 * Whether more runs would hardly change which access most of them lead to: it is ahead of all others by two standard
 * deviations of what a toss would give.
 */
export function isClear(cast: readonly PlanOutcome[]): boolean {
  if (cast.length < fewest) return false;
  const winner = accessOf(elected(cast));
  const ahead = 2 * cast.filter((each) => accessOf(each) === winner).length - cast.length;
  return cast.length >= most || (ahead > 0 && ahead ** 2 >= 4 * cast.length);
}

function accessOf(outcome: PlanOutcome): string {
  return outcome.ok ? outcome.plan.accessSignature : `failed: ${outcome.failure.message}`;
}
