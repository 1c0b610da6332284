import type { MeasuredCase } from '../../../src/findings/evidence';
import type { Timeline } from '../../../src/timeline/types';
import type { AccessTrial, TrialRun } from '../../../src/trial/types';
import { price } from '../../../src/trial/work/price';
import { planOf } from '../../helpers/timelines';

const sizes = [10_000, 30_000, 100_000, 300_000];

/** A trial whose runs touch pages, handle rows and return rows as functions of the size. */
export function trialOf(figures: {
  readonly pages: (size: number) => number;
  readonly rows?: (size: number) => number;
  readonly returned?: (size: number) => number;
  readonly aggregated?: (size: number) => number;
}): AccessTrial {
  const runs = sizes.map((size): TrialRun => {
    const pages = figures.pages(size);
    const rowsHandled = figures.rows?.(size) ?? 0;
    const aggregated = figures.aggregated?.(size);
    return {
      outcome: 'measured',
      size,
      statement: { sql: 'select', parameters: [] },
      reproducedBy: 'planned',
      hiddenIndexes: [],
      settings: {},
      sameJoins: true,
      plan: planOf({ cost: 1, rows: 1 }, []),
      figures: {
        pages,
        tempPages: 0,
        rowsHandled,
        rowsReturned: figures.returned?.(size) ?? 1,
        ...(aggregated === undefined ? {} : { rowsAggregated: aggregated }),
        work: price({ pages, tempPages: 0, rowsHandled }),
      },
      nodes: [],
      occurrences: [],
    };
  });
  return { case: 'q / default', reproducedBy: 'planned', runs, functions: [] };
}

/** What was measured of the case of a timeline: a trial for each of its ranges, in their order. */
export function measuredOf(
  { query, case: label, ranges }: Timeline,
  trials: readonly AccessTrial[],
  rest: Partial<MeasuredCase> = {},
): MeasuredCase {
  const accesses = new Map(
    ranges.flatMap(({ points }, i) => {
      const [signature, trial] = [points[0]?.plan.accessSignature, trials[i]];
      return signature === undefined || trial === undefined ? [] : [[signature, trial] as const];
    }),
  );
  return { query, case: label, accesses, runnersUp: [], tried: [], ...rest };
}
