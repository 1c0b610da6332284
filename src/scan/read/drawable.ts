import { PlancliffError } from '../../errors';
import type { ProbeGroup } from '../../generate/make-probes';
import { isDrawnValue } from '../../model/drawn-values';
import type { Model } from '../../model/types';

/** Without the cases whose values the model cannot draw. */
export function drawableOf(groups: readonly ProbeGroup[], model: Model): readonly ProbeGroup[] {
  // Keys share their lists of numbers.
  const known = new Map<readonly unknown[], boolean>();
  const canBeDrawn = (value: unknown): boolean => {
    if (Array.isArray(value)) {
      const all = known.get(value) ?? value.every(canBeDrawn);
      known.set(value, all);
      return all;
    }
    if (!isDrawnValue(value)) return true;
    try {
      model.drawExpression(value, 10_000);
      return true;
    } catch (error) {
      if (error instanceof PlancliffError) return false;
      throw error;
    }
  };
  return groups.map((group) => ({
    ...group,
    probes: group.probes.flatMap((probe) => {
      const cases = Object.entries(probe.cases).filter(([, values]) => values.every(canBeDrawn));
      return cases.length === 0 ? [] : [{ ...probe, cases: Object.fromEntries(cases) }];
    }),
  }));
}
