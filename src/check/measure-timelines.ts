import type { MeasuredCase } from '../findings/evidence';
import { runnerUpSettings } from '../findings/work/runner-up-settings';
import type { Case } from '../scenario/types';
import type { Timeline } from '../timeline/types';
import { mapAtOnce } from '../trial/map-at-once';
import type { Trial } from '../trial/open-trial';
import { atOnce } from '../trial/options';
import type { AccessTrial } from '../trial/types';
import { distinctAccesses } from './distinct-accesses';

/**
 * Runs every case by each access that its timelines have, and by runners-up of a plan that does more than its result
 * needs and has no other one beside it.
 *
 * @throws PlancliffError where the tables cannot be loaded or the server is gone
 */
export async function measureTimelines(
  trial: Trial,
  cases: readonly Case[],
  timelines: readonly Timeline[],
): Promise<readonly MeasuredCase[]> {
  return mapAtOnce(cases, atOnce, async (of) => {
    const own = timelines.filter(
      ({ query, case: label }) => query === of.query && label === of.label,
    );
    const accesses = new Map<string, AccessTrial>();
    for (const { signature, point } of distinctAccesses(own)) {
      const target = { plan: point.plan, scale: point.scale };
      accesses.set(signature, await trial.measure(of, target));
    }
    const runnersUp: AccessTrial[] = [];
    for (const settings of runnerUpSettings([...accesses.values()])) {
      runnersUp.push(await trial.tryCandidate(of, { settings }));
    }
    return { query: of.query, case: of.label, accesses, runnersUp, tried: [] };
  });
}
