import { readModel } from '../../src/check/read-model';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { loadScenarios } from '../../src/scenario/load';
import { resolveSettings } from '../../src/scenario/profiles';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server.close());

test.each([
  { file: 'bench/workloads/tpch.ts', queries: 22 },
  { file: 'bench/workloads/join-order.ts', queries: 113 },
])('all $queries queries of $file plan', async ({ file, queries }) => {
  const { scenarios, failures } = await loadScenarios({ cwd: process.cwd(), names: [file] });
  expect(failures).toEqual([]);
  const [scenario] = scenarios;
  if (scenario === undefined) throw new Error(`${file} holds no scenario`);
  const { model } = await readModel(server, scenario, { from: 1_000, to: 1_000 });
  const world = await virtualEngine.open({
    server,
    scenario,
    model,
    settings: resolveSettings(scenario.definition),
    condition: { label: 'fresh' },
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  try {
    const cases = scenario.queries.flatMap((query) => query.cases);
    expect(cases).toHaveLength(queries);
    const outcomes = await world.planAt(1_000, cases);
    const failed = outcomes.flatMap((outcome, place) =>
      outcome.ok ? [] : [`${cases[place]?.id}: ${outcome.failure.message}`],
    );
    expect(failed).toEqual([]);
  } finally {
    await world.close();
  }
});
