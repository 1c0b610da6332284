import type { MeasuredCase } from '../findings/work/evidence';
import { rivalSettings } from '../findings/work/rivals';
import type { Case } from '../scenario/types';
import type { Timeline } from '../timeline/types';
import type { Trial } from '../trial/open-trial';
import type { AccessTrial } from '../trial/types';
import { distinctAccesses } from './distinct-accesses';

/**
 * Runs every case by each access that its timelines have, and by rivals of a plan that does more than its result
 * needs and has no other one beside it.
 *
 * @throws PlancliffError where the tables cannot be loaded or the server is gone
 */
export async function measureTimelines(
  trial: Trial,
  cases: readonly Case[],
  timelines: readonly Timeline[],
): Promise<readonly MeasuredCase[]> {
  const measured: MeasuredCase[] = [];
  for (const of of cases) {
    const own = timelines.filter(
      ({ query, case: label }) => query === of.query && label === of.label,
    );
    const accesses = new Map<string, AccessTrial>();
    for (const { signature, point } of distinctAccesses(own)) {
      const target = { plan: point.plan, scale: point.scale };
      accesses.set(signature, await trial.measure(of, target));
    }
    const rivals: AccessTrial[] = [];
    for (const settings of rivalSettings([...accesses.values()])) {
      rivals.push(await trial.tryCandidate(of, { settings }));
    }
    measured.push({ query: of.query, case: of.label, accesses, rivals, tried: [] });
  }
  return measured;
}
