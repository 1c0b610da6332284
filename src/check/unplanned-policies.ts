import type { Catalog } from '../postgres/catalog/types';
import { qualifiedName } from '../postgres/quote';
import { resolveSettings } from '../scenario/profiles';
import type { Scenario } from '../scenario/types';
import { listed } from '../text/figures';
import type { Timeline } from '../timeline/types';

/**
 * What to say of tables with row-level security that the cases read: plancliff plans as a superuser, to whom the planner
 * adds no policy (check_enable_rls, rls.c), so that conditions and the work of them are missing from the plans. Nothing
 * where a case has a role: it is planned and run under it.
 */
export function unplannedPolicies(
  { definition }: Pick<Scenario, 'definition'>,
  { tables }: Catalog,
  timelines: readonly Timeline[],
): readonly string[] {
  const names = Object.keys(resolveSettings(definition)).map((name) => name.toLowerCase());
  if (names.includes('role')) return [];
  const read = new Set(
    timelines
      .filter(({ statement }) => (statement.settings?.['role'] ?? 'none') === 'none')
      .flatMap(({ ranges }) => ranges.flatMap(({ points }) => points))
      .flatMap(({ plan }) => plan.accesses)
      .map(({ schema, relation }) => qualifiedName(schema, relation)),
  );
  const secured = tables
    .filter(({ schema, name, rowSecurity }) => rowSecurity && read.has(qualifiedName(schema, name)))
    .map(({ name }) => name);
  if (secured.length === 0) return [];
  return [
    `row-level security of ${listed(secured)}: the policies were not planned, because plancliff plans as a superuser. ` +
      'Set `role` of the scenario or of the query to a role that they apply to',
  ];
}
