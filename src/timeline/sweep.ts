import { PlancliffError } from '../errors';
import type { PlanOutcome, Statement } from '../plan/types';
import type { Case } from '../scenario/types';
import { type Batch, choosePoints } from './choose-points';
import type { Settings } from './denial';
import { type History, newHistory, pointsOf } from './history';
import { inLanes } from './lanes';
import type { RelationRows, Replan } from './measure-change';
import { marginOf } from './near-tie';
import { openPriceBook, type Unpriced } from './price-changes';
import { rangesOf } from './ranges';
import type { Timeline, TimelinePoint, Unplannable } from './types';

/** How far a sweep is: `visited` scales of `known`, which grows as changes come to light. */
export interface SweepProgress {
  readonly scale: number;
  readonly visited: number;
  readonly known: number;
}

export interface SweepOptions {
  readonly scenario: string;
  /** Label of the condition the tables are in. */
  readonly condition: string;
  readonly cases: readonly Case[];
  /** Scales to plan first, in rising order: `grid(parseScales(…))`. */
  readonly scales: readonly number[];
  /** How near a change is to be found, as a share of its row count: 0.05 is 5 %. */
  readonly precision: number;
  readonly planAt: (scale: number, cases: readonly Case[]) => Promise<readonly PlanOutcome[]>;
  /** Called right after `planAt` of the same scale. */
  readonly replan: (
    scale: number,
    statement: Statement,
    settings: Settings,
  ) => Promise<PlanOutcome>;
  /** How many scales may be under way at once. */
  readonly lanes: number;
  readonly relationRows?: RelationRows;
  readonly onPoint?: (progress: SweepProgress) => void;
  readonly signal?: AbortSignal;
}

export interface SweepResult {
  readonly timelines: readonly Timeline[];
  readonly unplannable: readonly Unplannable[];
}

/**
 * Plans every case over all scales: a grid first, then round by round the middle of each gap in which some
 * case's access changes, until every change is known to the precision; at last what each change costs.
 * Points are chosen between rounds, never during one: the same answers give the same timelines whatever
 * the timing of the lanes.
 *
 * @throws PlancliffError `interrupted` when the signal fires, and whatever `planAt` throws
 */
export async function sweep(options: SweepOptions): Promise<SweepResult> {
  const { precision } = options;
  const histories = options.cases.map(newHistory);
  const replan: Replan = (point, settings) =>
    options.replan(point.scale, point.statement, settings);
  const prices = openPriceBook({
    precision,
    replan,
    relationRows: options.relationRows ?? (() => undefined),
  });
  const firstGrid = new Set(options.scales);
  const visit = visitor(options);
  const visitAll = (batch: Batch): Promise<void> =>
    visit(batch, async (scale, cases) => {
      const outcomes = await options.planAt(scale, cases);
      for (const history of histories) {
        const outcome = outcomes[cases.indexOf(history.case)];
        if (outcome === undefined) continue;
        history.outcomes.set(scale, outcome);
        await prices.whilePassing(history, scale);
        if (outcome.ok && firstGrid.has(scale)) {
          const { plan, statement } = outcome;
          history.margins.set(scale, await marginOf({ scale, plan, statement }, replan));
        }
      }
    });

  await visitAll(new Map(options.scales.map((scale) => [scale, options.cases])));
  let batch = choosePoints(histories, precision);
  while (batch.size > 0) {
    await visitAll(batch);
    batch = choosePoints(histories, precision);
  }
  const unpriced = new Map<number, Unpriced[]>();
  for (const change of histories.flatMap((history) => prices.unpriced(history))) {
    const { scale } = change.after;
    unpriced.set(scale, [...(unpriced.get(scale) ?? []), change]);
  }
  await visit(byScale(unpriced), async (scale, changes) => {
    await options.planAt(
      scale,
      changes.map((change) => change.case),
    );
    for (const change of changes) await prices.price(change);
  });

  return {
    timelines: histories.flatMap((history) => {
      const points = pointsOf(history);
      const { ranges, folded } = rangesOf(points, precision);
      const changes = prices.changes(history.case, ranges);
      return points.length === 0
        ? []
        : [
            {
              ...subject(options, history),
              statement: lastStatement(points),
              ranges,
              folded,
              changes,
            },
          ];
    }),
    unplannable: histories.flatMap((history) => failuresOf(history, options)),
  };
}

function byScale<Work>(work: ReadonlyMap<number, Work>): ReadonlyMap<number, Work> {
  return new Map([...work].sort(([a], [b]) => a - b));
}

/** Works through scales in rising order, in lanes, and tells of each. */
function visitor(
  options: SweepOptions,
): <Work>(
  batch: ReadonlyMap<number, Work>,
  work: (scale: number, what: Work) => Promise<void>,
) => Promise<void> {
  let visited = 0;
  let known = 0;
  return async (batch, work) => {
    known += batch.size;
    await inLanes([...batch], options.lanes, async ([scale, what]) => {
      if (options.signal?.aborted === true) {
        throw new PlancliffError('interrupted', { message: 'The sweep was interrupted' });
      }
      await work(scale, what);
      visited += 1;
      options.onPoint?.({ scale, visited, known });
    });
  };
}

/** Values that the model draws may change with the scale: those at the largest one stand for all. */
function lastStatement(points: readonly TimelinePoint[]): Statement {
  return (points.at(-1) as TimelinePoint).statement;
}

/** One entry for each message that a case met, at the smallest scale where it met it. */
function failuresOf(history: History, options: SweepOptions): Unplannable[] {
  const failures = new Map<string, Unplannable>();
  for (const [scale, outcome] of [...history.outcomes].sort(([a], [b]) => a - b)) {
    if (outcome.ok || failures.has(outcome.failure.message)) continue;
    failures.set(outcome.failure.message, {
      ...subject(options, history),
      scale,
      failure: outcome.failure,
    });
  }
  return [...failures.values()];
}

function subject(
  options: SweepOptions,
  history: History,
): Pick<Timeline, 'scenario' | 'query' | 'case' | 'condition'> {
  return {
    scenario: options.scenario,
    query: history.case.query,
    case: history.case.label,
    condition: options.condition,
  };
}
