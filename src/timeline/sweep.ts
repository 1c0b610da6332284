import type { Plan, PlanOutcome, Settings, Statement } from '../plan/types';
import type { Case } from '../scenario/types';
import { boundedRunnerUp } from './runner-up/bounded-runner-up';
import { type Batch, batchOf } from './points/batch';
import { choosePoints, type Search } from './points/choose-points';
import { type History, newHistory, pointsOf } from './points/history';
import type { MemoryLimits } from '../plan/memory-needs';
import { memoryPoints } from './points/memory-points';
import { type ChangeCosts, openChangeCosts, type Uncosted } from './changes/change-costs';
import { findSettings } from './changes/find-settings';
import { rangesOf } from './ranges';
import { byDisabledPaths, runnerUpOf } from './runner-up/runner-up';
import type { PlanAt, RelationRows, Replan, Timeline, Unplannable } from './types';
import { type SweepProgress, visitor } from './visit';
import { openPageSearch, type TableSizes, type PageSearch } from './points/page-points';

export interface SweepOptions {
  readonly scenario: string;
  /** Label of the condition the tables are in. */
  readonly condition: string;
  readonly cases: readonly Case[];
  /** Scales to plan first, in rising order: `grid(parseScales(…))`. */
  readonly scales: readonly number[];
  /** How near a change is to be found, as a share of its row count: 0.05 is 5 %. */
  readonly precision: number;
  readonly planAt: PlanAt;
  /** Called right after `planAt` of the same scale. */
  readonly replan: (
    scale: number,
    statement: Statement,
    settings: Settings,
  ) => Promise<PlanOutcome>;
  /** Whether to visit row counts only to find the settings on which losses depend: not where rows have to be loaded. */
  readonly decisiveSettings?: boolean;
  /** How many scales may be under way at once. */
  readonly scalesAtOnce: number;
  readonly relationRows?: RelationRows;
  /** Where tables get a further parallel worker, and how large they are; not looked for where absent. */
  readonly sizes?: TableSizes;
  /** What sorts and hash tables may use; where they reach it is not looked for where absent. */
  readonly memory?: MemoryLimits;
  readonly onPoint?: (progress: SweepProgress) => void;
  readonly signal?: AbortSignal;
}

export interface SweepResult {
  readonly timelines: readonly Timeline[];
  readonly unplannable: readonly Unplannable[];
}

/**
 * Plans every case over all scales: a grid first, and the row counts where tables get a further parallel worker or the
 * memory of a sort or hash table ends; then round by round a point in each gap in which some case's access changes, until
 * every change is known to the precision; at last what each change costs.
 * Points are chosen between rounds, never during one: the same answers give the same timelines whatever
 * the timing of the scales under way.
 *
 * @throws PlancliffError `interrupted` when the signal fires, and whatever `planAt` throws
 */
export async function sweep(options: SweepOptions): Promise<SweepResult> {
  const { precision, cases, scales } = options;
  const histories = cases.map(newHistory);
  const search: Search = { histories, precision, coarse: new Set(scales) };
  const { replan, forget } = remembering(options.replan);
  const relationRows = options.relationRows ?? (() => undefined);
  const costs = openChangeCosts({ precision, replan, relationRows });
  const visit = visitor(options, forget);
  const sizes = openPageSearch(options.sizes, precision);
  const learning: Learning = { histories, grid: new Set(scales), replan, costs, sizes };
  const plan = (batch: Batch): Promise<void> =>
    visit(batch, async (scale, some) => {
      const outcomes = await options.planAt(scale, some);
      await learn(learning, scale, new Map(some.map((each, k) => [each, outcomes[k]])));
    });

  await plan(new Map(scales.map((scale) => [scale, cases])));
  const spills =
    options.memory === undefined ? [] : memoryPoints(histories, options.memory, precision);
  let steps = [...sizes.points(histories, 1), ...spills];
  for (let round = 2; steps.length > 0; round += 1) {
    await plan(batchOf(steps));
    steps = [...sizes.points(histories, round)];
  }
  let batch = choosePoints(search);
  while (batch.size > 0) {
    await plan(batch);
    batch = choosePoints(search);
  }
  const uncosted = groupByScale(histories.flatMap((history) => costs.uncosted(history)));
  await visit(uncosted, async (scale, changes) => {
    // Planned for the sake of the tables alone: what was planned there first stands.
    await options.planAt(scale, [...new Set(changes.map(({ history }) => history.case))]);
    for (const change of changes) await costs.find(change);
  });
  if (options.decisiveSettings === true) {
    const largest = scales.at(-1) ?? 0;
    await findSettings({ histories, costs, largest, visit, planAt: options.planAt, replan });
  }

  return {
    timelines: histories.flatMap((history) => timelineOf(history, options, costs)),
    unplannable: histories.flatMap((history) => failuresOf(history, options)),
  };
}

interface Learning {
  readonly histories: readonly History[];
  /** Scales that are planned first. */
  readonly grid: ReadonlySet<number>;
  readonly replan: Replan;
  readonly costs: ChangeCosts;
  readonly sizes: PageSearch;
}

/** Keeps the plans of a scale, and asks while it is visited for what the search and the costs need of it. */
async function learn(
  { histories, grid, replan, costs, sizes }: Learning,
  scale: number,
  outcomes: ReadonlyMap<Case, PlanOutcome | undefined>,
): Promise<void> {
  const planned = histories.flatMap((history) => {
    const outcome = outcomes.get(history.case);
    if (outcome === undefined) return [];
    history.outcomes.set(scale, outcome);
    if (!outcome.ok) return [];
    return { history, point: { scale, plan: outcome.plan, statement: outcome.statement } };
  });
  for (const { history, point } of planned.toSorted((a, b) => byDisabledPaths(a.point, b.point))) {
    const runnerUp = await runnerUpOf(point, replan);
    if (runnerUp !== undefined) history.runnersUp.set(scale, runnerUp);
    const bounded = await boundedRunnerUp(point.plan, (settings) => replan(point, settings));
    if (bounded !== undefined) history.bounded.set(scale, bounded);
  }
  await sizes.readAt(
    scale,
    planned.map(({ history, point }) => ({ point, runnerUp: history.runnersUp.get(scale) })),
  );
  // What lies past a change is not known before the whole grid is.
  if (grid.has(scale)) return;
  for (const { history } of planned) await costs.costAtVisit(history, scale);
}

/**
 * Asks for each plan under other settings once while a scale is visited: the search and the costs want some of the
 * same. Of thousands of plans only what was learned from them is kept.
 */
function remembering(ask: SweepOptions['replan']): {
  readonly replan: Replan;
  readonly forget: (scale: number) => void;
} {
  type Answers = Map<string, Promise<PlanOutcome>>;
  const asked = new Map<number, Map<Plan, Answers>>();
  return {
    replan({ scale, plan, statement }, settings) {
      const plans = asked.get(scale) ?? new Map<Plan, Answers>();
      asked.set(scale, plans);
      const answers = plans.get(plan) ?? new Map<string, Promise<PlanOutcome>>();
      plans.set(plan, answers);
      const key = JSON.stringify([settings, statement.sql]);
      const answer = answers.get(key) ?? ask(scale, statement, settings);
      answers.set(key, answer);
      return answer;
    },
    forget: (scale) => asked.delete(scale),
  };
}

function timelineOf(history: History, options: SweepOptions, costs: ChangeCosts): Timeline[] {
  const points = pointsOf(history);
  const last = points.at(-1);
  if (last === undefined) return [];
  const { ranges, folded } = rangesOf(points, options.precision);
  const changes = costs.changes(history, ranges);
  // Values that the model draws may change with the scale: those at the largest one stand for all.
  return [{ ...subject(options, history), statement: last.statement, ranges, folded, changes }];
}

function groupByScale(changes: readonly Uncosted[]): ReadonlyMap<number, readonly Uncosted[]> {
  const groups = new Map<number, Uncosted[]>();
  for (const change of changes.toSorted((a, b) => a.after.scale - b.after.scale)) {
    const { scale } = change.after;
    groups.set(scale, [...(groups.get(scale) ?? []), change]);
  }
  return groups;
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
