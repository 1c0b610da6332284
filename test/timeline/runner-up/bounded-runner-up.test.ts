import { boundedRunnerUp } from '../../../src/timeline/runner-up/bounded-runner-up';
import type { Settings } from '../../../src/plan/types';
import type { Plan } from '../../../src/plan/types';
import { access } from '../../helpers/plans';
import { node, planOf } from '../../helpers/timelines';

const walk = (worst: number) =>
  planOf(
    { cost: 100, rows: 20 },
    [access({ method: 'index', indexes: ['by_date'] })],
    node(
      'Limit',
      { 'Total Cost': 100, 'Plan Rows': 20 },
      node('Index Scan', {
        'Total Cost': worst,
        'Parent Relationship': 'Outer',
        'Relation Name': 'orders',
        Alias: 'o',
      }),
    ),
  );

const sorted = (cost: number, index = 'by_status') =>
  planOf({ cost, rows: 20 }, [access({ method: 'bitmap', indexes: [index] })], node('Limit'));

async function runnerUpOf(of: Plan, other: Plan) {
  const asked: Settings[] = [];
  const runnerUp = await boundedRunnerUp(of, (settings) => {
    asked.push(settings);
    return Promise.resolve({ ok: true, plan: other, statement: { sql: '', parameters: [] } });
  });
  return { runnerUp, asked };
}

test('a walk whose worst case may be a hundred times a rival is planned without walks', async () => {
  const { runnerUp, asked } = await runnerUpOf(walk(50_000), sorted(300));
  expect(asked).toEqual([{ enable_indexscan: 'off', enable_indexonlyscan: 'off' }]);
  expect(runnerUp).toMatchObject({ worstCost: 300, accesses: [{ indexes: ['by_status'] }] });
});

test('nothing is planned where no rival can be a hundred times better, or where the worst case is small', async () => {
  expect((await runnerUpOf(walk(9_000), sorted(300))).asked).toEqual([]);
  const small = planOf(
    { cost: 1, rows: 1 },
    [access()],
    node('Limit', {}, node('Seq Scan', { 'Total Cost': 900, 'Parent Relationship': 'Outer' })),
  );
  expect((await runnerUpOf(small, sorted(5))).asked).toEqual([]);
});

test('a rival that the planner only makes against a penalty, or with the same access, is none', async () => {
  expect((await runnerUpOf(walk(50_000), sorted(1e10 + 300))).runnerUp).toBeUndefined();
  expect((await runnerUpOf(walk(50_000), walk(50_000))).runnerUp).toBeUndefined();
});
