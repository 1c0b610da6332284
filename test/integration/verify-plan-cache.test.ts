import { seedEngine } from '../../src/engine/seed/engine';
import type { Engine } from '../../src/engine/types';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { serial, uniformInt } from '../../src/model/distributions';
import type { PlanOutcome } from '../../src/plan/types';
import { verifyScenario } from '../../src/verify/verify-scenario';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { scenarioFrom } from '../../src/scenario/from-definition';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server.close());
afterEach(() => jest.restoreAllMocks());

/** How the first relation is read, by each generic plan that a world of this engine makes. */
function genericPlansOf(engine: Engine): string[] {
  const methods: string[] = [];
  const note = (outcome: PlanOutcome | undefined): void => {
    if (outcome?.ok !== true) return;
    if (outcome.statement.settings?.['plan_cache_mode'] !== 'force_generic_plan') return;
    methods.push(outcome.plan.accesses[0]?.method ?? '');
  };
  const open = engine.open.bind(engine);
  jest.spyOn(engine, 'open').mockImplementation(async (context) => {
    const world = await open(context);
    return {
      ...world,
      async planAt(scale, statements) {
        const outcomes = await world.planAt(scale, statements);
        outcomes.forEach(note);
        return outcomes;
      },
      async replan(scale, statement, settings) {
        const outcome = await world.replan(scale, statement, settings);
        note(outcome);
        return outcome;
      },
    };
  });
  return methods;
}

test('`plan: auto` is decided by the costs of all cases, on virtual rows and in each run on real ones', async () => {
  const [virtual, real] = [genericPlansOf(virtualEngine), genericPlansOf(seedEngine)];
  const schema =
    'create table names (id bigint primary key, town int not null, note text); create index names_town_idx on names (town)';
  const { agreement, unplanned } = await verifyScenario({
    server,
    scenario: scenarioFrom('names.ts', {
      schema,
      driving: 'names',
      tables: { names: { columns: { id: serial(), town: uniformInt(1, 5_000) } } },
      queries: {
        // A third of the rows by the planner's guess, all of them by the value.
        towns: { sql: 'select * from names where town >= $1', plan: 'auto', cases: { all: [0] } },
      },
    }),
    rows: 20_000,
    runs: 2,
    statistics: false,
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  expect(unplanned).toEqual([]);
  expect(agreement.cases).toMatchObject([{ verdict: 'same' }]);
  expect(virtual).toEqual(['bitmap']);
  expect(real).toEqual(['bitmap', 'bitmap']);
});
