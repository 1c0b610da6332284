import fc from 'fast-check';
import type { MeasuredFigures } from '../../src/findings/work/measured-evidence';
import { table } from '../../src/reporters/table';
import type { ReporterOptions } from '../../src/reporters/types';
import type { CheckResult } from '../../src/check/result';
import { displayWidth } from '../../src/text/wrap';
import {
  checkResult,
  finding,
  matched,
  paper,
  scenarioResult,
  shop,
  timeline,
} from '../helpers/results';

function rendered(
  result: CheckResult,
  columns = 80,
  options: ReporterOptions = { root: '/repo' },
): string {
  const page = paper(columns);
  table(result, page, options);
  return page.text();
}

test('notes are counted where every case is listed, and not where they are shown', () => {
  const cases = ['a', 'b'];
  const result = checkResult({
    scenarios: [
      scenarioResult({
        timelines: cases.map((name) => timeline(name, [[1e3, { table: 'orders' }]])),
        findings: [
          ...cases.map((name) => finding(name, { kind: 'no-index', severity: 'warning' })),
          finding('a', { kind: 'sort-spills', severity: 'info' }),
        ],
      }),
    ],
  });
  expect(rendered(result)).toContain('\n\n1 note: --all shows them.\n\n');
  expect(rendered(result, 80, { root: '/repo', all: true })).not.toContain('--all shows');
});

test('one row count is no range', () => {
  const result = checkResult({ scenarios: [scenarioResult({ scales: { from: 1e3, to: 1e3 } })] });
  expect(rendered(result)).toContain(', at 1k rows of orders, ');
});

test.each([
  [[1e3, 1e4], 'at 1k and 10k rows'],
  [[1e3, 1e4, 2e6], 'at 1k, 10k and 2M rows'],
  [[1e3, 2e3, 3e3, 4e3, 5e3, 6e3], '6 row counts from 1k to 6k rows'],
])('row counts that were listed are no range: %j', (listed, text) => {
  const scales = { from: listed[0] ?? 0, to: listed.at(-1) ?? 0, listed };
  const result = checkResult({ scenarios: [scenarioResult({ scales })] });
  expect(rendered(result)).toContain(`, ${text} of orders, `);
});

test('at 80 columns', () => {
  expect(rendered(shop()))
    .toBe(`2 cases lose an index before 1B rows, 1 of them accepted; 1 warning.

web-shop
  6 cases, 1k to 1B rows of orders, PostgreSQL 18.4, virtual engine, 6.2 s
  rows up to  read by                                      verdict
newest-orders-by-status / common
       41.2M  Index Scan orders_created_at_idx (o):        error: index lost at
                filter status                                41.2M
          1B  Seq Scan (o)
              (1 more by an index at every size)
unpaid / common
        3.5M  Index Scan orders_status_idx (orders): on    allowed: index lost
                status                                       at 3.5M
          1B  Seq Scan (orders)
search-customers / common
          1B  Seq Scan (customers)                         warning: no index

3 other cases have no error or warning (1 note: --all shows them): order-by-id /
  common, order-by-id / rare, order-by-id / absent

  error: index lost at 41.2M: newest-orders-by-status / common
    The planner expects more matching rows than the index can serve cheaply.
    orders_created_at_idx of orders, by the planner: selects 7.5 % of the rows,
    cost 1.2M with the index, cost 1M without the index, cost grows in
    proportion to the row count (n^1.0), the result stays the same (n^0.0),
    depends on effective_cache_size
    Try "create index on orders (status, created_at)".
    scenarios/web-shop.ts:42:5

  warning: no index: search-customers / common
    The planner expects more matching rows than the index can serve cheaply.
    Try "create index on orders (status, created_at)".
    scenarios/web-shop.ts:42:5

What these findings mean, and what to do:
  docs/findings/index-lost.md
  docs/findings/no-index.md

Allowed: half of all orders are unpaid: a full scan is right
  unpaid / common: index lost at 3.5M

Modelled approximately:
  hash index orders_token_idx: page count

Snapshots: 1 matched, 1 total

Fix the queries above or their indexes, or give an "allow" with a reason; then
run (-u accepts them as they are):
  plancliff check web-shop
`);
});

test('figures that the sentence holds are not said twice', () => {
  const lost = finding('a', {
    kind: 'index-lost',
    why: 'It costs 41.1M here (7.5 %).',
    index: 'a_idx',
    selectivity: 0.075,
    costWith: 1e6,
    costWithout: 41_100_000,
  });
  const text = rendered(checkResult({ scenarios: [scenarioResult({ findings: [lost] })] }));
  expect(text).toContain(
    '    It costs 41.1M here (7.5 %).\n    a_idx, by the planner: cost 1M with the index\n',
  );
});

test('at 120 columns, an access and a verdict fit into a line', () => {
  const text = rendered(shop(), 120);
  expect(text).toContain(
    '       41.2M  Index Scan orders_created_at_idx (o): filter status                       error: index lost at 41.2M\n',
  );
});

test('with --all, every case and every note', () => {
  const text = rendered(shop(), 80, { all: true });
  expect(text).toContain('order-by-id / rare\n');
  expect(text).toMatch(/Index Scan orders_pkey \(orders\): on id {2,}ok\n/);
  expect(text).toContain('info: parallel plan starts at 2M: order-by-id / common');
  expect(text).toContain('Index Scan customers_pkey (c): on id');
  expect(text).not.toContain('no error or warning');
});

test('a clean run says so in a few lines', () => {
  const result = checkResult({
    scenarios: [
      scenarioResult({
        scales: { from: 1000, to: 1e7 },
        timelines: [timeline('a', [[1000, { table: 'a', index: 'a_pkey', on: 'id' }]])],
      }),
    ],
  });
  expect(rendered(result)).toBe(`No index is lost up to 10M rows.

web-shop
  1 case, 1k to 10M rows of orders, PostgreSQL 18.4, virtual engine, 6.2 s

1 case has no error or warning: a / common

Snapshots: 1 matched, 1 total

All checks passed.
`);
});

test('many cases that stay well are named as far as two lines go', () => {
  const timelines = Array.from({ length: 300 }, (_, i) =>
    timeline(`query-${i}`, [[1000, { table: 'a', index: 'a_pkey', on: 'id' }]]),
  );
  const text = rendered(checkResult({ scenarios: [scenarioResult({ timelines })] }));
  expect(text).toMatch(/^300 cases have no error or warning: query-0 \/ common, /m);
  expect(text).toMatch(/ and 29\d\s+more$/m);
  expect(text.split('\n').length).toBeLessThan(15);
});

test('a query that does not plan is shown with the place where the server stopped', () => {
  const statement = { sql: `select ${'a, '.repeat(60)} colour from orders`, parameters: [] };
  const failure = { message: 'column "colour" does not exist', position: 189, statement };
  const result = checkResult({
    scenarios: [
      scenarioResult({
        findings: [finding('broken', { kind: 'unplannable', at: 1000, why: 'No.', failure })],
      }),
    ],
  });
  expect(rendered(result)).toMatch(/SQL: …(, a)+, colour from\n {4}orders\n/);
});

test('findings on the whole scenario, problems and obsolete snapshots are said', () => {
  const text = rendered(
    checkResult({
      scenarios: [
        scenarioResult({
          findings: [
            finding('', {
              kind: 'incomparable',
              case: '',
              condition: '',
              differs: [],
              position: undefined,
            }),
          ],
          snapshot: { ...matched, state: 'differs' },
        }),
      ],
      problems: [{ scenario: 'broken', message: 'it throws: no' }],
      obsoleteSnapshots: ['snapshots/old.snap'],
    }),
  );
  expect(text).toMatch(/^1 scenario could not run\. web-shop: not comparable\./);
  expect(text).toContain('  error: not comparable: all of web-shop\n');
  expect(text).toContain('\nbroken: it throws: no\n');
  expect(text).toContain(' › snapshots/web-shop.snap differs.\n');
  expect(text).toContain(' › snapshots/old.snap is obsolete: it has no scenario.\n');
  expect(text).toMatch(/Fix the problems above, then run:\n {2}plancliff check broken\n$/);
});

describe('colour', () => {
  // eslint-disable-next-line no-control-regex -- that is what is looked for
  const codes = /\u001b\[/;
  test('is there where the output has it, and nowhere else', () => {
    const coloured = paper(80, true);
    table(shop(), coloured, { root: '/repo' });
    expect(coloured.text()).toMatch(codes);
    expect(rendered(shop())).not.toMatch(codes);
  });

  test('changes nothing of the text', () => {
    const coloured = paper(80, true);
    table(shop(), coloured, { root: '/repo' });
    // eslint-disable-next-line no-control-regex -- that is what is looked for
    expect(coloured.text().replace(/\u001b\[\d+m/g, '')).toBe(rendered(shop()));
  });
});

describe('width', () => {
  const name = fc.oneof(
    fc.string({ maxLength: 120 }),
    fc.constantFrom('注文一覧を状態と作成日で絞り込む', 'x'.repeat(200), '👩‍👩‍👧 family', 'two\nlines'),
  );

  test('is kept, whatever the names, by all but the command at the end', () => {
    fc.assert(
      fc.property(name, name, fc.integer({ min: 60, max: 140 }), (query, index, columns) => {
        const lost = timeline(query, [
          [1000, { table: 'o', index, filter: 's' }],
          [5e6, { table: 'o' }],
        ]);
        const text = rendered(
          checkResult({
            scenarios: [
              scenarioResult({
                name: query === '' ? 'x' : query,
                timelines: [lost, timeline('fine', [[1000, { table: 'o', index, on: 's' }]])],
                findings: [finding(query, { kind: 'index-lost', at: 5e6, index, why: index })],
              }),
            ],
          }),
          columns,
        );
        const lines = text.trimEnd().split('\n').slice(0, -1);
        for (const line of lines) {
          expect([line, displayWidth(line) <= columns]).toEqual([line, true]);
          expect(line).toBe(line.trimEnd());
        }
      }),
      { numRuns: 60 },
    );
  });

  test('is not taken from a window too narrow or too wide to read', () => {
    const widths = (columns: number): number =>
      Math.max(...rendered(shop(), columns).split('\n').map(displayWidth));
    expect(widths(10)).toBeLessThanOrEqual(60);
    expect(widths(1000)).toBeLessThanOrEqual(140);
  });
});

describe('the first line', () => {
  const error = (work: number, parts: Partial<MeasuredFigures> = {}) => {
    const plan = { work, pages: work, rowsHandled: 0, slope: 1 };
    const sizes = [10_000, 300_000];
    return {
      sizes,
      at: 3e7,
      extrapolated: true,
      plan,
      resultRows: 1,
      resultSlope: 0,
      ...parts,
    };
  };
  const firstLine = (findings: Parameters<typeof scenarioResult>[0]) =>
    rendered(checkResult({ scenarios: [scenarioResult(findings)] }), 200).split('\n')[0];

  test('names the worst that was measured before the losses are counted', () => {
    const lost = finding('a', { kind: 'index-lost', measured: error(5_000) });
    const steep = finding('b', {
      kind: 'work-outgrows-result',
      measured: error(80_000, { resultRows: 0 }),
    });
    expect(firstLine({ findings: [lost, steep] })).toBe(
      'b / common touches 80k pages for no row at 30M rows (extrapolated); 1 case loses an index before 1B rows.',
    );
    expect(firstLine({ findings: [lost] })).toBe(
      'a / common touches 5k pages for 1 row at 30M rows (extrapolated); 1 case loses an index before 1B rows.',
    );
  });

  test('names rows where they are most of the work, and lower bounds as such', () => {
    const plan = { work: 1e6, pages: 900, rowsHandled: 9e7, slope: 1, atLeast: true as const };
    const joined = finding('b', { kind: 'work-outgrows-result', measured: error(1, { plan }) });
    expect(firstLine({ findings: [joined] })).toBe(
      'b / common touches at least 900 pages and 90M rows for 1 row at 30M rows (extrapolated).',
    );
  });

  test('passes over what is accepted, and over notes', () => {
    const lost = finding('a', { kind: 'index-lost', measured: error(5_000), allowed: 'small' });
    const note = finding('a', { kind: 'index-swapped', measured: error(9_000), severity: 'info' });
    expect(firstLine({ findings: [lost, note] })).toBe(
      '1 case loses an index before 1B rows, and that is accepted.',
    );
  });
});
