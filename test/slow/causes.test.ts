import { errorOf, swept } from '../helpers/causes';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => (server = await sharedTestServer()));
afterAll(() => server.close());

test('a subquery that is no longer hashed is told with the row count where that happens', async () => {
  const found = errorOf(await swept(server, 'claims', [3_000, 10_000, 30_000]), 'unclaimed');
  expect(found.at).toBeGreaterThan(60_000);
  expect(found.at).toBeLessThan(110_000);
  expect(found.why).toMatch(
    /At \d+(\.\d+)?k rows the planner stops hashing the subquery: by its estimates the result no longer fits in 512 kB/,
  );
  expect(found.advice).toMatch(/^With "select \* from parcels where not exists/);
});

test('stale statistics are told where fresh ones lead to another plan', async () => {
  const { findings } = await swept(server, 'visits', [60_000, 100_000, 300_000]);
  const [stale] = findings.filter(({ condition }) => condition === 'old');
  expect(stale).toMatchObject({ kind: 'condition-differs', severity: 'warning' });
  expect(stale?.why).toMatch(
    /In the condition old the statistics are those of a table 10 times smaller; with those of the condition fresh the planner reads by Index Scan visits_page_idx/,
  );
  expect(stale?.advice).toMatch(
    /^With the statistics that ANALYZE makes in the condition fresh: \d+ pages instead of \S+ pages at 450k/,
  );
  const fresh = findings.filter(({ condition }) => condition === 'fresh');
  expect(fresh.map(({ why }) => why).join('\n')).not.toContain('times smaller');
});
