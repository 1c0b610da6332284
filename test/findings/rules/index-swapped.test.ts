import { indexSwapped } from '../../../src/findings/rules/index-swapped';
import type { AccessPath } from '../../../src/plan/types';
import { access, apply, planOf, predicate, timeline } from '../../helpers/timelines';

const status = predicate("(orders.status = 'paid'::text)", 'status');
const by = (index: string, parts: Partial<AccessPath> = {}) =>
  access({ method: 'index', indexes: [index], ...parts });
const change = (before: readonly AccessPath[], after: readonly AccessPath[]) =>
  timeline((scale) => planOf({ cost: 10, rows: 20 }, scale < 2e6 ? before : after));

test('another index is a note that names both', () => {
  const found = apply(indexSwapped, change([by('a')], [by('b')]));
  expect(found).toMatchObject([{ kind: 'index-swapped', severity: 'info', index: 'a' }]);
  expect(found[0]?.why).toContain('b takes over from a for orders');
});

test('a walk in order that checks row by row is worth a look', () => {
  const before = by('status_idx', { conditions: [status] });
  const walk = by('created_at_idx', { filters: [status] });
  const [found] = apply(indexSwapped, change([before], [walk]));
  expect(found?.why).toContain('status is checked on each row');
  expect(found?.advice).toContain('Check with real data');
});

test('several swaps at one row count are one change of plan', () => {
  const customers = { occurrence: 'c/public.customers', relation: 'customers', alias: 'c' };
  const found = apply(
    indexSwapped,
    change([by('a'), by('x', customers)], [by('b'), by('y', customers)]),
  );
  expect(found).toHaveLength(1);
  expect(found[0]?.why).toContain('along with y for customers');
});

test('a bitmap over the same index, a loss and a gain are no swap', () => {
  const bitmap = access({ method: 'bitmap', indexes: ['a'] });
  for (const [before, after] of [
    [by('a'), bitmap],
    [by('a'), access()],
    [access(), by('a')],
  ] as const) {
    expect(apply(indexSwapped, change([before], [after]))).toEqual([]);
  }
});
