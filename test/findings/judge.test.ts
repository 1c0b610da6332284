import { judge } from '../../src/findings/judge';
import { access, planOf, query, scenario, timeline } from '../helpers/timelines';

/** Newest first by an index up to a million rows, then a full scan and a sort. */
const lost = timeline((scale) =>
  scale < 2e6
    ? planOf({ cost: 10, rows: 20 }, [access({ method: 'index', indexes: ['orders_at'], cost: 9 })])
    : planOf({ cost: scale / 50, rows: 20 }, [access({ cost: scale / 60 })]),
);

test('a lost index is told once, as an error, with its figures', () => {
  const findings = judge({ scenario: scenario(), timelines: [lost], unplannable: [] });
  expect(findings).toMatchObject([
    { kind: 'index-lost', severity: 'error', index: 'orders_at', at: 3162278, relation: 'orders' },
  ]);
  expect(findings[0]?.position).toEqual({ file: 'scenarios/shop.ts', line: 7, column: 3 });
});

test('an allowance marks a finding with its reason', () => {
  const allow = { kind: 'index-lost', reason: 'archived before that' } as const;
  const findings = judge({
    scenario: scenario([query({ allow })]),
    timelines: [lost],
    unplannable: [],
  });
  expect(findings).toMatchObject([{ kind: 'index-lost', allowed: 'archived before that' }]);
});
