import { sweepScenario, type SweptScenario } from '../../src/check/sweep-scenario';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { scenarioFrom } from '../../src/definitions';
import { parseScales } from '../../src/scenario/scales';
import type { Finding } from '../../src/findings/types';
import type { ScenarioDefinition } from '../../src/scenario/types';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { verdictScenarios, type VerdictScenario } from './verdict-scenarios';

let server: TestServer;
beforeAll(async () => (server = await sharedTestServer()));
afterAll(() => server.close());

const trialRows = [3_000, 10_000, 30_000];

function judged(
  name: VerdictScenario,
  options: { readonly trialRows?: readonly number[]; readonly scales?: string } = {},
): Promise<SweptScenario> {
  const given: ScenarioDefinition = verdictScenarios[name];
  // Groups are taken for fewer by samples of the usual size; what the others are about holds of small ones, too.
  const settings = name.startsWith('groups')
    ? given.settings
    : { default_statistics_target: '20', ...given.settings };
  const definition = { ...given, ...(settings === undefined ? {} : { settings }) };
  const { scales, ...rest } = options;
  return sweepScenario({
    server,
    scenario: scenarioFrom(name.replaceAll(' ', '-'), definition),
    engine: virtualEngine,
    trialRows,
    // Which kind of harm, by what it is measured, and what helps: none of it depends on where exactly the change is.
    precision: 0.2,
    ...(scales === undefined ? {} : { scales: parseScales(scales) }),
    ...rest,
  });
}

const harmful = (
  { findings }: SweptScenario,
  query?: string,
): readonly Pick<Finding, 'severity' | 'kind' | 'advice' | 'why' | 'at' | 'measured'>[] =>
  findings.filter(
    (each) => each.severity !== 'info' && (query === undefined || each.query === query),
  );

/** The only error or warning of a query. */
function errorOf(swept: SweptScenario, query: string): Finding {
  const [found, ...others] = swept.findings.filter(
    (each) => each.severity !== 'info' && each.query === query,
  );
  expect(others.map(({ kind }) => kind)).toEqual([]);
  if (found === undefined) throw new Error(`No error or warning of ${query}`);
  expect(found.severity).toBe('error');
  expect(found.measured?.plan.work).toBeGreaterThan(10 * (found.measured?.resultRows ?? 0));
  return found;
}

test('groups that ANALYZE takes for fewer: n_distinct keeps the index', async () => {
  const found = errorOf(await judged('groups seem fewer by a few large ones'), 'watched');
  expect(found.kind).toBe('index-lost');
  expect(found.why).toMatch(/The planner expects \S+ distinct values of depot; \S+ by a count/);
  expect(found.advice).toMatch(
    /^With "alter table public\.parcels alter column depot set \(n_distinct/,
  );
});

test('groups by zipf: n_distinct, and sizes before the groups exist show no growth', async () => {
  const swept = await judged('groups seem fewer by zipf', {
    trialRows: [30_000, 100_000, 300_000],
  });
  const found = errorOf(swept, 'followed');
  expect(found.advice).toMatch(
    /^With "alter table public\.posts alter column author_id set \(n_distinct/,
  );
  expect(found.measured?.resultSlope).toBeLessThan(1.3);
});

test('an absent value under a limit: everything is read for no row', async () => {
  const found = errorOf(await judged('absent under a limit'), 'some');
  expect(found.why).toContain('for no row');
  expect(found.why).toMatch(/expects the LIMIT to end the read of songs after .* No row matches\./);
  expect(found.advice).toMatch(/^With "/);
});

test('a walk of the key under a limit, also as a cursor by OR', async () => {
  const swept = await judged('walk under a limit');
  expect(errorOf(swept, 'newest').kind).toBe('index-lost');
  const cursor = errorOf(swept, 'page');
  expect(cursor.advice).toMatch(/^With "select \* from calls where \(id, line\) > \(\$1, \$2\)/);
});

test('a pattern under a collation: the index with text_pattern_ops', async () => {
  const found = errorOf(await judged('pattern under a collation'), 'begins');
  expect(found.advice).toMatch(
    /^With "create index on public\.articles \(slug text_pattern_ops\)"/,
  );
});

test('casts are told by what they do, and the side of the operator is irrelevant', async () => {
  const swept = await judged('casts and sides');
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
  const swept = await judged('partial index not implied');
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
  const found = errorOf(await judged('generic plan and a partial index'), 'chair');
  expect(found.why).toContain('votes_chair_idx contains only the rows where chair');
  expect(found.why).toMatch(
    /with them the planner reads by Index Scan votes_chair_idx .* A server with plan_cache_mode auto (takes|does not take) the generic plan/,
  );
  expect(found.advice).toMatch(/^With "/);
});

test('a delete whose foreign key cascades without an index', async () => {
  const found = errorOf(await judged('cascade without an index'), 'close');
  expect(found.why).toContain(
    'For each row of rooms that the statement deletes or changes, the foreign key on stays (room_id) reads all of stays.',
  );
  expect(found.advice).toMatch(/^With "create index on public\.stays \(room_id\)"/);
});

test('a join that loses its condition: no index of it is called droppable', async () => {
  const swept = await judged('join without its condition', { trialRows: [3_000, 10_000, 30_000] });
  const found = errorOf(swept, 'hit');
  expect(found).toMatchObject({ kind: 'index-lost', index: 'lines_stops_idx' });
  expect(found.why).toMatch(/times fewer\)/);
  expect(found.advice).toMatch(
    /^With "select distinct l\.id from closed c, lateral \(select \* from lines l where l\.stops && array\[c\.stop\] offset 0\) l": /,
  );
  for (const { advice } of swept.findings) expect(advice).not.toMatch(/drop/i);
});

test('policies that were not planned are said', async () => {
  const { approximations } = await judged('policies passed by', { trialRows: [3_000, 10_000] });
  expect(approximations).toContainEqual(
    expect.stringMatching(/^row-level security of letters: the policies were not planned/),
  );
});

test.each(['10k..3m', '10k..100m'])('many look-ups are no harm on %s', async (scales) => {
  expect(harmful(await judged('many keys', { scales }))).toEqual([]);
});

test('a small table is read in full by any sane plan', async () => {
  const { findings } = await judged('small look-up');
  expect(findings.filter(({ relation }) => relation === 'sorts')).toEqual([]);
});
