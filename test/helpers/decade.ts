import type { Plan, PlanOutcome } from '../../src/plan/types';
import { sweep, type SweepOptions } from '../../src/timeline/sweep';
import type { TimelineRange } from '../../src/timeline/types';
import { makeCase, planned } from './plans';

/**
 * Sweeps one case from 100k to 1M rows to 1 %: the row counts visited between both ends, in the order of the visits, and
 * the ranges found.
 *
 * @param nextOf the plan of a statement that is denied its access
 */
export async function sweepDecade(
  outcomeOf: (scale: number) => PlanOutcome,
  nextOf: (scale: number) => Plan,
  options: Pick<SweepOptions, 'sizes' | 'memory'>,
): Promise<{ readonly visits: readonly number[]; readonly ranges: readonly TimelineRange[] }> {
  const scales = [100_000, 1_000_000];
  const visits: number[] = [];
  const { timelines } = await sweep({
    scenario: 's',
    condition: 'fresh',
    cases: [makeCase('q')],
    scales,
    precision: 0.01,
    scalesAtOnce: 1,
    planAt(scale, cases) {
      visits.push(scale);
      return Promise.resolve(cases.map(() => outcomeOf(scale)));
    },
    replan: (scale) => Promise.resolve(planned(nextOf(scale))),
    ...options,
  });
  return { visits: visits.slice(scales.length), ranges: timelines[0]?.ranges ?? [] };
}

/** How the first relation of each range is read. */
export const methodsOf = (ranges: readonly TimelineRange[]): readonly (string | undefined)[] =>
  ranges.map(({ points }) => points[0]?.plan.accesses[0]?.method);
