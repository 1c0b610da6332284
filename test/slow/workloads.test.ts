import { virtualEngine } from '../../src/engine/virtual/engine';
import { loadScenarios } from '../../src/scenario/sources/load';
import { resolveSettings } from '../../src/scenario/profiles';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { type CaseWorld, casesOf, inWorld } from '../helpers/world';

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
  const cases = casesOf(scenario);
  expect(cases).toHaveLength(queries);
  const plan = (world: CaseWorld) => world.planAt(1_000, cases);
  const settings = resolveSettings(scenario.definition);
  const outcomes = await inWorld(server, virtualEngine, scenario, plan, { settings });
  const failed = outcomes.flatMap((outcome, place) =>
    outcome.ok ? [] : [`${cases[place]?.id}: ${outcome.failure.message}`],
  );
  expect(failed).toEqual([]);
});
