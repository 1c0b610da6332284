import { sweepScenario, type SweptScenario } from '../../src/check/sweep-scenario';
import { virtualEngine } from '../../src/engine/virtual/engine';
import type { Finding } from '../../src/findings/types';
import { scenarioFrom } from '../../src/index';
import type { Scenario, ScenarioDefinition } from '../../src/scenario/types';
import { families } from '../corpus/families';
import { scenarioOf } from '../corpus/scenario';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { adviceScenarios } from './advice-scenarios';

let server: TestServer;
beforeAll(async () => (server = await sharedTestServer()));
afterAll(() => server.close());

/** One query at a time: the number of cases for which a run tries advice has a limit. */
async function adviceFor(name: keyof typeof adviceScenarios, query: string): Promise<Finding> {
  const definition: ScenarioDefinition = adviceScenarios[name];
  return adviceIn(scenarioFrom(name, definition), query, [3_000, 10_000, 30_000]);
}

async function adviceIn(
  scenario: Scenario,
  query: string,
  trialRows?: readonly number[],
): Promise<Finding> {
  const swept: SweptScenario = await sweepScenario({
    server,
    scenario,
    engine: virtualEngine,
    trialRows,
    precision: 0.2,
    filter: (of) => of.query === query,
  });
  const [found, ...others] = swept.findings.filter(({ severity }) => severity !== 'info');
  expect(others.map(({ kind }) => kind)).toEqual([]);
  if (found === undefined) throw new Error(`Nothing is found of ${query}`);
  return found;
}

/** What a piece of advice that helps is printed as, whatever it is. */
const figures =
  /: [\d.,kMB]+ (pages|rows handled) instead of (at least )?[\d.,kMB]+ at \S+ \((measured|extrapolated)\), (kept|taken from \S+) to \S+?[.;]/;

test.each([
  [
    'statistics on two columns',
    'create statistics adverts_make_model_stat on make, model from public.adverts; analyze public.adverts',
  ],
  [
    'more common values',
    'alter table public.adverts alter column dealer set statistics 1000; analyze public.adverts',
  ],
  ['a covering index', 'create index on public.adverts (city) include (id, state)'],
  [
    'an order before a limit',
    'select * from adverts where phone = any ($1) order by adverts.phone limit 10',
  ],
  [
    'a union',
    'select id, words from adverts where (phone = $1) union all select id, words from adverts where (id in (select advert_id from marked where person = $2)) and (phone = $1) is not true',
  ],
  ['an index for each side of an or', 'create index on public.adverts (fax)'],
  ['an index of a test', 'create index on public.adverts (sold_at) where sold_at is null'],
  ['an operator class', 'create index on public.adverts using gin (words gin_trgm_ops)'],
  ['a list of texts', 'select id, words from adverts where id = any (($1)::bigint[])'],
])(
  '%s is the cure',
  async (query, text) => {
    const { advice } = await adviceFor('adverts', query);
    expect(advice).toContain(`With "${text}": `);
    expect(advice).toMatch(figures);
  },
  120_000,
);

test('a range of times is the cure, and says what the value has to be', async () => {
  const { advice } = await adviceFor('adverts', 'a range of times');
  expect(advice).toMatch(
    /^With "select id, words from adverts where \(listed >= date_trunc\('hour'/,
  );
  expect(advice).toMatch(figures);
  expect(advice).toMatch(/Right as long as the value is the start of an hour\.$/);
}, 120_000);

test('a range of times is the cure together with an index for it', async () => {
  const { advice } = await adviceFor('adverts', 'a range of times and its index');
  expect(advice).toMatch(
    /^With "create index on public\.adverts \(edited\); select id, words from adverts where \(edited >= /,
  );
  expect(advice).toMatch(figures);
}, 120_000);

test.each([
  ['parcels', 'more memory', "set work_mem = '256MB'"],
  ['tickets', 'a plan for the values', "set plan_cache_mode = 'force_custom_plan'"],
] as const)(
  'a setting is the cure of %s',
  async (name, query, text) => {
    const { advice } = await adviceFor(name, query);
    expect(advice).toContain(`With "${text}": `);
    expect(advice).toMatch(figures);
  },
  120_000,
);

test.each([
  [
    'clinic-stays',
    'stays of a thousand patients',
    /alter table public\.stays alter column patient_id set \(n_distinct = -0\.\d+\); analyze public\.stays/,
  ],
  [
    'stock-audit',
    'items not counted',
    /select id, name from items where not exists \(select from counted where counted\.item_id = items\.id\)/,
  ],
  ['message-box', 'cursor as or', /where \(sent_at, id\) < \(\$1, \$2\)/],
])(
  'a cure of the corpus: %s, %s',
  async (name, query, text) => {
    const family = families.find((each) => each.name === name);
    if (family === undefined) throw new Error(`No family ${name}`);
    const { advice } = await adviceIn(scenarioOf(family), query);
    expect(advice).toMatch(text);
    expect(advice).toMatch(figures);
  },
  240_000,
);
