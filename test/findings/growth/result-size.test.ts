import { resultSize } from '../../../src/findings/growth/result-size';
import type { PlanNode } from '../../../src/plan/types';
import { access, node, planOf } from '../../helpers/timelines';

const answer = (root: PlanNode) =>
  resultSize(
    planOf({ cost: 1, rows: Number(root.properties['Plan Rows'] ?? 1) }, [access()], root),
  );
const scan = (rows: number) => node('Seq Scan', { 'Plan Rows': rows });

test('a plain query answers with what it returns', () => {
  expect(answer(scan(30))).toEqual({ returned: 30, fed: 30, limited: false });
  expect(answer(node('Limit', { 'Plan Rows': 20 }, node('Sort', {}, scan(1000))))).toMatchObject({
    returned: 20,
    fed: 20,
  });
});

test('an aggregate is made of the rows that enter it', () => {
  const count = node('Aggregate', { 'Plan Rows': 1 }, scan(5000));
  expect(answer(count)).toEqual({ returned: 1, fed: 5000, limited: false });
  expect(
    answer(node('Unique', { 'Plan Rows': 4 }, node('Sort', { 'Plan Rows': 70 }, scan(70)))),
  ).toMatchObject({
    fed: 70,
  });
});

test('an aggregate that asks whether there is a row is made of one', () => {
  const asking = (output: string, rest: Parameters<typeof node>[1] = {}) =>
    answer(node('Aggregate', { 'Plan Rows': 1, Output: [output], ...rest }, scan(5000))).fed;
  expect(asking('(count(*) > 0)')).toBe(1);
  expect(asking('(0 = count(o.id))')).toBe(1);
  expect(asking('1', { Filter: '(count(*) >= 1)' })).toBe(1);
  expect(asking('(count(*) > 5)')).toBe(5000);
  expect(asking('max(o.id)', { Filter: '(count(*) >= 1)' })).toBe(5000);
  expect(asking('(count(*) > 0)', { 'Group Key': ['o.status'] })).toBe(5000);
});

test('of pairs that no condition joins the smaller side counts', () => {
  const side = (alias: string, rows: number, filter: string) =>
    node('Seq Scan', { 'Plan Rows': rows, Alias: alias, Filter: filter });
  const pairs = (of: Parameters<typeof node>[1], inner: PlanNode) =>
    answer(
      node(
        'Aggregate',
        { 'Plan Rows': 1 },
        node(
          'Nested Loop',
          { 'Join Type': 'Inner', 'Plan Rows': 60_000, ...of },
          side('c', 3000, '(c.id > 4)'),
          inner,
        ),
      ),
    ).fed;
  expect(pairs({}, side('p', 20, '(p.client_id = 7)'))).toBe(20);
  // A condition of the join, one that the inner side reads by, the same constant on both sides, and one row.
  expect(pairs({ 'Join Filter': '(p.at > c.at)' }, side('p', 20, '(p.x = 7)'))).toBe(60_000);
  expect(pairs({}, side('p', 20, '(p.client_id = c.id)'))).toBe(60_000);
  expect(pairs({}, side('p', 1, '(p.id = 7)'))).toBe(60_000);
  expect(pairs({}, node('Function Scan', { 'Plan Rows': 20, Alias: 'g' }))).toBe(60_000);
});

test('the lowest of several aggregates counts', () => {
  const nested = node('Aggregate', {}, node('Subquery Scan', {}, node('Aggregate', {}, scan(900))));
  expect(answer(nested).fed).toBe(900);
});

test('workers show a share of the rows each', () => {
  const parallel = node(
    'Aggregate',
    { 'Partial Mode': 'Finalize' },
    node(
      'Gather',
      { 'Workers Planned': 2 },
      node('Aggregate', { 'Partial Mode': 'Partial' }, scan(1000)),
    ),
  );
  expect(answer(parallel).fed).toBe(2400);
  // What comes out of a Gather is the work of all.
  const gathered = node(
    'Aggregate',
    {},
    node('Gather', { 'Workers Planned': 2, 'Plan Rows': 2400 }, scan(1000)),
  );
  expect(answer(gathered).fed).toBe(2400);
});

test('partitions that are aggregated one by one add up', () => {
  const part = node('Aggregate', { 'Partial Mode': 'Partial' }, scan(40));
  expect(answer(node('Aggregate', {}, node('Append', {}, part, part))).fed).toBe(80);
});

test('a LIMIT above an aggregate is remembered', () => {
  const top = node(
    'Limit',
    { 'Plan Rows': 10 },
    node('Sort', {}, node('Aggregate', {}, scan(8000))),
  );
  expect(answer(top)).toEqual({ returned: 10, fed: 8000, limited: true });
});

test('NOT EXISTS is asked of each row of one side', () => {
  const anti = (type: string) =>
    node('Hash Join', { 'Join Type': type, 'Plan Rows': 1 }, scan(600), scan(7));
  expect(answer(anti('Anti')).fed).toBe(600);
  expect(answer(anti('Right Anti')).fed).toBe(7);
  expect(answer(anti('Inner')).fed).toBe(1);
});

test('a modifying statement answers with the rows it modifies', () => {
  const update = node('ModifyTable', { 'Plan Rows': 0 }, scan(300));
  expect(answer(update)).toMatchObject({ returned: 300, fed: 300 });
});

test('a subplan of an expression feeds nothing', () => {
  const init = node('Aggregate', { 'Parent Relationship': 'InitPlan' }, scan(1e6));
  expect(answer(node('Result', { 'Plan Rows': 1 }, init))).toMatchObject({ returned: 1, fed: 1 });
});
