import { finding } from '../../../src/findings/make';
import { noIndex } from '../../../src/findings/rules/no-index';
import type { AccessPath } from '../../../src/plan/types';
import {
  access,
  apply,
  catalogOf,
  node,
  planOf,
  predicate,
  sameRows,
  timeline,
} from '../../helpers/timelines';

const email = predicate("(orders.email = 'a@b.c'::text)", 'email');
const full =
  (parts: (scale: number) => Partial<AccessPath> = () => ({})) =>
  (scale: number) =>
    access({ cost: scale / 50, filters: [email], ...parts(scale) });

const scan = (
  of: (scale: number) => AccessPath,
  rows: (scale: number) => number = () => 1,
  cost: (scale: number) => number = (scale) => scale / 49,
) => timeline((scale) => planOf({ cost: cost(scale), rows: rows(scale) }, [of(scale)]));

test('a growing table read in full for a handful of rows wants an index', () => {
  const found = apply(noIndex, scan(full()), { relationRows: sameRows });
  expect(found).toMatchObject([
    { kind: 'no-index', severity: 'warning', relation: 'orders', at: 1000, costWithout: 1e9 / 49 },
  ]);
  expect(found[0]?.why).toContain('cost grows as n^1.0 and the rows returned as n^0.0');
  expect(found[0]?.advice).toBe('Try "create index on public.orders (email)".');
});

test('a result that grows with the table does not', () => {
  expect(
    apply(
      noIndex,
      scan(full(), (scale) => scale / 2),
      { relationRows: sameRows },
    ),
  ).toEqual([]);
});

test('an aggregate over what grows does not', () => {
  const report = timeline((scale) =>
    planOf(
      { cost: scale / 49, rows: 5 },
      [full()(scale)],
      node('Aggregate', {}, node('Seq Scan', { 'Plan Rows': scale })),
    ),
  );
  expect(apply(noIndex, report, { relationRows: sameRows })).toEqual([]);
});

test.each([
  ['a lookup table of a fixed size', scan(full(() => ({ cost: 4 }))), () => 200],
  ['a table that stays small', scan(full()), (_: unknown, scale: number) => scale / 1e6],
  [
    'a table that an index serves at some size',
    scan((scale) => (scale === 1e5 ? access({ method: 'index', indexes: ['i'] }) : full()(scale))),
    sameRows,
  ],
  ['a scan that is a small part of the cost', scan(full(), undefined, (scale) => scale), sameRows],
  [
    'a LIMIT that stops the scan early',
    scan(
      full(),
      () => 20,
      () => 2,
    ),
    sameRows,
  ],
])('%s is none', (_name, of, relationRows) => {
  expect(apply(noIndex, of, { relationRows })).toEqual([]);
});

test('a sweep that ends while the table is small says nothing', () => {
  const small = timeline((scale) => planOf({ cost: scale / 49, rows: 1 }, [full()(scale)]), {
    scales: [100, 1000, 5000],
  });
  expect(apply(noIndex, small, { relationRows: sameRows })).toEqual([]);
});

test('a column inside a function is told, though the guessed rows grow with the table', () => {
  const lower = predicate("(lower(orders.email) = 'a@b.c'::text)", 'email');
  const wrapped = scan(
    full((scale) => ({ filters: [lower], rows: scale * 0.005 })),
    (scale) => scale * 0.005,
  );
  const found = apply(noIndex, wrapped, { relationRows: sameRows });
  expect(found).toMatchObject([{ kind: 'no-index', selectivity: 0.005 }]);
  expect(found[0]?.why).toContain('no index serves lower(orders.email)');
  expect(found[0]?.advice).toContain('create index on public.orders (lower(email))');
});

test('a cast names the index it keeps from serving', () => {
  const cast = predicate("((orders.placed_at)::date = '2026-01-01'::date)", 'placed_at');
  const wrapped = scan(
    full((scale) => ({ filters: [cast], rows: scale * 0.005 })),
    (scale) => scale * 0.005,
  );
  const catalog = catalogOf({ name: 'orders_placed_at_idx', columns: ['placed_at'] });
  const [found] = apply(noIndex, wrapped, { relationRows: sameRows, catalog });
  expect(found?.advice).toContain('orders_placed_at_idx can serve that');
});

test('a wrapped column of which the planner has statistics is believed', () => {
  const lower = predicate("(lower(orders.email) = 'a@b.c'::text)", 'email');
  const share = scan(
    full((scale) => ({ filters: [lower], rows: scale * 0.2 })),
    (scale) => scale * 0.2,
  );
  expect(apply(noIndex, share, { relationRows: sameRows })).toEqual([]);
});

test('an OR over two tables is to be split', () => {
  const join = timeline((scale) =>
    planOf(
      { cost: scale / 49, rows: 3 },
      [full()(scale)],
      node('Hash Join', { 'Join Filter': "((u.email = 'x'::text) OR (t.project_id = 7))" }),
    ),
  );
  expect(apply(noIndex, join, { relationRows: sameRows })[0]?.advice).toContain('UNION');
});

test('an index that exists and is not used says more', () => {
  const of = scan(full());
  const told = [
    finding(of, 'index-never-used', { occurrence: 'o#1/public.orders@main', why: '', advice: '' }),
  ];
  expect(apply(noIndex, of, { relationRows: sameRows, told })).toEqual([]);
});
