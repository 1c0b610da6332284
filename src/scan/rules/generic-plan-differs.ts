import { formatCost, rowsText } from '../../text/figures';
import { growsBeyond } from './evidence';
import { givesUpIndex } from './gives-up-index';
import { queryOf } from './shown-query';
import type { ScanRule } from './types';

/** Rows from which a full scan is felt. */
const large = 100_000;
/** A plan that stops at the first matches is cheap or dear by where they lie: a trial says that, and no planned cost. */
const stopsEarly = / limit \d+$|^select exists /;

/**
 * A prepared statement whose plan for all values gives up the index that the plan for some values has, where the server
 * takes it from the sixth execution on. Where it goes on planning anew, nothing is lost but the planning.
 */
export const genericPlanDiffers: ScanRule = (evidence) =>
  (evidence.generic ?? []).flatMap(({ probe, scale, plan, customCost, auto, differing }) => {
    if (auto !== 'generic' || stopsEarly.test(probe.sql)) return [];
    if (!growsBeyond(evidence, probe.table, large)) return [];
    const hurt = differing.find(({ points }) => {
      const custom = points.at(-1)?.plan;
      // With null, or an empty list, the planner folds the condition to false: such a plan reads nothing that could be lost.
      return (
        custom !== undefined &&
        custom.accesses.length > 0 &&
        givesUpIndex(custom, plan, evidence.facts)
      );
    });
    const point = hurt?.points.at(-1);
    if (hurt === undefined || point === undefined) return [];
    const subject = probe.index ?? probe.foreignKey ?? '';
    return [
      {
        kind: 'generic-plan-differs' as const,
        table: probe.table,
        subject,
        title: `${probe.table}: a prepared query by ${subject} loses it from the sixth execution on (case ${hurt.label})`,
        why: `At ${rowsText(scale)} the plan for all values costs ${formatCost(plan.cost)} and those for the values of a case ${formatCost(customCost)} on average, so that plan_cache_mode = auto takes the first. In the case ${hurt.label} it gives up the index (planner's figures). The setting is for the sessions that prepare it.`,
        ...queryOf(point.statement),
        note: `for ${probe.table}: ${subject}`,
        change: 'set plan_cache_mode = force_custom_plan;',
        weight: 400,
      },
    ];
  });
