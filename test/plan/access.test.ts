import { accessPaths } from '../../src/plan/access';
import type { AccessPath } from '../../src/plan/types';
import { documentOf, factsOf, node, scan } from '../fixtures/explain/nodes';
import { recorded } from '../fixtures/explain/recorded';

const of = (name: string): readonly AccessPath[] => accessPaths(recorded(name));
const columns = (path: AccessPath | undefined): readonly [readonly string[], readonly string[]] => [
  path?.conditions.flatMap((one) => one.columns) ?? [],
  path?.filters.flatMap((one) => one.columns) ?? [],
];

test.each<[string, AccessPath['method'], readonly string[]]>([
  ['primary key', 'index', ['orders_pkey']],
  ['index only', 'index-only', ['orders_pkey']],
  ['bitmap of one index', 'bitmap', ['orders_customer_id_created_at_idx']],
  ['bitmap and', 'bitmap', ['orders_created_at_idx', 'orders_total_idx']],
  [
    'bitmap or',
    'bitmap',
    ['orders_customer_id_created_at_idx', 'orders_tags_idx', 'orders_total_idx'],
  ],
  ['tid scan', 'tid', []],
  ['tid range', 'tid', []],
  ['cast on a column', 'seq', []],
  ['sample', 'sample', []],
  ['foreign table', 'foreign', []],
])('%s is read by %s', (name, method, indexes) => {
  const [path, ...others] = of(name);
  expect(others).toEqual([]);
  expect([path?.method, path?.indexes]).toEqual([method, indexes]);
});

test('conditions and filters are taken apart, by index and by bitmap alike', () => {
  for (const name of ['condition and filter', 'bitmap of one index']) {
    expect(columns(of(name)[0])).toEqual([
      ['customer_id', 'created_at'],
      ['total', 'status'],
    ]);
  }
});

test('every member of a bitmap gives its conditions', () => {
  expect(columns(of('bitmap or')[0])[0]).toEqual(['customer_id', 'total', 'tags']);
});

test.each<[string, readonly string[], readonly string[]]>([
  ['row comparison', ['created_at'], ['created_at', 'id']],
  ['expression index', ['email'], ['active']],
  ['any of a list', ['customer_id'], ['status']],
  ['quoted names', ['Order Note'], ['parent_id']],
  ['tid scan', ['ctid'], ['total']],
  ['case and coalesce', [], ['created_at', 'status', 'total', 'parent_id', 'customer_id']],
])('columns of %s', (name, on, filter) => {
  const [conditions, filters] = columns(of(name)[0]);
  expect([[...conditions], [...new Set(filters)].sort()]).toEqual([on, [...filter].sort()]);
});

test('a join by index has the column of this relation alone', () => {
  const paths = new Map(of('join by index').map((path) => [path.alias, columns(path)[0]]));
  expect(paths).toEqual(
    new Map([
      ['c', ['id']],
      ['o', ['customer_id']],
      ['i', ['order_id']],
    ]),
  );
});

test('an index that is walked whole has no condition', () => {
  expect(columns(of('newest first')[0])).toEqual([[], ['status']]);
  expect(of('newest first')[0]?.direction).toBe('backward');
});

test('a partial index answers its predicate where the catalog is known', () => {
  const facts = factsOf({
    indexes: {
      orders_open_idx: {
        name: 'orders_open_idx',
        method: 'btree',
        keys: ['created_at'],
        predicate: `status = 'open'::text`,
      },
    },
  });
  expect(columns(accessPaths(recorded('partial index'), facts)[0])).toEqual([['status'], []]);
});

test('rows of a parallel scan are those of all processes', () => {
  const rows = of('parallel aggregate')[0]?.rows ?? 0;
  const serial = of('serial aggregate')[0]?.rows ?? 0;
  expect(Math.abs(rows - serial) / serial).toBeLessThan(0.001);
});

test('a join that a foreign server does reads each of its relations', () => {
  const join = node('Foreign Scan', {
    Operation: 'Select',
    Relations: '((public.orders o) INNER JOIN (public."Lines")) LEFT JOIN (public.x "y z")',
  });
  expect(
    accessPaths(documentOf(join)).map(({ occurrence, method }) => [occurrence, method]),
  ).toEqual([
    ['Lines/public.Lines', 'foreign'],
    ['o/public.orders', 'foreign'],
    ['y z/public.x', 'foreign'],
  ]);
});

test('a custom scan of a relation is told', () => {
  expect(accessPaths(documentOf(scan('Custom Scan', 'orders')))[0]?.method).toBe('custom');
});

test('statements that read no relation have no access', () => {
  expect([
    of('functions and values'),
    of('insert values'),
    of('partitions pruned at start'),
  ]).toEqual([[], [], []]);
});
