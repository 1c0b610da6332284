import { untried } from '../../../src/findings/advice-text/tried-advice';
import { finding } from '../../../src/findings/finding';
import { noIndex } from '../../../src/findings/rules/no-index';
import { workOutgrowsResult } from '../../../src/findings/rules/work-outgrows-result';
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
    { kind: 'no-index', severity: 'error', relation: 'orders', at: 1000, costWithout: 1e9 / 49 },
  ]);
  expect(found[0]?.why).toContain(
    'cost grows in proportion to the row count (n^1.0) and the rows returned stay the same (n^0.0)',
  );
  // An index is named where it was tried.
  expect(found[0]?.advice).toBe('No advice was tried for this plan.');
});

test('by estimates one finding says that the read outgrows its result, with the severity of both', () => {
  const of = scan(full());
  const found = apply(noIndex, of, { relationRows: sameRows });
  expect(apply(workOutgrowsResult, of)).toMatchObject([{ severity: 'error' }]);
  expect(apply(workOutgrowsResult, of, { earlier: found })).toEqual([]);
  // What costs little at every size hurts nobody.
  const cheap = scan(full(), undefined, (scale) => scale / 2e6);
  expect(apply(workOutgrowsResult, cheap)).toEqual([]);
  for (const { severity } of apply(noIndex, cheap, { relationRows: sameRows }))
    expect(severity).toBe('warning');
});

test('a result that grows with the table does not', () => {
  expect(
    apply(
      noIndex,
      scan(
        full((scale) => ({ rows: scale / 2 })),
        (scale) => scale / 2,
      ),
      { relationRows: sameRows },
    ),
  ).toEqual([]);
});

test('an aggregate over what grows does not', () => {
  const report = timeline((scale) =>
    planOf(
      { cost: scale / 49, rows: 5 },
      [full(() => ({ rows: scale, filters: [] }))(scale)],
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
    scan((scale) =>
      scale === 1e5
        ? access({ method: 'index', indexes: ['i'], conditions: [email] })
        : full()(scale),
    ),
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
  expect(found[0]?.why).toContain(
    'the planner has no statistics on lower(orders.email) and takes a default of 0.5 % of the rows (DEFAULT_EQ_SEL)',
  );
  expect(found[0]?.advice).toBe(untried);
});

test('a cast that keeps an index from serving is found, and no rewrite is named that was not tried', () => {
  const cast = predicate("((orders.placed_at)::date = '2026-01-01'::date)", 'placed_at');
  const wrapped = scan(
    full((scale) => ({ filters: [cast], rows: scale * 0.005 })),
    (scale) => scale * 0.005,
  );
  const catalog = catalogOf({ name: 'orders_placed_at_idx', columns: ['placed_at'] });
  const [found] = apply(noIndex, wrapped, { relationRows: sameRows, catalog });
  expect(found).toMatchObject({ relation: 'orders', advice: untried });
});

test('a wrapped column of which the planner has statistics is believed', () => {
  const lower = predicate("(lower(orders.email) = 'a@b.c'::text)", 'email');
  const share = scan(
    full((scale) => ({ filters: [lower], rows: scale * 0.2 })),
    (scale) => scale * 0.2,
  );
  expect(apply(noIndex, share, { relationRows: sameRows })).toEqual([]);
});

test('an index that exists and is not used says more', () => {
  const of = scan(full());
  const earlier = [
    finding(of, 'index-never-used', { occurrence: 'o#1/public.orders@main', why: '', advice: '' }),
  ];
  expect(apply(noIndex, of, { relationRows: sameRows, earlier })).toEqual([]);
});

describe('a condition on a bare column that takes a small share of a large table', () => {
  const some = (share: number, filters = [email]) =>
    scan(
      full((scale) => ({ filters, rows: scale * share })),
      (scale) => scale * share,
    );
  const judged = (of: ReturnType<typeof scan>, context = {}) =>
    apply(noIndex, of, { relationRows: sameRows, ...context });

  test('wants an index, though the result grows with the table', () => {
    const [found] = judged(some(0.0002));
    expect(found).toMatchObject({ kind: 'no-index', severity: 'warning', selectivity: 0.0002 });
    expect(found?.why).toContain('200k rows (0.02 %) meet the condition on email');
  });

  test('so does an aggregate over it', () => {
    const count = timeline((scale) =>
      planOf(
        { cost: scale / 49, rows: 1 },
        [full(() => ({ rows: scale / 5000 }))(scale)],
        node('Aggregate', {}, node('Seq Scan', { 'Plan Rows': scale / 5000 })),
      ),
    );
    expect(judged(count)[0]?.why).toContain('meet the condition on email, which no index serves');
  });

  test('and a large table of a fixed size', () => {
    const fixed = scan(
      full(() => ({ cost: 1e5, rows: 200 })),
      () => 200,
      () => 1e5,
    );
    expect(apply(noIndex, fixed, { relationRows: () => 5e6 })).toMatchObject([
      { kind: 'no-index' },
    ]);
  });

  test('and the side of the column does not matter', () => {
    const reversed = predicate("('a@b.c'::text = orders.email)", 'email');
    expect(judged(some(0.0002, [reversed]))).toHaveLength(1);
  });

  test('and a walk of a whole index that only filters', () => {
    const walk = scan(
      full((scale) => ({ method: 'index-only', indexes: ['i'], rows: scale / 5000 })),
      (scale) => scale / 5000,
    );
    expect(judged(walk)).toHaveLength(1);
  });

  test.each(['(NOT orders.sent)', '(orders.sent IS NULL)'])('so does a test such as %s', (text) => {
    expect(judged(some(0.001, [predicate(text, 'sent')]))).toHaveLength(1);
    expect(judged(some(0.2, [predicate(text, 'sent')]))).toEqual([]);
  });

  test('a large share does not', () => {
    expect(judged(some(0.05))).toEqual([]);
  });

  test('a range does not: its share may be what the user asks for', () => {
    expect(judged(some(0.0002, [predicate('(orders.n > 7)', 'n')]))).toEqual([]);
  });

  test('nor does a condition that an existing index serves', () => {
    expect(judged(some(0.0002), { catalog: catalogOf({ columns: ['email'] }) })).toEqual([]);
  });
});

describe('a large table joined with few rows', () => {
  const joined = (
    parts: { joinType?: string; others?: number; result?: (scale: number) => number } = {},
  ) =>
    timeline((scale) => {
      const { joinType = 'Inner', others = 20, result = (rows) => rows / 5000 } = parts;
      const cost = scale / 49;
      return planOf(
        { cost, rows: result(scale) },
        [access({ cost: scale / 50, rows: scale })],
        node(
          'Hash Join',
          {
            'Join Type': joinType,
            'Hash Cond': '(o.shop_id = s.id)',
            'Plan Rows': result(scale),
          },
          node('Seq Scan', {
            'Parent Relationship': 'Outer',
            'Relation Name': 'orders',
            Schema: 'public',
            Alias: 'o',
            'Plan Rows': scale,
          }),
          node(
            'Hash',
            { 'Parent Relationship': 'Inner', 'Plan Rows': others },
            node('Seq Scan', { 'Relation Name': 'shops', 'Plan Rows': others }),
          ),
        ),
      );
    });
  const judged = (of: ReturnType<typeof joined>, context = {}) =>
    apply(noIndex, of, { relationRows: sameRows, ...context });

  test('wants an index on the join column', () => {
    expect(judged(joined())[0]?.why).toContain('meet the condition on shop_id');
    expect(judged(joined({ result: () => 30 }))).toHaveLength(1);
  });

  test.each([
    ['a result that is most of the table', joined({ result: (rows) => rows })],
    ['another side of so many rows that lookups cost more', joined({ others: 1e7 })],
    ['an anti-join, which returns rows without a partner', joined({ joinType: 'Anti' })],
  ])('not for %s', (_name, of) => {
    expect(judged(of)).toEqual([]);
  });

  test('not where an existing index serves the join', () => {
    expect(judged(joined(), { catalog: catalogOf({ columns: ['shop_id'] }) })).toEqual([]);
  });
});

test('an index that was lost says more than that none serves the rest', () => {
  const of = scan(full());
  const lost = { occurrence: 'o#1/public.orders@main', why: '', advice: '' };
  const earlier = [finding(of, 'index-lost', lost)];
  expect(apply(noIndex, of, { relationRows: sameRows, earlier })).toEqual([]);
});

test('each table of a query that lacks an index has a finding of its own', () => {
  const items = { occurrence: 'i/public.items', alias: 'i', relation: 'items' };
  const both = timeline((scale) => {
    const parts = { cost: scale / 50, rows: scale / 5000 };
    return planOf({ cost: scale / 20, rows: scale / 5000 }, [
      access({ ...parts, filters: [email] }),
      access({ ...parts, ...items, filters: [predicate('(i.kind = 7)', 'kind')] }),
    ]);
  });
  expect(apply(noIndex, both, { relationRows: sameRows }).map((each) => each.relation)).toEqual([
    'orders',
    'items',
  ]);
});
