import { readModel } from '../src/check/read-model';
import { seedEngine } from '../src/engine/seed/engine';
import { startEmbedded } from '../src/postgres/embedded/start';
import { shop } from './shop';

/** Seeds the shop at the scale given, and prints the largest resident set of this process, in kB. */
async function main(scale: number): Promise<void> {
  const server = await startEmbedded({ env: process.env });
  const scenario = shop({ bare: true });
  const { model } = await readModel(server, scenario, { from: scale, to: scale });
  const world = await seedEngine.open({
    server,
    scenario,
    model,
    settings: {},
    condition: { label: 'fresh' },
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  await world.planAt(scale, []);
  await world.close();
  await server.close();
  console.log(process.resourceUsage().maxRSS);
}

void main(Number(process.argv[2]));
