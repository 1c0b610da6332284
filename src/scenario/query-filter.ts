import { PlancliffError } from '../errors';
import { escapePattern } from '../text/pattern';
import type { Case, Scenario } from './types';
import { nearest } from '../text/nearest';

/** True for the cases of the queries that a run is limited to. */
export type QueryFilter = (of: Pick<Case, 'query' | 'label'>) => boolean;

/**
 * `--query` as a filter: `*` stands for any text, letter case aside; without a star the whole name is meant, or
 * `query / case`. Undefined where there is no pattern.
 */
export function queryFilter(pattern: string | undefined): QueryFilter | undefined {
  if (pattern === undefined) return undefined;
  const source = pattern.split('*').map(escapePattern).join('.*');
  const whole = new RegExp(`^${source}$`, 'is');
  return ({ query, label }) => whole.test(query) || whole.test(`${query} / ${label}`);
}

/**
 * Scenarios with a query that the pattern matches.
 *
 * @throws PlancliffError `usage` where none has: a run that looked at nothing is no success
 */
export function scenariosMatching(
  scenarios: readonly Scenario[],
  pattern: string | undefined,
): readonly Scenario[] {
  const filter = queryFilter(pattern);
  if (filter === undefined || pattern === undefined) return scenarios;
  const matching = scenarios.filter(({ queries }) =>
    queries.some(({ cases }) => cases.some((each) => filter(each))),
  );
  if (matching.length > 0 || scenarios.length === 0) return matching;
  const names = scenarios.flatMap(({ queries }) => queries.map(({ name }) => name));
  const near = nearest(pattern, names);
  throw new PlancliffError('usage', {
    message: `no query matches '${pattern}'`,
    hint: near === undefined ? 'Run `plancliff list` for their names.' : `Did you mean '${near}'?`,
  });
}
