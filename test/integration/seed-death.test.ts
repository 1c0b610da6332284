import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seedEngine } from '../../src/engine/seed/engine';
import { startEmbedded } from '../../src/postgres/embedded/start';
import { contextFor } from '../helpers/world';
import { library } from '../fixtures/worlds/library';

test('a server that dies in mid-load ends the load, and says so', async () => {
  const server = await startEmbedded({ env: process.env });
  const scenario = library();
  const pidFile = join(server.dataDirectory ?? '', 'postmaster.pid');
  let killed = false;
  const context = await contextFor(server, scenario, {
    onProgress: ({ phase }) => {
      if (phase !== 'rows' || killed) return;
      killed = true;
      process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGQUIT');
    },
  });
  const world = await seedEngine.open(context);
  await expect(world.planAt(1_000_000, [])).rejects.toMatchObject({ code: 'server-failed' });
  await world.close();
  await server.close();
});
