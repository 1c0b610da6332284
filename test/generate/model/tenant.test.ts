import { tenant } from '../../../src/generate/model/tables/tenant';
import type { SchemaFacts, TableFacts } from '../../../src/postgres/catalog/schema-facts';

const table = (name: string, ...parents: readonly string[]): TableFacts => ({
  schema: 'public',
  name,
  kind: 'table',
  persistence: 'permanent',
  inherits: [],
  columns: [],
  indexes: [],
  foreignKeys: parents.map((parent) => ({
    name: `${name}_${parent}`,
    columns: [`${parent}_id`],
    schema: 'public',
    table: parent,
    referencedColumns: ['id'],
    onDelete: 'no action',
    onUpdate: 'no action',
    match: 'simple',
    setColumns: [],
  })),
  checks: [],
  hasPartitions: false,
});
const because = (name: string, children: number): string | undefined => {
  const own = table(name);
  const others = Array.from({ length: children }, (_, k) => table(`child_${k}`, name));
  const facts: SchemaFacts = { tables: [own, ...others] };
  return tenant.because(own, facts);
};

test('a table that is named tenants owns the rows of a single table', () => {
  expect(because('tenants', 1)).toBe('it is named as an owner, and 1 table refers to it');
  expect(because('tenants', 0)).toBeUndefined();
});

test('a name that means other things as well needs two', () => {
  expect(because('stores', 1)).toBeUndefined();
  expect(because('stores', 2)).toBe('it is named as an owner, and 2 tables refer to it');
  expect(because('invoices', 3)).toBeUndefined();
});
