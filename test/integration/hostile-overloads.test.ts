import { seedEngine } from '../../src/engine/seed/engine';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { resolveSettings } from '../../src/scenario/profiles';
import { type HostileServer, withHostileOverloads } from '../helpers/hostile-overloads';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { unqualifiedCalls } from '../helpers/unqualified-calls';
import { casesOf, inWorld } from '../helpers/world';
import { hostile as scenario } from '../fixtures/worlds/hostile';

/** A user's exact overloads of what plancliff calls are never called by a statement of plancliff's own. */

let server: TestServer;
let hostile: HostileServer;
beforeAll(async () => {
  server = await sharedTestServer();
  hostile = await withHostileOverloads(server);
});
afterAll(async () => {
  await hostile?.end();
  await server?.close();
});

it.each([
  ['virtual', virtualEngine, [2_000, 200_000]],
  ['seed', seedEngine, [2_000]],
])('plans over hostile overloads on the engine %s', async (_, engine, scales) => {
  await inWorld(
    hostile,
    engine,
    scenario,
    async (world) => {
      for (const scale of scales) {
        const outcomes = await world.planAt(scale, casesOf(scenario));
        expect(outcomes.filter(({ ok }) => !ok)).toEqual([]);
      }
    },
    { settings: resolveSettings(scenario.definition) },
  );
});

it('qualifies every function of PostgreSQL that a statement in the sources calls', async () => {
  const database = await server.open();
  try {
    const { rows } = await database.connection.query<{ name: string }>(
      "select distinct proname::text as name from pg_proc where pronamespace = 'pg_catalog'::regnamespace",
    );
    expect(unqualifiedCalls(new Set(rows.map(({ name }) => name)))).toEqual([]);
  } finally {
    await database.end();
  }
});
