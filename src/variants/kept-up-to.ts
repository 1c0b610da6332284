import type { Timeline, TimelinePoint } from '../timeline/types';
import { losesIndex } from './loses-index';

/**
 * The largest planned row count up to which a variant keeps what its original has, at that row count and at all below it;
 * undefined where it does so at none.
 */
export function keptUpTo(original: Timeline, variant: Timeline): number | undefined {
  const before = pointsOf(original);
  let kept: number | undefined;
  for (const { scale, plan } of pointsOf(variant)) {
    const beside = before.findLast((point) => point.scale <= scale) ?? before[0];
    if (beside === undefined || losesIndex(beside.plan, plan)) return kept;
    kept = scale;
  }
  return kept;
}

const pointsOf = ({ ranges }: Timeline): readonly TimelinePoint[] =>
  ranges.flatMap(({ points }) => points);
