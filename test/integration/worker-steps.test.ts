import { sweepConditions } from '../../src/check/sweep-conditions';
import { withModel } from '../../src/check/read-model';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { serial, sql, uniformInt } from '../../src/model/distributions';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { scenarioOf } from '../helpers/scenario-of';
import { casesOf, contextFor } from '../helpers/world';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server.close());

/** A condition that costs much for each row, so that a further worker decides between the table and its index. */
const ddl = `
  create function heavy(int) returns boolean language plpgsql immutable parallel safe cost 1000
    as 'begin return true; end';
  create table parcels (id bigint not null, kind int not null, note text not null);
  create index parcels_kind_idx on parcels (kind);`;

const scenario = scenarioOf('parcels', ddl, {
  schema: ddl,
  driving: 'parcels',
  settings: { max_parallel_workers_per_gather: '4', enable_bitmapscan: 'off' },
  tables: {
    parcels: {
      columns: { id: serial(), kind: uniformInt(1, 1_000), note: sql("repeat('x', 690)") },
    },
  },
  queries: {
    most: { sql: 'select count(*) from parcels where kind between 1 and 780 and heavy(kind)' },
  },
});

test('a band of another plan that ends where the table gets its fourth worker is found', async () => {
  const context = await contextFor(server, scenario, {
    settings: { max_parallel_workers_per_gather: '4', enable_bitmapscan: 'off' },
  });
  const scales = { from: 1e5, to: 1e6 };
  const { timelines } = await withModel(server, scenario, scales, ({ drawer }) =>
    sweepConditions(
      virtualEngine,
      { ...context, onProgress: () => () => undefined },
      {
        cases: casesOf(scenario),
        drawer,
        scales,
        precision: 0.01,
        measure: { reason: 'not asked' },
      },
    ),
  );
  const ranges = timelines[0]?.ranges ?? [];
  expect(ranges.map(({ points }) => points[0]?.plan.accesses[0]?.method)).toEqual([
    'seq',
    'index-only',
    'seq',
    'index-only',
  ]);
  // 27,648 pages of 11 rows.
  expect(ranges[1]?.to).toBeLessThan(27_648 * 11);
  expect(ranges[2]?.from).toBeGreaterThanOrEqual(27_647 * 11);
});
