import { elected } from '../src/engine/seed/vote';
import type { World } from '../src/engine/types';
import type { PlanOutcome } from '../src/plan/types';

/** Runs of ANALYZE for every row count, and for one at which they disagree. */
const fewest = 5;
const most = 25;

/** The access that each run of ANALYZE led to, by row count. */
export type Votes = ReadonlyMap<number, readonly string[]>;

export interface Polled extends Pick<World, 'planAt' | 'replan'> {
  /** What was planned so far for a case. */
  readonly votesOf: (id: string) => Votes;
}

/**
 * A world of real rows whose plan at a row count is that of most runs of ANALYZE there: where half of them change
 * their plan, so does it. The seed engine's own election ends as soon as two runs are ahead, which near a tie chance
 * may decide.
 */
export function polled(world: World): Polled {
  const votes = new Map<string, Map<number, readonly string[]>>();
  return {
    async planAt(scale, cases) {
      const first = await world.planAt(scale, cases);
      const polls = first.map((outcome) => ({ first: outcome, cast: [] as PlanOutcome[] }));
      for (let open = polls; open.length > 0; open = open.filter(({ cast }) => !isClear(cast))) {
        await world.inspect(scale, (connection) => connection.query('analyze'));
        for (const { first, cast } of open) {
          cast.push(first.ok ? await world.replan(scale, first.statement, {}) : first);
        }
      }
      cases.forEach(({ id }, place) => {
        const of = votes.get(id) ?? new Map<number, readonly string[]>();
        votes.set(id, of.set(scale, (polls[place]?.cast ?? []).map(accessOf)));
      });
      return polls.map(({ cast }) => elected(cast));
    },
    replan: (scale, statement, settings) => world.replan(scale, statement, settings),
    votesOf: (id) => votes.get(id) ?? new Map<number, readonly string[]>(),
  };
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
