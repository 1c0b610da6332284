import type { Growth } from '../../engine/twin/growth/growth';
import type { Twin } from '../../engine/twin/twin';
import type { PlanOutcome, Settings, Statement } from '../../plan/types';
import type { Case } from '../../scenario/types';
import { grid } from '../../scenario/scales';
import { sweep } from '../../timeline/sweep';
import type { Timeline, Unplannable } from '../../timeline/types';
import { memoryLimits } from '../../plan/memory-needs';
import { pageSteps } from '../../timeline/points/page-steps';
import type { MovingStatement } from './recent-literals';
import type { PlannedRequest } from './types';

/** Points of the axis are whole numbers: thousandths of today's size. */
const today = 1_000;

export interface GrowthSweep {
  readonly twin: Twin;
  readonly growth: Growth;
  readonly requests: readonly PlannedRequest[];
  /** The largest size, as a multiple of today. */
  readonly to: number;
  /** Statements whose values move with the end of a key. */
  readonly moving?: ReadonlyMap<PlannedRequest, MovingStatement>;
  readonly onPoint?: (done: number, known: number) => void;
  readonly signal: AbortSignal;
}

/** How near a change is located, as a share of the size. */
const precision = 0.03;

/** Plans statements on a twin from today's size to a multiple of it, and finds where their access changes. */
export async function sweepGrowth({
  twin,
  growth,
  requests,
  to,
  moving = new Map<PlannedRequest, MovingStatement>(),
  onPoint,
  signal,
}: GrowthSweep): Promise<{
  readonly timelines: readonly Timeline[];
  readonly unplannable: readonly Unplannable[];
}> {
  const cases = requests.map((_, number): Case => ({
    id: String(number),
    query: String(number),
    label: '',
    values: [],
  }));
  const plan = planOnTwin(twin);
  const planAt = (scale: number, of: PlannedRequest, settings: Settings): Promise<PlanOutcome> =>
    movedRequest(of, moving.get(of), factorOf(scale)).then((moved) => plan(moved, settings));
  let shown = today;
  const show = async (scale: number): Promise<void> => {
    if (scale !== shown) await twin.show(growth.imageAt(factorOf(scale)));
    shown = scale;
  };
  return sweep({
    scenario: '',
    condition: '',
    cases,
    scales: grid({ from: today, to: Math.round(to * today) }),
    precision,
    scalesAtOnce: 1,
    planAt: async (scale, some) => {
      await show(scale);
      const outcomes: PlanOutcome[] = [];
      for (const each of some) {
        outcomes.push(await planAt(scale, requests[Number(each.query)] as PlannedRequest, {}));
      }
      return outcomes;
    },
    replan: async (scale, statement, settings) => {
      await show(scale);
      return planAt(scale, requestOf(requests, statement), settings);
    },
    relationRows: ({ schema, relation }, scale) =>
      growth.rows({ schema, name: relation }, factorOf(scale)),
    memory: memoryLimits(twin.planner.settings),
    sizes: {
      steps: pageSteps(twin.planner.settings),
      sizesAt: async (scale) => {
        await show(scale);
        return growth.sizesAt(factorOf(scale));
      },
    },
    ...(onPoint === undefined ? {} : { onPoint: ({ visited, known }) => onPoint(visited, known) }),
    signal,
  });
}

export const factorOf = (scale: number): number => scale / today;

/** The statement that goes with each request, so that a plan leads back to it. */
const statements = new WeakMap<PlannedRequest, Statement>();
const owners = new WeakMap<Statement, PlannedRequest>();

function statementOf(of: PlannedRequest): Statement {
  const known = statements.get(of);
  if (known !== undefined) return known;
  const { request } = of;
  const statement: Statement =
    request.kind === 'custom'
      ? request.statement
      : { sql: request.sql, parameters: Array.from({ length: request.parameters }, () => null) };
  statements.set(of, statement);
  owners.set(statement, of);
  return statement;
}

/** The request with its values moved to a point of the axis; a plan of it leads back to the request. */
async function movedRequest(
  of: PlannedRequest,
  moving: MovingStatement | undefined,
  factor: number,
): Promise<PlannedRequest> {
  if (moving === undefined || factor === 1) return of;
  const statement = await moving.at(factor);
  const moved: PlannedRequest = { ...of, request: { kind: 'custom', statement } };
  statements.set(moved, statement);
  owners.set(statement, of);
  return moved;
}

function requestOf(requests: readonly PlannedRequest[], statement: Statement): PlannedRequest {
  const found = owners.get(statement) ?? requests[0];
  if (found === undefined) throw new RangeError('No such statement');
  return found;
}

/** Plans a request as the server did: for its values, or for any. */
export function planOnTwin(
  twin: Twin,
): (of: PlannedRequest, settings: Settings) => Promise<PlanOutcome> {
  return async (of, settings) => {
    const statement = statementOf(of);
    const generic = of.request.kind === 'generic' ? { plan_cache_mode: 'force_generic_plan' } : {};
    const all = { ...settings, ...generic };
    return Object.keys(all).length === 0
      ? twin.planner.plan(statement)
      : twin.planner.planWith(statement, all);
  };
}
