import { earlyStops, worstCost } from '../../src/plan/early-stops';
import { node, scan } from '../fixtures/explain/nodes';

const costs = (startup: number, total: number, rows: number) => ({
  'Startup Cost': startup,
  'Total Cost': total,
  'Plan Rows': rows,
});
const walk = scan('Index Scan', 'orders', {
  ...costs(0.4, 400_000.4, 5_000),
  'Parent Relationship': 'Outer',
});

test('below a LIMIT the whole node counts, whatever share of it the planner expects to read', () => {
  const root = node('Limit', costs(0.4, 1600.4, 20), walk);
  expect(earlyStops(root)).toEqual([{ by: 'LIMIT', node: walk, share: 0.004, excess: 398_400 }]);
  expect(worstCost(root)).toBe(400_000.4);
});

test('a LIMIT above a sort ends nothing early: the sort reads all of its input', () => {
  const sort = node('Sort', { ...costs(900, 900, 5_000), 'Parent Relationship': 'Outer' });
  const root = node('Limit', costs(900, 900, 20), sort);
  expect(earlyStops(root)).toEqual([]);
  expect(worstCost(root)).toBe(900);
});

test('the initplan of a minimum stops at its first row', () => {
  const limit = node(
    'Limit',
    { ...costs(0.4, 2.4, 1), 'Parent Relationship': 'InitPlan', 'Subplan Name': 'InitPlan 1' },
    { ...walk, properties: { ...walk.properties, 'Index Cond': '(orders.at IS NOT NULL)' } },
  );
  const root = node('Result', costs(2.4, 2.5, 1), limit);
  expect(earlyStops(root).map(({ by }) => by)).toEqual(['MIN or MAX']);
  expect(worstCost(root)).toBeCloseTo(400_000.5);
});

test('a semi-join stops at the first match of each outer row, and at worst reads the inner side for each', () => {
  const outer = scan('Seq Scan', 'customers', {
    ...costs(0, 100, 50),
    'Parent Relationship': 'Outer',
  });
  const inner = scan('Seq Scan', 'orders', {
    ...costs(0, 2_000, 900),
    'Parent Relationship': 'Inner',
  });
  const join = { ...costs(0, 600, 50), 'Join Type': 'Semi' };
  const root = node('Nested Loop', join, outer, inner);
  expect(earlyStops(root)).toEqual([{ by: 'EXISTS', node: inner, share: 0.005, excess: 99_500 }]);
  // A later run of a Materialize reads what the first one kept.
  const kept = node('Materialize', { ...costs(0, 2_010, 900), 'Parent Relationship': 'Inner' });
  expect(earlyStops(node('Nested Loop', join, outer, kept))).toEqual([]);
  expect(earlyStops(node('Nested Loop', { ...join, 'Join Type': 'Inner' }, outer, inner))).toEqual(
    [],
  );
});

test('EXISTS as a subplan counts for the rows that it is asked of; a scalar subquery reads all it costs', () => {
  const subplan = scan('Seq Scan', 'orders', {
    ...costs(0, 1_000, 100),
    'Parent Relationship': 'SubPlan',
    'Subplan Name': 'SubPlan 1',
  });
  const asking = (filter: string) =>
    scan('Seq Scan', 'customers', { ...costs(0, 500, 10), Filter: filter }, subplan);
  // 20 rows are asked, half of which pass; of each 1,000 the planner expects 10.
  expect(earlyStops(asking('(EXISTS(SubPlan 1) OR customers.vip)'))).toEqual([
    { by: 'EXISTS', node: subplan, share: 0.01, excess: 20 * 990 },
  ]);
  expect(earlyStops(asking('((SubPlan 1) > 5)'))).toEqual([]);
  expect(earlyStops(asking('(ANY (customers.id = (hashed SubPlan 1).col1))'))).toEqual([]);
});

test('a LIMIT inside a nested loop counts once for each row of the outer side', () => {
  const outer = scan('Seq Scan', 'customers', {
    ...costs(0, 100, 30),
    'Parent Relationship': 'Outer',
  });
  const limit = node('Limit', { ...costs(0.4, 100.4, 1), 'Parent Relationship': 'Inner' }, walk);
  const root = node(
    'Nested Loop',
    { ...costs(0.4, 3_200, 30), 'Join Type': 'Inner' },
    outer,
    limit,
  );
  expect(earlyStops(root)[0]?.excess).toBeCloseTo(30 * 399_900);
});
