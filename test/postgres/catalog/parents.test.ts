import { isChildOf, isPartitionOf } from '../../../src/postgres/catalog/parents';

const events = { schema: 'app', name: 'events' };

test.each([
  ['of its own schema', { schema: 'app', partitionOf: 'events' }, true],
  ['of another schema', { schema: 'parts', partitionOf: 'app.events' }, true],
  ['of a table of the same name elsewhere', { schema: 'public', partitionOf: 'events' }, false],
  ['of another table', { schema: 'app', partitionOf: 'visits' }, false],
  ['no partition', { schema: 'app' }, false],
])('knows a partition: %s', (_, table, expected) => {
  expect(isPartitionOf(table, events)).toBe(expected);
  expect(isChildOf({ ...table, inherits: [] }, events)).toBe(expected);
});

test.each([
  ['of its own schema', { schema: 'app', inherits: ['visits', 'events'] }, true],
  ['of another schema', { schema: 'parts', inherits: ['app.events'] }, true],
  ['of a table of the same name elsewhere', { schema: 'public', inherits: ['events'] }, false],
])('knows a child by inheritance: %s', (_, table, expected) => {
  expect(isChildOf(table, events)).toBe(expected);
});
