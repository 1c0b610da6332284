import { statisticsDrawer } from '../../src/drawer/from-statistics';
import { draw } from '../../src/scenario/draw';
import type { Case, Query } from '../../src/scenario/types';

const of: Case = {
  id: 'recent / rare',
  query: 'recent',
  label: 'rare',
  values: [draw.common('orders.status'), [draw.highest('orders.id')], new Date(0)],
};
const query: Query = {
  name: 'recent',
  definition: { sql: 'select $1, $2, $3' },
  position: { file: 'shop.ts', line: 7, column: 3 },
  cases: [of],
};
const id = { type: 'bigint', nulls: 0, common: [], shares: [], bounds: ['1', '50', '99'] };
const status = { type: 'text', nulls: 0, common: ['paid', 'open'], shares: [0.9, 0.1], bounds: [] };

test('draws from what ANALYZE stored, whatever the scale', async () => {
  const drawer = statisticsDrawer(
    [query],
    new Map([
      ['orders.id', { ok: true, column: id }],
      ['orders.status', { ok: true, column: status }],
    ]),
  );
  const statement = {
    sql: 'select $1, $2, $3',
    parameters: ['paid', ['99'], '1970-01-01T00:00:00.000Z'],
  };
  expect(await drawer.statementsAt(1, [of])).toEqual([statement]);
  expect(await drawer.statementsAt(1e9, [of, of])).toEqual([statement, statement]);
});

test.each([
  [new Map(), 'its statistics were not read'],
  [
    new Map([['orders.status', { ok: false as const, reason: 'there is no such column' }]]),
    'there is no such column',
  ],
])('a column of which nothing is known is an error with its reason', async (statistics, reason) => {
  await expect(statisticsDrawer([query], statistics).statementsAt(1, [of])).rejects.toMatchObject({
    code: 'model',
    message: 'no common value of orders.status is known',
    reason,
  });
});
