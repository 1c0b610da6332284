import { openPlanner } from '../src/plan/capture';
import { startEmbedded } from '../src/postgres/embedded/start';

/** Starts a server, plans one statement and says so. */
async function main(): Promise<void> {
  const server = await startEmbedded({ env: process.env });
  const database = await server.createDatabase('bench');
  const planner = await openPlanner(await database.connect(), { settings: {} });
  const outcome = await planner.plan({
    sql: 'select * from pg_class where oid = $1',
    parameters: ['1259'],
  });
  console.log(outcome.ok ? 'planned' : outcome.failure.message);
  await planner.close();
  await server.close();
}

void main();
