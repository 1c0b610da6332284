import { sweepScenario, type SweptScenario } from '../../src/check/sweep-scenario';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { scenarioFrom } from '../../src/definitions';
import type { Finding } from '../../src/findings/types';
import type { ScenarioDefinition } from '../../src/scenario/types';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { causeScenarios } from './cause-scenarios';

let server: TestServer;
beforeAll(async () => (server = await sharedTestServer()));
afterAll(() => server.close());

function swept(
  name: keyof typeof causeScenarios,
  trialRows: readonly number[],
): Promise<SweptScenario> {
  const definition: ScenarioDefinition = causeScenarios[name];
  const scenario = scenarioFrom(name, definition);
  return sweepScenario({ server, scenario, engine: virtualEngine, trialRows });
}

/** The one error of a query, whose figures were measured. */
function errorOf({ findings }: SweptScenario, query: string): Finding {
  const [found, ...others] = findings.filter(
    (each) => each.severity !== 'info' && each.query === query,
  );
  expect(others.map(({ kind }) => kind)).toEqual([]);
  expect(found).toMatchObject({ severity: 'error' });
  if (found?.measured === undefined) throw new Error(`Nothing was measured of ${query}`);
  return found;
}

describe('of one table', () => {
  let deliveries: SweptScenario;
  beforeAll(async () => {
    deliveries = await swept('deliveries', [3_000, 10_000, 30_000, 100_000]);
  }, 300_000);

  test('columns that depend on each other are named with their shares', () => {
    expect(errorOf(deliveries, 'dependent columns').why).toContain(
      'state and reason depend on each other: of the 100k rows of deliveries at 100k rows, 25 % meet (deliveries.state = 1) and 5 % meet (deliveries.reason = 2), and no row meets both. ' +
        'The planner multiplies the shares and expects 1.3 %.',
    );
  });

  test('rows that lie at the end of a walk are counted', () => {
    const { why } = errorOf(deliveries, 'place in the walk');
    expect(why).toMatch(
      /expects the LIMIT to end the read of deliveries after \d+ rows; measured, it reads 95k rows\./,
    );
    expect(why).toContain('Measured, 5k rows match, and they do not lie evenly over what is read.');
    expect(why).not.toContain('depend on each other');
  });

  test('an index of block ranges that leaves all pages is told with the correlation', () => {
    expect(errorOf(deliveries, 'block ranges').why).toMatch(
      /expects deliveries_at_brin to leave \d+ pages of deliveries, since the order of at is nearly that of the table \(correlation 0\.9\d\); measured, it reads 1\.59k pages/,
    );
  });

  test('the place of null values is told with the index', () => {
    const { why, advice } = errorOf(deliveries, 'nulls last');
    expect(why).toContain(
      'The query orders null values last, and deliveries_done_idx has them first in that direction',
    );
    expect(advice).toMatch(
      /^With "create index on public\.deliveries \(done_at desc nulls last\)"/,
    );
  });
});

test('a subquery that is no longer hashed is told with the row count where that happens', async () => {
  const found = errorOf(await swept('claims', [3_000, 10_000, 30_000]), 'unclaimed');
  expect(found.at).toBeGreaterThan(60_000);
  expect(found.at).toBeLessThan(110_000);
  expect(found.why).toMatch(
    /At \d+(\.\d+)?k rows the planner stops hashing the subquery: by its estimates the result no longer fits in 512 kB/,
  );
  expect(found.advice).toMatch(/^With "select \* from parcels where not exists/);
});

test('stale statistics are told where fresh ones lead to another plan', async () => {
  const { findings } = await swept('visits', [60_000, 100_000, 300_000]);
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
