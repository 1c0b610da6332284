import { show } from '../../model/arguments';
import { didYouMean } from '../../text/nearest';
import { parseRowCount } from '../../text/row-count';
import { planModes } from '../plan-mode';
import type { Condition } from '../types';
import { validateName } from './validate-query';
import { type Fields, fail, fields, join, named, numberIn, text, within, word } from './shape';

/** The ordinary state of the tables: what every scenario is looked at in first. */
export const fresh: Condition = { label: 'fresh' };

/** Whether statistics can be those of a table so many times smaller: any factor above 1, a whole number or not. */
export function isStaleFactor(value: unknown): value is number {
  return typeof value === 'number' && value > 1 && value <= 1e6;
}

const stateKeys = ['stale', 'bloat', 'indexBloat', 'indexes', 'notVisible'] as const;

/**
 * The fresh condition and those of the author, or throws where these have not the right shape.
 *
 * @param tables of the scenario
 */
export function validateConditions(value: unknown, tables: readonly string[]): Condition[] {
  if (value === undefined) return [fresh];
  if (!Array.isArray(value)) fail('conditions', `is ${show(value)}; must be an array`);
  const labels = new Set([fresh.label]);
  for (const [place, of] of value.entries()) {
    const path = `conditions[${place}]`;
    const condition = fields(of, path, ['label', 'tables', 'plan', ...stateKeys]);
    const name = text(condition.label, `${path}.label`);
    validateName(name, `${path}.label`);
    if (labels.has(name)) fail(`${path}.label`, `is '${name}', which another condition is called`);
    labels.add(name);
    validateState(condition, path);
    if (condition.plan !== undefined) word(condition.plan, `${path}.plan`, planModes);
    if (condition.tables === undefined) continue;
    for (const [table, state] of Object.entries(
      named(condition.tables, `${path}.tables`, 'table'),
    )) {
      const at = join(`${path}.tables`, table);
      if (!tables.includes(table))
        fail(at, 'is no table of the scenario', didYouMean(table, tables));
      validateState(fields(state, at, stateKeys), at);
    }
  }
  return [fresh, ...(value as Condition[])];
}

function validateState(
  { stale, bloat, indexBloat, indexes, notVisible }: Fields,
  path: string,
): void {
  if (stale !== undefined) validateStale(stale, `${path}.stale`);
  if (bloat !== undefined) numberIn(bloat, `${path}.bloat`, 0, 0.95);
  if (indexBloat !== undefined) numberIn(indexBloat, `${path}.indexBloat`, 0, 0.9);
  if (indexes !== undefined) word(indexes, `${path}.indexes`, ['built', 'grown']);
  if (notVisible !== undefined) numberIn(notVisible, `${path}.notVisible`, 0, 1);
}

function validateStale(value: unknown, path: string): void {
  if (isStaleFactor(value)) return;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    fail(
      path,
      `is ${show(value)}; must be a number above 1`,
      "Or write { rows: '50k' } for rows that ANALYZE has not seen, { at: '1m' } for the rows that it has seen.",
    );
  }
  const given = fields(value, path, ['rows', 'at']);
  const [[key, count] = [], ...others] = Object.entries(given);
  if (key === undefined || others.length > 0) fail(path, 'must have either `rows` or `at`');
  if (typeof count !== 'string' && typeof count !== 'number') {
    fail(`${path}.${key}`, `is ${show(count)}; must be a row count such as '50k'`);
  }
  within(`${path}.${key}`, () => parseRowCount(count));
}
