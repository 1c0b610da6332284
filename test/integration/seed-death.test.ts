import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readModel } from '../../src/check/read-model';
import { seedEngine } from '../../src/engine/seed/engine';
import { startEmbedded } from '../../src/postgres/embedded/start';
import { library } from '../fixtures/worlds/library';

test('a server that dies in mid-load ends the load, and says so', async () => {
  const server = await startEmbedded({ env: process.env });
  const scenario = library();
  const { model } = await readModel(server, scenario, { from: 1_000_000, to: 1_000_000 });
  const pidFile = join(server.dataDirectory ?? '', 'postmaster.pid');
  let killed = false;
  const world = await seedEngine.open({
    server,
    scenario,
    model,
    settings: {},
    condition: { label: 'fresh' },
    onProgress: ({ phase }) => {
      if (phase !== 'rows' || killed) return;
      killed = true;
      process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGQUIT');
    },
    signal: new AbortController().signal,
  });
  await expect(world.planAt(1_000_000, [])).rejects.toMatchObject({ code: 'server-failed' });
  await world.close();
  await server.close();
});
