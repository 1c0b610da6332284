import { indexLost } from '../../../src/findings/rules/index-lost';
import { indexSwapped } from '../../../src/findings/rules/index-swapped';
import { measuredOf, trialOf } from '../work/trials';
import type { AccessPath } from '../../../src/plan/types';
import { access, apply, planOf, predicate, timeline } from '../../helpers/timelines';

const status = predicate("(orders.status = 'paid'::text)", 'status');
const since = predicate("(orders.created_at >= '2025-01-01'::date)", 'created_at');
const by = (index: string, parts: Partial<AccessPath> = {}) =>
  access({ method: 'index', indexes: [index], ...parts });
const change = (before: readonly AccessPath[], after: readonly AccessPath[]) =>
  timeline((scale) => planOf({ cost: 10, rows: 20 }, scale < 2e6 ? before : after));

test('another index is a note that names both', () => {
  const found = apply(indexSwapped, change([by('a')], [by('b')]));
  expect(found).toMatchObject([{ kind: 'index-swapped', severity: 'info', index: 'a' }]);
  expect(found[0]?.why).toContain('changes from a to b for orders');
});

test('a condition that another one takes the place of is checked row by row, and that is said', () => {
  const before = by('status_idx', { conditions: [status] });
  const other = by('created_at_idx', { conditions: [since], filters: [status] });
  const [found] = apply(indexSwapped, change([before], [other]));
  expect(found?.why).toContain('checks status on each row');
});

test('a walk of all of another index is a loss, and no swap', () => {
  const before = by('status_idx', { conditions: [status] });
  const walk = by('created_at_idx', { filters: [status] });
  expect(apply(indexSwapped, change([before], [walk]))).toEqual([]);
  expect(apply(indexLost, change([before], [walk]))).toMatchObject([
    { kind: 'index-lost', index: 'status_idx' },
  ]);
});

test('several swaps at one row count are one change of plan', () => {
  const customers = { occurrence: 'c/public.customers', relation: 'customers', alias: 'c' };
  const found = apply(
    indexSwapped,
    change([by('a'), by('x', customers)], [by('b'), by('y', customers)]),
  );
  expect(found).toHaveLength(1);
  expect(found[0]?.why).toContain('and to y for customers');
});

test('a swap that the measurement accuses never says that no action is needed', () => {
  const before = by('a_idx', { conditions: [predicate('(a = 1)', 'a')] });
  const after = by('b_idx', {
    conditions: [predicate('(b > 2)', 'b')],
    filters: [predicate('(a = 1)', 'a')],
  });
  const swap = change([before], [after]);
  const measured = measuredOf(swap, [
    trialOf({ pages: () => 4 }),
    trialOf({ pages: (n) => n / 50, rows: (n) => n }),
  ]);
  const [found] = apply(indexSwapped, swap, { measured });
  expect(found?.severity).toBe('error');
  expect(found?.advice).not.toMatch(/no action/i);
});

test('a swap beside a loss with the same figures is not told again', () => {
  const lots = (index: string) => by(index, { occurrence: 'l#1/public.lots', relation: 'lots' });
  const bids = [by('bids_lot_idx', { conditions: [status] }), by('bids_placed_idx')];
  const swap = change([bids[0] as AccessPath, lots('a')], [bids[1] as AccessPath, lots('b')]);
  const measured = measuredOf(swap, [
    trialOf({ pages: () => 4 }),
    trialOf({ pages: (n) => n / 50, rows: (n) => n }),
  ]);
  const earlier = apply(indexLost, swap, { measured });
  expect(earlier).toMatchObject([{ severity: 'error' }]);
  expect(apply(indexSwapped, swap, { measured, earlier })).toEqual([]);
  expect(apply(indexSwapped, swap, { measured })).toHaveLength(1);
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

test('a join condition that no longer bounds the read is named, and no index is called superfluous', () => {
  const joined = predicate('(w.nodes && ARRAY[c.id])', 'nodes');
  const before = by('w_nodes', { conditions: [joined] });
  const range = by('w_pkey', { conditions: [since] });
  const [found] = apply(indexSwapped, change([before], [range]));
  expect(found?.why).toContain('The condition on nodes no longer bounds the read');
  expect(found?.advice).toContain('w_nodes bounded them by nodes');
  for (const swap of [change([by('a')], [by('b')]), change([before], [range])]) {
    expect(apply(indexSwapped, swap)[0]?.advice).not.toMatch(/drop/i);
  }
});

test('a condition on two columns that is checked row by row agrees with its verb', () => {
  const type = predicate("(orders.type = 'x'::text)", 'type');
  const before = by('both_idx', { conditions: [status, type] });
  const walk = by('created_at_idx', { conditions: [since], filters: [status, type] });
  const [found] = apply(indexSwapped, change([before], [walk]));
  expect(found?.why).toContain('The query now checks status and type on each row');
});

test('a swap between plans of equal measured work is one short line', () => {
  const swap = change([by('a')], [by('b')]);
  const swapped = (pages: number) =>
    apply(indexSwapped, swap, {
      measured: measuredOf(swap, [trialOf({ pages: () => 40 }), trialOf({ pages: () => pages })]),
    });
  expect(swapped(42)).toMatchObject([
    {
      severity: 'info',
      why: 'At 3.16M rows the planner changes from a to b for orders; measured, both do the same work.',
      advice: '',
    },
  ]);
  expect(swapped(80)[0]?.why).toContain('Measured: at 3.16M rows');
});
