import { auditAndGrow } from '../../bench/names/try-pull';
import { measureAndDraw } from '../../bench/names/try-trial';
import {
  type HostileServer,
  withHostileOverloads,
  withoutHostileOverloads,
} from '../helpers/hostile-overloads';
import { sharedTestServer, type TestServer } from '../helpers/server';
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

it('measures, advises and draws over hostile overloads', async () => {
  await measureAndDraw(hostile, scenario, 'one');
}, 600_000);

// A call that is not qualified finds the user's function though PostgreSQL's own takes the same arguments.
it('audits, pulls and grows where the search path has the hostile schema first', async () => {
  await auditAndGrow(hostile, scenario, {
    searchPath: 'public, pg_catalog',
    schemaOfTwin: withoutHostileOverloads,
  });
}, 600_000);
