import type { AccessPath, Plan } from '../../src/plan/types';
import { agreementOf } from '../../src/verify/agreement';
import type { CaseRuns } from '../../src/verify/types';

const access = (method: AccessPath['method']): AccessPath => ({
  occurrence: 'o/public.orders',
  alias: 'o',
  schema: 'public',
  relation: 'orders',
  method,
  indexes: method === 'index' ? ['orders_status_idx'] : [],
  conditions: [],
  filters: [],
  partitions: 1,
  rows: 10,
  cost: 100,
});

const plan = (shape: string, method: AccessPath['method'] = 'seq', cost = 100): Plan => ({
  document: { root: { type: 'Seq Scan', properties: {}, children: [] }, rest: {} },
  cost,
  rows: 10,
  accesses: [access(method)],
  signature: `${shape} over ${method}`,
  accessSignature: method,
});

const caseRuns = (virtual: Plan, real: readonly Plan[]): CaseRuns => ({
  query: 'open orders',
  case: 'default',
  statement: { sql: 'select', parameters: [] },
  virtual,
  real,
});

test('a plan that every real run has is the same plan', () => {
  const { cases, agreement, floor, explained } = agreementOf([
    caseRuns(plan('hash', 'seq', 110), [plan('hash'), plan('hash', 'seq', 100)]),
  ]);
  expect(cases[0]).toMatchObject({ verdict: 'same', agreement: 1, floor: 1, rowsRatio: 1 });
  expect(cases[0]?.costRatio).toBeCloseTo(1.1);
  expect({ agreement, floor, explained }).toEqual({ agreement: 1, floor: 1, explained: true });
});

test('where real runs disagree among themselves, one of their plans is within noise', () => {
  const { cases, explained } = agreementOf([
    caseRuns(plan('hash'), [plan('hash'), plan('merge'), plan('merge')]),
  ]);
  expect(cases[0]?.verdict).toBe('noise');
  expect(cases[0]?.agreement).toBeCloseTo(1 / 3);
  expect(cases[0]?.floor).toBeCloseTo(1 / 3);
  expect(explained).toBe(true);
});

test('another plan than any real one is refuted, and both accesses are told', () => {
  const { cases, explained } = agreementOf([
    caseRuns(plan('scan', 'index'), [plan('scan', 'seq'), plan('scan', 'seq')]),
  ]);
  expect(cases[0]?.verdict).toBe('differs');
  expect(cases[0]?.virtualAccess.join()).toContain('orders_status_idx');
  expect(cases[0]?.realAccess.join()).toContain('Seq Scan');
  expect(explained).toBe(false);
});

test('another shape with the same access is told apart from another access', () => {
  const { cases, accessAgreement, explained } = agreementOf([
    caseRuns(plan('merge'), [plan('hash'), plan('hash')]),
  ]);
  expect(cases[0]?.verdict).toBe('access');
  expect(accessAgreement).toBe(1);
  expect(explained).toBe(false);
});

test('disagreement below a hundredth of the cases is left to chance that a few runs do not show', () => {
  const good = caseRuns(plan('hash'), [plan('hash'), plan('hash')]);
  const bad = caseRuns(plan('merge'), [plan('hash'), plan('hash')]);
  const of = (count: number) => agreementOf([...Array<CaseRuns>(count).fill(good), bad]).explained;
  expect(of(98)).toBe(false);
  expect(of(99)).toBe(true);
});

test('a plan on the rare side of a tie is explained by a run that is there too', () => {
  const [often, seldom] = [plan('hash'), plan('merge')];
  const tie = caseRuns(seldom, [often, often, often, often, seldom]);
  const { agreement, floor, explained } = agreementOf([tie]);
  expect(agreement).toBeCloseTo(0.2);
  expect(floor).toBeCloseTo(0.6);
  expect(explained).toBe(true);
  // Here no run is on the rare side of both.
  const another = caseRuns(seldom, [seldom, often, often, often, often]);
  expect(agreementOf([tie, another]).explained).toBe(false);
});

test('no case is no disagreement', () => {
  expect(agreementOf([])).toMatchObject({ agreement: 1, floor: 1, explained: true });
});
