import { collationCause, hiddenColumnCause } from './hidden-column';
import { defaultGuessCause } from './default-guess';
import { dependentColumnsCause } from './dependent-columns';
import { earlyStopCause } from './early-stop';
import { genericPlanCause } from './generic-plan';
import { misestimateCause } from './misestimate';
import { nDistinctCause } from './n-distinct';
import { nullsOrderCause } from './nulls-order';
import { orConditionCause } from './or-condition';
import { partialIndexCause } from './partial-index';
import { staleStatisticsCause } from './stale-statistics';
import { placeOfRowsCause } from './place-of-rows';
import type { CauseRule, CauseSubject } from './subject';
import { unaskedRowsCause } from './unasked-rows';
import { unhashedSubplanCause } from './unhashed-subplan';

/** More sentences than these are read by nobody. */
const most = 2;

/** The catalogue, in the order in which causes are reported: those that explain others come first. */
const causes: readonly CauseRule[] = [
  staleStatisticsCause,
  unaskedRowsCause,
  unhashedSubplanCause,
  hiddenColumnCause,
  collationCause,
  partialIndexCause,
  genericPlanCause,
  nullsOrderCause,
  orConditionCause,
  nDistinctCause,
  dependentColumnsCause,
  placeOfRowsCause,
  earlyStopCause,
  defaultGuessCause,
  misestimateCause,
];

/** Why the planner expects less work of a plan than it does, in at most two sentences. */
export function causesOf(subject: CauseSubject): readonly string[] {
  const found = causes.flatMap((cause) => cause(subject).slice(0, 1));
  return [...new Set(found)].slice(0, most);
}
