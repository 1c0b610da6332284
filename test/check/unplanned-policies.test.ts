import { unplannedPolicies } from '../../src/check/unplanned-policies';
import type { Catalog, CatalogTable } from '../../src/postgres/catalog/types';
import { access, planOf, timeline } from '../helpers/timelines';

const table = (name: string, rowSecurity: boolean): CatalogTable => ({
  schema: 'public',
  name,
  kind: 'table',
  persistence: 'permanent',
  inherits: [],
  columns: [],
  indexes: [],
  foreignKeys: [],
  ...(rowSecurity ? { rowSecurity } : {}),
});
const catalog: Catalog = {
  tables: [table('orders', true), table('visits', true), table('kinds', false)],
};
const reads = (relation: string) =>
  timeline(() =>
    planOf({ cost: 1, rows: 1 }, [
      access({ relation, occurrence: `${relation}/public.${relation}` }),
    ]),
  );
const notes = (relations: readonly string[], settings: { readonly [name: string]: string } = {}) =>
  unplannedPolicies(
    { definition: { schema: '', driving: 'orders', tables: {}, queries: {}, settings } },
    catalog,
    relations.map(reads),
  );

test('a table with row-level security that a case reads is named', () => {
  expect(notes(['visits', 'kinds'])).toEqual([
    expect.stringMatching(/^row-level security of visits: the policies were not planned/),
  ]);
  expect(notes(['visits', 'orders'])[0]).toContain('of orders and visits');
});

test('nothing is said where none is read, or where the scenario sets a role', () => {
  expect(notes(['kinds'])).toEqual([]);
  expect(notes(['visits'], { Role: 'app' })).toEqual([]);
});
