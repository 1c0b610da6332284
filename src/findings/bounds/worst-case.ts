import { earlyStops, worstCost, type EarlyStop } from '../../plan/early-stops';
import { drivingAccess } from '../../plan/driving-access';
import type { AccessPath } from '../../plan/types';
import { formatCost, formatShare, listed, rowsText } from '../../text/figures';
import { formatRows } from '../../text/row-count';
import { worstMultiple } from '../../timeline/runner-up/bounded-runner-up';
import type { BoundedRunnerUp, TimelinePoint } from '../../timeline/types';
import type { RuleContext } from '../context';
import { worthwhile } from '../work/outgrows';
import { untilText } from './until-text';

/** A plan that is cheap only if an early stop comes, against one whose worst case is bounded. */
export interface WorstCase {
  /** The plan's worst case as a multiple of the runner-up's. */
  readonly ratio: number;
  /** Costs in the planner's units, if nothing ends the reads. */
  readonly cost: number;
  readonly runnerUpCost: number;
  /** What is read until the stop; absent where it is more than one relation or none. */
  readonly access?: AccessPath;
  /** Sentences that begin in lower case, to follow `At 8M rows `, with a full stop. */
  readonly text: string;
}

/**
 * The worst case of a plan that depends on an early stop, where it is a hundred times that of the runner-up and more. The
 * costs are the planner's, and depend on the sizes of tables and indexes, not on how many matches it expects to meet.
 */
export function worstCase(
  { scale, plan, runnerUp }: Pick<TimelinePoint, 'scale' | 'plan' | 'runnerUp'>,
  relationRows: RuleContext['relationRows'],
): WorstCase | undefined {
  if (runnerUp === undefined) return undefined;
  const { root } = plan.document;
  const cost = worstCost(root);
  const ratio = cost / Math.max(runnerUp.worstCost, Number.MIN_VALUE);
  const [stop] = earlyStops(root).toSorted((a, b) => b.excess - a.excess);
  if (stop === undefined || ratio < worstMultiple || cost < worthwhile) return undefined;
  const access = drivingAccess(stop.node, plan);
  const rows = access && relationRows(access, scale);
  return {
    ratio,
    cost,
    runnerUpCost: runnerUp.worstCost,
    ...(access === undefined ? {} : { access }),
    text: `${readText(stop, access, rows)} By its estimates the worst case of this plan costs ${formatCost(cost)}, ${formatRows(ratio)} times the ${formatCost(runnerUp.worstCost)} of ${runnerUpText(runnerUp, access)}.`,
  };
}

/** `the planner reads orders by orders_at_idx until the LIMIT is reached, and expects to stop after 12 rows; at worst reads 8M.` */
function readText(
  stop: EarlyStop,
  access: AccessPath | undefined,
  rows: number | undefined,
): string {
  const until = untilText(stop);
  if (access === undefined) {
    return `the planner reads a part of the plan ${until}, and expects to stop after ${formatShare(stop.share)} of its work.`;
  }
  const by = access.indexes.length === 0 ? 'in full' : `by ${listed(access.indexes)}`;
  const lead = `the planner reads ${access.relation} ${by} ${until}`;
  // A condition on the index bounds the read, and EXPLAIN does not show by how much.
  if (rows === undefined || access.conditions.length > 0) {
    return `${lead}, and expects to stop after ${formatShare(stop.share)} of the read.`;
  }
  const expected = Math.max(1, Math.round(rows * stop.share));
  return `${lead}, and expects to stop after ${rowsText(expected)}; at worst it reads ${formatRows(rows)}.`;
}

function runnerUpText({ accesses }: BoundedRunnerUp, access: AccessPath | undefined): string {
  const own = accesses.find(({ occurrence }) => occurrence === access?.occurrence);
  const indexes = own === undefined ? accesses.flatMap((each) => each.indexes) : own.indexes;
  const names = [...new Set(indexes)];
  return names.length === 0 ? 'another plan' : `the plan with ${listed(names)}`;
}
