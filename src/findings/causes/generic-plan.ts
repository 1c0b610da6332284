import { listed } from '../../text/figures';
import type { CauseRule } from './subject';

/** The plan serves any value: conditions on parameters have no value while it is made. */
export const genericPlanCause: CauseRule = ({ accesses, settings, condition }) => {
  const mode = condition?.planCacheMode ?? settings['plan_cache_mode'];
  const texts = accesses.flatMap(({ conditions, filters }) => [...conditions, ...filters]);
  const parameters = texts.flatMap(({ text }) => text.match(/\$\d+/g) ?? []);
  if (mode !== 'force_generic_plan' || parameters.length === 0) return [];
  const named = [...new Set(parameters)].sort();
  return [
    `The plan is a generic one: it is made without the ${named.length === 1 ? 'value' : 'values'} of ${listed(named)}.`,
  ];
};
