import { openPlanner } from '../../src/plan/capture';
import { startTestServer, type TestServer } from '../helpers/server';

const ddl = `
  do $$ begin create role plancliff_test_app; exception when duplicate_object then null; end $$;
  create table notes (id int primary key, tenant int not null);
  alter table notes enable row level security;
  create policy own on notes using (tenant = 7);
  grant select on notes to plancliff_test_app;`;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** The text of a plan under these settings. */
async function planUnder(settings: Record<string, string>): Promise<string> {
  const database = await server.open(ddl);
  const planner = await openPlanner(await database.connect(), { settings });
  try {
    const outcome = await planner.plan({
      sql: 'select * from notes where id > $1',
      parameters: [5],
    });
    return outcome.ok ? JSON.stringify(outcome.plan.document) : outcome.failure.message;
  } finally {
    await planner.close();
    await database.end();
  }
}

test('role plans as that role: its policies are part of the plan', async () => {
  expect(await planUnder({})).not.toContain('tenant = 7');
  expect(await planUnder({ role: 'plancliff_test_app' })).toContain('tenant = 7');
});

test('plan_cache_mode force_generic_plan plans for all values', async () => {
  expect(await planUnder({})).toContain('id > 5');
  expect(await planUnder({ plan_cache_mode: 'force_generic_plan' })).toContain('id > $1');
});
