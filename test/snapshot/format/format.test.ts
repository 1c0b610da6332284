import fc from 'fast-check';
import { formatSnapshot } from '../../../src/snapshot/format/format';
import { parseSnapshot } from '../../../src/snapshot/format/parse';
import type { Snapshot } from '../../../src/snapshot/types';
import { snapshots } from '../../helpers/arbitraries';

const shop: Snapshot = {
  version: 2,
  scenario: 'web-shop',
  header: {
    major: 18,
    engine: 'virtual',
    scales: { from: 1000, to: 1e9 },
    settings: { work_mem: '64MB', effective_cache_size: '12GB' },
    digest: 'sha256:0f343b0931126a20f133d67c2b018a3b',
    schema: [
      {
        kind: 'model',
        name: '(all)',
        text: 'driving table orders, seed 1, clock 2026-01-01T00:00:00Z',
      },
      {
        kind: 'table',
        name: 'orders',
        text: 'id bigint, customer_id bigint, status text, total numeric(10,2), created_at timestamp with time zone, note text null',
      },
      { kind: 'model', name: 'orders', text: '0f343b093112' },
      { kind: 'key', name: 'orders', text: '(customer_id) references customers (id)' },
      { kind: 'index', name: 'orders_created_at_idx', on: 'orders', text: '(created_at)' },
      { kind: 'index', name: 'odd name', on: 'app.my table', text: 'unique (id)' },
    ],
  },
  entries: [
    {
      query: 'orders-by-status',
      case: 'common',
      condition: 'fresh',
      sql: 'select o.id, o.total, c.name from orders o join customers c on c.id = o.customer_id where o.status = $1 order by o.created_at desc limit 20',
      parameters: ["'paid'"],
      ranges: [
        {
          from: 1000,
          to: 41_200_000,
          access: [
            { text: 'Index Scan customers_pkey (c): id', cliff: false },
            { text: 'Index Scan Backward orders_created_at_idx (o): filter status', cliff: false },
          ],
        },
        {
          from: 41_200_000,
          to: 1e9,
          access: [
            { text: 'Index Scan customers_pkey (c): id', cliff: false },
            { text: 'Seq Scan (o)', cliff: true },
          ],
        },
      ],
      accepted: [
        { severity: 'warning', kind: 'work-outgrows-result', subject: '' },
        {
          severity: 'error',
          kind: 'index-lost',
          at: 41_200_000,
          subject: 'orders_created_at_idx (o/public.orders)',
        },
      ],
      acquitted: [],
    },
    {
      query: 'one',
      case: 'default',
      condition: 'stale 10',
      sql: 'select 1',
      parameters: [],
      ranges: [{ from: 1000, to: 1e9, access: [] }],
      accepted: [],
      acquitted: [
        { severity: 'error', kind: 'no-index', at: 10_000, subject: '(o/public.orders)' },
        { severity: 'warning', kind: 'early-stop', subject: '' },
      ],
    },
  ],
};

describe('the text of a snapshot', () => {
  test('reads as a reviewer needs it', () => {
    expect(formatSnapshot(shop)).toBe(`plancliff snapshot 2
scenario  web-shop
server    PostgreSQL 18
engine    virtual
scales    1k … 1B
digest    sha256:0f343b0931126a20f133d67c2b018a3b
setting   effective_cache_size = 12GB
setting   work_mem = 64MB
model     (all): driving table orders, seed 1, clock 2026-01-01T00:00:00Z
table     orders: id bigint, customer_id bigint, status text, total numeric(10,2),
          created_at timestamp with time zone, note text null
model     orders: 0f343b093112
key       orders: (customer_id) references customers (id)
index     orders_created_at_idx on orders: (created_at)
index     "odd name" on "app.my table": unique (id)

one / default [stale 10]
  | select 1
        1k …       1B   -
  acquitted error no-index at 10k: (o/public.orders)
  acquitted warning early-stop

orders-by-status / common
  | select o.id, o.total, c.name
  | from orders o
  | join customers c on c.id = o.customer_id
  | where o.status = $1
  | order by o.created_at desc
  | limit 20
  $1 = 'paid'
        1k …    41.2M   Index Scan customers_pkey (c): id
                        Index Scan Backward orders_created_at_idx (o): filter status
     41.2M …       1B   Index Scan customers_pkey (c): id
                        Seq Scan (o)   ← cliff
  accepted  warning work-outgrows-result
  accepted  error index-lost at 41.2M: orders_created_at_idx (o/public.orders)

end of snapshot
`);
  });

  test('is the same whatever the order of queries and settings', () => {
    const turned = { ...shop, entries: [...shop.entries].reverse() };
    expect(formatSnapshot(turned)).toBe(formatSnapshot(shop));
  });

  test('gives back what was written, whatever the names and statements hold', () => {
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        const text = formatSnapshot(snapshot);
        // As a file holds it: lone surrogates and the like would not survive.
        const stored = Buffer.from(text, 'utf8').toString('utf8');
        expect(parseSnapshot(stored)).toEqual(snapshot);
        expect(text).not.toMatch(/\r|[^\S\n]\n/);
      }),
      { numRuns: 200 },
    );
  });

  test('survives line ends turned by version control', () => {
    const text = formatSnapshot(shop);
    expect(parseSnapshot(text.replaceAll('\n', '\r\n'))).toEqual(parseSnapshot(text));
  });
});
