import { monthsUntil } from '../../../src/audit/growth/growth-of-statement';
import { growthText, lossText } from '../../../src/audit/growth/growth-text';
import { paintFor } from '../../../src/reporters/paint';

const loss = {
  factor: 3.4,
  schema: 'public',
  relation: 'orders',
  alias: 'o',
  indexes: ['orders_status_idx'],
  after: 'Seq Scan (o)',
  relationRows: 41_000_000,
  relationRowsToday: 12_000_000,
};

it('says at how many rows an index is lost, and when', () => {
  const rate = { rowsPerMonth: 4_000_000, since: '2026-03-01' };
  expect(lossText({ ...loss, ...monthsUntil(41_000_000, 12_000_000, rate) })).toBe(
    'orders_status_idx is lost at 41M rows of orders (o) (12M today), in about 7 months at the rate since 2026-03-01; then Seq Scan (o)',
  );
});

it.each([
  [true, undefined, 'No statement loses an index up to ×1000.'],
  [false, undefined, 'No table that the statements read grows: tables of fewer than 1k rows stay'],
  [false, 24, 'No table that the statements read gains rows'],
])('where something grows (%s) in %s months: %s', (grows, months, text) => {
  const growth = {
    to: 1000,
    grows,
    twin: { version: '18.4' },
    statements: [],
    unplanned: [],
    lacks: [],
    rules: [],
    backlogs: [],
    moved: [],
    ...(months === undefined ? {} : { months }),
  };
  const blocks = growthText(growth, { columns: 140, paint: paintFor(false) });
  expect(blocks.join('\n')).toContain(text);
});

it.each([
  [0.2, 'in about 6 days'],
  [1, 'in about 1 month at'],
  [36, 'in about 3 years'],
])('%s months are %s', (months, text) => {
  expect(lossText({ ...loss, months, since: '2026-03-01' })).toContain(text);
});

it('says nothing of time where the table does not grow or nobody counts', () => {
  expect(monthsUntil(10, 5, undefined)).toEqual({});
  expect(monthsUntil(10, 5, { rowsPerMonth: -3, since: '2026-03-01' })).toEqual({});
  expect(lossText(loss)).not.toContain('rate');
});
