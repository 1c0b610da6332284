import { virtualEngine } from '../../src/engine/virtual/engine';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { worn } from '../fixtures/worlds/worn';
import { expectAsSaid, relationsIn } from '../helpers/worn';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server.close());

const smallSamples = { default_statistics_target: '10' };

test('a condition of one table stands as it says', async () => {
  const fresh = await relationsIn(server, virtualEngine, { label: 'fresh' }, smallSamples);
  const virtual = await relationsIn(server, virtualEngine, worn, smallSamples);

  expectAsSaid(fresh, virtual);
});
