import { differingText } from '../../plan/describe';
import { isGeneric } from '../../plan/plan-cache';
import { listed } from '../../text/figures';
import { sixthExecutionText } from '../conditions/plan-cache';
import type { CauseRule } from './subject';

/** The plan serves any value: conditions on parameters have no value while it is made. */
export const genericPlanCause: CauseRule = ({ accesses, settings, point, bothPlans }) => {
  const texts = accesses.flatMap(({ conditions, filters }) => [...conditions, ...filters]);
  const parameters = texts.flatMap(({ text }) => text.match(/\$\d+/g) ?? []);
  if (!isGeneric(point.statement, settings) || parameters.length === 0) return [];
  const named = [...new Set(parameters)].sort();
  const values = `${named.length === 1 ? 'value' : 'values'} of ${listed(named)}`;
  if (bothPlans === undefined) {
    return [`The plan is a generic one: it is made without the ${values}.`];
  }
  const { custom, generic } = bothPlans;
  if (custom.accessSignature === generic.accessSignature) return [];
  return [
    `The plan is a generic one, made without the ${values}; with ${named.length === 1 ? 'it' : 'them'} the planner reads by ${differingText(custom, generic)}. ${sixthExecutionText(bothPlans, settings)}`,
  ];
};
