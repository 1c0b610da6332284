import { startEmbedded } from '../src/postgres/embedded/start';
import { shop } from './shop';
import { contextFor, inWorld } from './workload';

/** Seeds the shop at the scale given, and prints the largest resident set of this process, in kB. */
async function main(scale: number): Promise<void> {
  const server = await startEmbedded({ env: process.env });
  const scenario = shop({ bare: true });
  const context = await contextFor(server, scenario, { from: scale, to: scale });
  await inWorld('seed', context, (world) => world.planAt(scale, []));
  await server.close();
  console.log(process.resourceUsage().maxRSS);
}

void main(Number(process.argv[2]));
