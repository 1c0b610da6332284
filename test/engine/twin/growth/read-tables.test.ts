import { readWith } from '../../../../src/engine/twin/growth/read-tables';
import type { CatalogTable } from '../../../../src/postgres/catalog/types';

const table = (name: string, of: Partial<CatalogTable> = {}): CatalogTable => ({
  schema: 'public',
  name,
  kind: 'table',
  persistence: 'permanent',
  inherits: [],
  columns: [],
  indexes: [],
  foreignKeys: [],
  ...of,
});

const tables = [
  table('events', { kind: 'partitioned' }),
  table('events_old', { kind: 'partitioned', partitionOf: 'events' }),
  table('events_old_a', { schema: 'archive', partitionOf: 'public.events_old' }),
  table('events_new', { partitionOf: 'events' }),
  table('parents'),
  table('children', { inherits: ['parents', 'things'] }),
  table('things'),
  table('others'),
  table('others', { schema: 'archive' }),
];

test.each([
  ['others', ['public.others']],
  ['events', ['public.events', 'public.events_old', 'archive.events_old_a', 'public.events_new']],
  ['events_new', ['public.events', 'public.events_old', 'archive.events_old_a', 'public.events_new']], // prettier-ignore
  ['parents', ['public.parents', 'public.children']],
  ['children', ['public.parents', 'public.children', 'public.things']],
])('a plan that reads %s may read at other sizes', (name, wanted) => {
  const isRead = readWith({ tables }, [{ schema: 'public', relation: name }]);
  expect(tables.filter(isRead).map((each) => `${each.schema}.${each.name}`)).toEqual(wanted);
});
