import type { MeasuredCase } from '../../../src/findings/evidence';
import type { Timeline } from '../../../src/timeline/types';
import type { AccessTrial, NodeWork, TrialRun } from '../../../src/trial/types';
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

/** A walk in the order of an index to the twenty rows after an OFFSET, with nodes between it and the Limit. */
export function pagedTrial(offset: number, between: readonly string[] = []): AccessTrial {
  const read = (size: number): number => Math.min(size, offset + 20);
  const returned = (size: number): number => Math.max(0, read(size) - offset);
  const of = trialOf({ pages: read, rows: (size) => 2 * read(size), returned });
  const node = (type: string, depth: number, rows: number, pages = 0): NodeWork => ({
    ...{ type, depth, estimatedRows: rows, actualRows: rows, loops: 1, removedRows: 0 },
    ...{ rowsHandled: rows, pages, tempPages: 0 },
  });
  const nodes = (size: number): readonly NodeWork[] => [
    node('Limit', 0, returned(size)),
    ...between.map((type, i) => node(type, i + 1, read(size))),
    node('Index Scan', between.length + 1, read(size), read(size)),
  ];
  return { ...of, runs: of.runs.map((run) => ({ ...run, nodes: nodes(run.size) })) };
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
