import { expectationBroken } from '../../../src/findings/rules/expectation-broken';
import type { Expectation } from '../../../src/scenario/types';
import type { Timeline } from '../../../src/timeline/types';
import { access, apply, catalogOf, planOf, query, timeline } from '../../helpers/timelines';

const byIndex = access({ method: 'bitmap', indexes: ['a', 'orders_status_idx'] });
/** By the index between two row counts, in full outside of them. */
const used = (from: number, to: number) =>
  timeline(
    (scale) => planOf({ cost: 8, rows: 1 }, [scale >= from && scale < to ? byIndex : access()]),
    {
      figures: { keptCost: 1.5e6, chosenCost: 1.2e6, selectivity: 0.04 },
    },
  );
const judge = (of: Timeline, expect: Expectation | readonly Expectation[]) =>
  apply(expectationBroken, of, { query: query({ expect }) });

const expected = { index: 'orders_status_idx' };

test('an index lost before the size it must last to breaks the promise', () => {
  const found = judge(used(1e4, 2e7), { ...expected, upTo: '100m' });
  expect(found).toMatchObject([
    {
      kind: 'expectation-broken',
      severity: 'error',
      at: 31622777,
      index: 'orders_status_idx',
      relation: 'orders',
      costWith: 1.5e6,
      costWithout: 1.2e6,
    },
  ]);
  expect(found[0]?.why).toBe(
    'The scenario expects orders_status_idx to serve this case up to 100m rows. The planner stops using it ' +
      'at 31.6M rows, for 4 % of the rows. There the query costs 1.5M with it and 1.2M without.',
  );
});

test('one that lasts to that size keeps it', () => {
  expect(judge(used(1e4, 2e7), { ...expected, upTo: '10m' })).toEqual([]);
  expect(judge(used(1e4, 2e7), { ...expected, upTo: 31_000_000 })).toEqual([]);
  expect(judge(used(1e4, 1e10), expected)).toEqual([]);
});

test('without a bound it must last to the largest size', () => {
  expect(judge(used(1e4, 2e8), expected)).toMatchObject([{ at: 316227766 }]);
});

test('an index that is chosen at no size within the promise breaks it', () => {
  const [found] = judge(used(1e8, 1e10), { ...expected, upTo: '1m' });
  expect(found?.why).toContain('never chooses it');
  expect(judge(used(1e10, 1e10), expected)).toHaveLength(1);
});

test('an index that the schema does not have is said to be missing', () => {
  const judgeIn = (...names: readonly string[]) =>
    apply(expectationBroken, used(1e10, 1e10), {
      query: query({ expect: expected }),
      catalog: catalogOf(...names.map((name) => ({ name }))),
    })[0];
  expect(judgeIn('other')).toMatchObject({
    why: 'The scenario expects orders_status_idx to serve this case at all sizes. The schema has no index of that name.',
    advice: 'Create the index, or correct "expect".',
  });
  expect(judgeIn('other', 'orders_status_idx')?.why).toContain('never chooses it');
});

test('cases that it names alone are bound, and every expectation is judged', () => {
  const broken = used(1e10, 1e10);
  expect(judge(broken, { ...expected, cases: ['rare'] })).toEqual([]);
  expect(judge(broken, [{ ...expected, cases: ['common'] }, { index: 'other' }])).toHaveLength(2);
});

test('a sweep that starts above the promise says nothing of it', () => {
  expect(judge(used(1e10, 1e10), { ...expected, upTo: 500 })).toEqual([]);
});

test('a bound that is no row count is a usage error', () => {
  expect(() => judge(used(1e4, 1e5), { ...expected, upTo: 'many' })).toThrow(/is not a row count/);
});
