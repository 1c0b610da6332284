import { midpoint, pointNear } from './midpoint';
import type { RunnerUp } from '../runner-up/runner-up';
import type { Neighbours } from './history';
import type { TimelinePoint } from '../types';

/**
 * The row count between two neighbours of different access at which the two plans cost the same, going by
 * what each of them costs at both ends; the middle where that is not known. A statement about costs is what
 * the planner decides by, so that the change is found in two or three points where halving takes six.
 *
 * Where the estimate comes to lie at an end, the point that would close the gap is tried, and if that does not,
 * the middle: what the planner calls equal, or an estimate of rows that jumps, cannot be computed.
 */
export function crossover(
  gap: Neighbours,
  runnersUp: ReadonlyMap<number, RunnerUp>,
  precision: number,
): number | undefined {
  const { from, to } = gap;
  const middle = midpoint(from.scale, to.scale, precision);
  const share = crossing(gap, runnersUp);
  if (share === undefined || middle === undefined) return middle;
  const closing = Math.log(1 + precision) * 0.95;
  const width = Math.log(to.scale / from.scale);
  const low = Math.min(stepBeyond(from, gap.before, closing), width / 2);
  const high = Math.min(stepBeyond(to, gap.after, closing), width / 2);
  const wanted = share * width;
  const offset = wanted < closing ? low : width - wanted < closing ? width - high : wanted;
  const between = { from: from.scale, to: to.scale };
  return pointNear(from.scale * Math.exp(offset), between, precision);
}

/** The step that closes the gap beside an end; twice the last one where that did not. */
function stepBeyond(
  end: TimelinePoint,
  behind: TimelinePoint | undefined,
  closing: number,
): number {
  if (behind?.plan.accessSignature !== end.plan.accessSignature) return closing;
  const last = Math.abs(Math.log(end.scale / behind.scale));
  // A point farther off was no step towards this gap.
  return last < closing * 3 ? Math.max(closing, last * 2) : closing;
}

/** pathnode.c, STD_FUZZ_FACTOR. */
const fuzz = Math.log(1.01);

/** Where between the ends, 0 to 1, the planner changes its mind: where both costs are the same, or nearly. */
function crossing(
  { from, to }: Neighbours,
  runnersUp: ReadonlyMap<number, RunnerUp>,
): number | undefined {
  const [below, above] = [runnersUp.get(from.scale), runnersUp.get(to.scale)];
  if (below?.accessSignature !== to.plan.accessSignature) return undefined;
  if (above?.accessSignature !== from.plan.accessSignature) return undefined;
  // A plan that was chosen though the runner-up is cheaper is the one that is favoured among equals.
  const preference = below.margin < 1 ? fuzz : above.margin < 1 ? -fuzz : 0;
  const rest = Math.log(below.margin) + preference;
  const gained = Math.log(above.margin) - preference;
  return rest + gained > 0 ? rest / (rest + gained) : undefined;
}
