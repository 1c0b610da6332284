import { errorOf, harmful, judged } from '../helpers/verdicts';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => (server = await sharedTestServer()));
afterAll(() => server.close());

test('groups that ANALYZE takes for fewer: n_distinct keeps the index', async () => {
  const found = errorOf(await judged(server, 'groups seem fewer by a few large ones'), 'watched');
  expect(found.kind).toBe('index-lost');
  expect(found.why).toMatch(/The planner expects \S+ distinct values of depot; \S+ by a count/);
  expect(found.advice).toMatch(
    /^With "alter table public\.parcels alter column depot set \(n_distinct/,
  );
});

test('groups by zipf: n_distinct, and sizes before the groups exist show no growth', async () => {
  const swept = await judged(server, 'groups seem fewer by zipf', {
    trialRows: [30_000, 100_000, 300_000],
  });
  const found = errorOf(swept, 'followed');
  expect(found.advice).toMatch(
    /^With "alter table public\.posts alter column author_id set \(n_distinct/,
  );
  expect(found.measured?.resultSlope).toBeLessThan(1.3);
});

test('a walk of the key under a limit, also as a cursor by OR', async () => {
  const swept = await judged(server, 'walk under a limit');
  expect(errorOf(swept, 'newest').kind).toBe('index-lost');
  const cursor = errorOf(swept, 'page');
  expect(cursor.advice).toMatch(/^With "select \* from calls where \(id, line\) > \(\$1, \$2\)/);
});

test('a pattern under a collation: the index with text_pattern_ops', async () => {
  const found = errorOf(await judged(server, 'pattern under a collation'), 'begins');
  expect(found.advice).toMatch(
    /^With "create index on public\.articles \(slug text_pattern_ops\)"/,
  );
});

test('casts are told by what they do, and the side of the operator is irrelevant', async () => {
  const swept = await judged(server, 'casts and sides');
  expect(errorOf(swept, 'value = column').advice).toMatch(
    /^With "create index on public\.carts \(shop\)"/,
  );
  for (const query of ['numeric key', 'float range']) {
    expect(errorOf(swept, query).advice).toMatch(
      /^With "select .*\$1::(numeric|float8)\)::(bigint|numeric)/,
    );
  }
});

test('a partial index that is not implied: an error from the first size on', async () => {
  const swept = await judged(server, 'partial index not implied');
  const found = errorOf(swept, 'any');
  expect(found.at).toBe(10_000);
  expect(found.why).toContain(
    'badges_site_serial_key contains only the rows where revoked_at IS NULL, and the conditions of the query do not imply that.',
  );
  expect(found.advice).toMatch(
    /^With "create (unique )?index on public\.badges \((site, serial_no|serial_no, site)\)"/,
  );
  expect(harmful(swept, 'valid')).toEqual([]);
});

test('the generic plan that no partial index serves', async () => {
  const found = errorOf(await judged(server, 'generic plan and a partial index'), 'chair');
  expect(found.why).toContain('votes_chair_idx contains only the rows where chair');
  expect(found.why).toMatch(
    /with them the planner reads by Index Scan votes_chair_idx .* A server with plan_cache_mode auto (takes|does not take) the generic plan/,
  );
  expect(found.advice).toMatch(/^With "/);
});

test('a join that loses its condition: no index of it is called droppable', async () => {
  const swept = await judged(server, 'join without its condition', {
    trialRows: [3_000, 10_000, 30_000],
  });
  const found = errorOf(swept, 'hit');
  expect(found).toMatchObject({ kind: 'index-lost', index: 'lines_stops_idx' });
  expect(found.why).toMatch(/times fewer\)/);
  expect(found.advice).toMatch(
    /^With "select distinct l\.id from closed c, lateral \(select \* from lines l where l\.stops && array\[c\.stop\] offset 0\) l": /,
  );
  for (const { advice } of swept.findings) expect(advice).not.toMatch(/drop/i);
});

test.each(['10k..3m', '10k..100m'])('many look-ups are no harm on %s', async (scales) => {
  expect(harmful(await judged(server, 'many keys', { scales }))).toEqual([]);
});
