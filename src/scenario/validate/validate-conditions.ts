import { show } from '../../model/arguments';
import type { Condition, PlanCacheMode } from '../types';
import { validateName } from './validate-query';
import { fail, fields, numberIn, text } from './shape';

/** The ordinary state of the tables: what every scenario is looked at in first. */
export const fresh: Condition = { label: 'fresh' };

const planCacheModes: readonly PlanCacheMode[] = ['force_generic_plan', 'force_custom_plan'];

/** Whether statistics can be those of a table so many times smaller: any factor above 1, a whole number or not. */
export function isStaleFactor(value: unknown): value is number {
  return typeof value === 'number' && value > 1 && value <= 1e6;
}

/** The fresh condition and those of the author, or throws where these have not the right shape. */
export function validateConditions(value: unknown): Condition[] {
  if (value === undefined) return [fresh];
  if (!Array.isArray(value)) fail('conditions', `is ${show(value)}; must be an array`);
  const labels = new Set([fresh.label]);
  for (const [place, of] of value.entries()) {
    const path = `conditions[${place}]`;
    const { label, stale, bloat, notVisible, planCacheMode } = fields(of, path, [
      'label',
      'stale',
      'bloat',
      'notVisible',
      'planCacheMode',
    ]);
    const name = text(label, `${path}.label`);
    validateName(name, `${path}.label`);
    if (labels.has(name)) fail(`${path}.label`, `is '${name}', which another condition is called`);
    labels.add(name);
    if (stale !== undefined && !isStaleFactor(stale)) {
      fail(`${path}.stale`, `is ${show(stale)}; must be a number above 1`);
    }
    if (bloat !== undefined) numberIn(bloat, `${path}.bloat`, 0, 0.95);
    if (notVisible !== undefined) numberIn(notVisible, `${path}.notVisible`, 0, 1);
    if (planCacheMode !== undefined && !planCacheModes.includes(planCacheMode as PlanCacheMode)) {
      fail(
        `${path}.planCacheMode`,
        `is ${show(planCacheMode)}; must be ${planCacheModes.map((mode) => `'${mode}'`).join(' or ')}`,
      );
    }
  }
  return [fresh, ...(value as Condition[])];
}
