import { accessPaths } from '../../src/plan/access';
import type { PlanNode } from '../../src/plan/types';
import { documentOf, factsOf, node, scan } from '../fixtures/explain/nodes';
import { majors, recorded } from '../fixtures/explain/recorded';

const names = (root: PlanNode, facts = factsOf()): readonly string[] =>
  accessPaths(documentOf(root), facts).map(({ occurrence }) => occurrence);

test.each<[string, readonly string[]]>([
  ['self join', ['a/shop.orders', 'b/shop.orders']],
  ['nested view twice', ['o/shop.orders', 'o#2/shop.orders']],
  ['union', ['customers/shop.customers', 'orders/shop.orders', 'orders#2/shop.orders']],
  ['materialized cte', ['orders/shop.orders@recent']],
  ['recursive', ['o/shop.orders@up', 'orders/shop.orders@up']],
  ['subplan and initplan', ['o/shop.orders', 'x/shop.orders@initplan_1', 'i/shop.items@subplan_1']],
  ['hashed subplan', ['o/shop.orders', 'c/shop.customers@subplan_1']],
  ['modifying cte', ['items/shop.items@gone']],
  ['insert select', ['customers/shop.customers']],
  ['update', ['o/shop.orders']],
  ['merge', ['i/shop.items', 'o/shop.orders']],
  ['inheritance', ['places/shop.places', 'places/shop.cities']],
  ['minimum and maximum', ['orders/shop.orders', 'orders#2/shop.orders']],
  ['maximum over partitions', ['events/shop.events_*']],
  ['partitions of a view twice', ['e/shop.events_*', 'e#2/shop.events_*']],
  ['partitions in a union', ['e/shop.events_*', 'e#2/shop.events_*']],
  ['partitions joined one by one', ['e/shop.events_*', 'f/shop.events_*']],
  ['update partitions', ['events/shop.events_*']],
  [`author's suffix`, ['o_1/shop.orders']],
])('%s has these occurrences on every major', (name, expected) => {
  for (const major of majors) {
    expect(accessPaths(recorded(name, major)).map(({ occurrence }) => occurrence)).toEqual(
      expected,
    );
  }
});

test('the order of a join does not number its occurrences', () => {
  const [first, second] = [
    scan('Seq Scan', 'orders', { Alias: 'o' }),
    scan('Seq Scan', 'orders', { Alias: 'o_1', Filter: '(o_1.a = 1)' }),
  ];
  const filtered = (root: PlanNode): string | undefined =>
    accessPaths(documentOf(root)).find(({ filters }) => filters.length > 0)?.occurrence;
  expect(filtered(node('Nested Loop', {}, first, second))).toBe('o#2/shop.orders');
  expect(filtered(node('Nested Loop', {}, second, first))).toBe('o#2/shop.orders');
});

test('an alias of the author keeps its suffix, unless the plain name is there too', () => {
  expect(names(scan('Seq Scan', 'orders', { Alias: 'o_1' }))).toEqual(['o_1/shop.orders']);
  const both = node(
    'Nested Loop',
    {},
    scan('Seq Scan', 'orders', { Alias: 'o' }),
    scan('Seq Scan', 'orders', { Alias: 'o_1' }),
  );
  expect(names(both)).toEqual(['o/shop.orders', 'o#2/shop.orders']);
});

test('a partition that pruning left alone in its Append loses the suffix by the catalog', () => {
  const facts = factsOf({ partitions: { events_7: 'events' } });
  const left = node(
    'Append',
    { 'Subplans Removed': 6 },
    scan('Seq Scan', 'events_7', { Alias: 'e_1' }),
  );
  expect(names(left, facts)).toEqual(['e/shop.events']);
  expect(names(scan('Seq Scan', 'events_7', { Alias: 'e' }), facts)).toEqual(['e/shop.events']);
  // Read by its own name, it is a table like any other.
  expect(names(scan('Seq Scan', 'events_7'), facts)).toEqual(['events_7/shop.events_7']);
});

test('two tables in a union are no partitions of one, whatever their alias', () => {
  const union = node(
    'Append',
    {},
    scan('Seq Scan', 'orders', { Alias: 't' }),
    scan('Seq Scan', 'customers', { Alias: 't_1' }),
  );
  expect(names(union)).toEqual(['t/shop.orders', 't#2/shop.customers']);
});

test('a table whose own name ends in a number is no second use of another', () => {
  const join = node('Nested Loop', {}, scan('Seq Scan', 'orders'), scan('Seq Scan', 'orders_2024'));
  expect(names(join)).toEqual(['orders/shop.orders', 'orders_2024/shop.orders_2024']);
});

test('partitions may bear the very names that the planner gives', () => {
  const append = node('Append', {}, scan('Seq Scan', 'events_1'), scan('Seq Scan', 'events_2'));
  expect(
    names(append, factsOf({ partitions: { events_1: 'events', events_2: 'events' } })),
  ).toEqual(['events/shop.events']);
  expect(names(append)).toEqual(['events_1/shop.events_1', 'events_2/shop.events_2']);
});

test('two arms of a union with one partition each are two uses', () => {
  const facts = factsOf({ partitions: { events_a: 'events', events_b: 'events' } });
  const arms = node(
    'Append',
    {},
    scan('Seq Scan', 'events_a', { Alias: 'e' }),
    scan('Seq Scan', 'events_b', { Alias: 'e_1' }),
  );
  expect(names(arms, facts)).toEqual(['e/shop.events', 'e#2/shop.events']);
});

test('temporary tables have one schema', () => {
  const temporary = scan('Seq Scan', 'fresh', { Schema: 'pg_temp_42' });
  expect(names(temporary)).toEqual(['fresh/pg_temp.fresh']);
});

test('subplans are numbered in the order they were planned, without gaps, on 19 by first visit', () => {
  const sub = (name: string, alias: string): PlanNode =>
    scan('Seq Scan', 'items', {
      Alias: alias,
      'Subplan Name': name,
      'Parent Relationship': 'SubPlan',
    });
  const plan = (...subplans: readonly PlanNode[]): PlanNode =>
    scan('Seq Scan', 'orders', {}, ...subplans);
  expect(names(plan(sub('SubPlan 9', 'y'), sub('SubPlan 4', 'x')))).toEqual([
    'orders/shop.orders',
    'x/shop.items@subplan_1',
    'y/shop.items@subplan_2',
  ]);
  expect(names(plan(sub('SubPlan exists_1', 'x'), sub('InitPlan expr_1', 'y')))).toEqual([
    'orders/shop.orders',
    'y/shop.items@initplan_1',
    'x/shop.items@subplan_1',
  ]);
});
