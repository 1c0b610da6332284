import { indexDemoted } from '../../../src/findings/rules/index-demoted';
import type { AccessPath } from '../../../src/plan/types';
import { access, apply, planOf, predicate, timeline } from '../../helpers/timelines';

const tenant = predicate('(orders.tenant_id = 7)', 'tenant_id');
const state = predicate("(orders.state = 'open'::text)", 'state');
const index = (parts: Partial<AccessPath>) =>
  access({ method: 'index', indexes: ['orders_tenant_state_idx'], ...parts });

const change = (
  before: AccessPath,
  after: (scale: number) => AccessPath,
  rows: (scale: number) => number = () => 20,
) =>
  timeline((scale) =>
    scale < 2e6
      ? planOf({ cost: 10, rows: rows(scale) }, [before])
      : planOf({ cost: scale / 50, rows: rows(scale) }, [after(scale)]),
  );

const both = index({ conditions: [tenant, state] });
const one = (scale: number) => index({ conditions: [tenant], filters: [state], cost: scale / 60 });

test('a condition that moved to the filter is an error where the cost runs away', () => {
  const [found] = apply(indexDemoted, change(both, one));
  expect(found).toMatchObject({
    kind: 'index-demoted',
    severity: 'error',
    at: 3162278,
    index: 'orders_tenant_state_idx',
  });
  expect(found?.why).toContain(
    'reads orders_tenant_state_idx without a bound on state and checks state row by row',
  );
});

test('an index that is walked from end to end says so', () => {
  const walk = (scale: number) => index({ filters: [tenant, state], cost: scale / 60 });
  const [found] = apply(indexDemoted, change(both, walk));
  expect(found?.why).toContain('reads orders_tenant_state_idx in full');
});

test('it is a note where the result grows alike', () => {
  const found = apply(
    indexDemoted,
    change(both, one, (scale) => scale / 5),
  );
  expect(found).toMatchObject([{ severity: 'info' }]);
});

test('more conditions, another index or none are no demotion', () => {
  const promoted = change(index({ conditions: [tenant], filters: [state] }), () => both);
  const other = change(both, () => index({ indexes: ['orders_tenant_idx'], conditions: [tenant] }));
  const lost = change(both, (scale) => access({ cost: scale }));
  for (const each of [promoted, other, lost]) expect(apply(indexDemoted, each)).toEqual([]);
});
