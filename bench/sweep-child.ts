import { relationRows } from '../src/check/relation-rows';
import { startEmbedded } from '../src/postgres/embedded/start';
import { grid } from '../src/scenario/scales';
import { sweep } from '../src/timeline/sweep';
import { newLedger, timedServer, type Ledger } from './timed-server';
import { casesOf, contextFor, inWorld, scenariosNamed } from './workload';

/** What the child says of its run in its last line. */
export interface SweepReport {
  readonly seconds: number;
  readonly points: number;
  readonly connections: number;
  readonly ledger: Ledger;
  /** Largest resident set of the process, in kB. */
  readonly memory: number;
}

/**
 * `virtual <scenario> <to>` sweeps all cases from 1k at 1 %; `seed <scenario> <to>` loads the decades for real and
 * plans all cases at each. The first line is the server's data directory, the last a `SweepReport`.
 */
async function main(engine: string, name: string, to: number): Promise<void> {
  const embedded = await startEmbedded({ env: process.env });
  console.log(embedded.dataDirectory);
  const ledger = newLedger();
  const server = timedServer(embedded, ledger);
  const [scenario] = await scenariosNamed([name]);
  if (scenario === undefined) throw new Error(`No scenario ${name}`);
  const scales = { from: 1e3, to };
  const started = performance.now();
  const context = await contextFor(server, scenario, scales);
  const cases = casesOf(scenario);
  let points = 0;
  let connections = 1;
  if (engine === 'seed') {
    await inWorld('seed', context, async (world) => {
      for (const scale of grid(scales)) await world.planAt(scale, cases);
      points = grid(scales).length;
    });
  } else {
    await inWorld('virtual', context, async (world) => {
      connections = world.scalesAtOnce;
      await sweep({
        scenario: scenario.name,
        condition: 'fresh',
        cases,
        scales: grid(scales),
        precision: 0.01,
        planAt: (scale, some) => world.planAt(scale, some),
        replan: (scale, statement, changed) => world.replan(scale, statement, changed),
        scalesAtOnce: connections,
        relationRows: relationRows(context.model),
        onPoint: ({ visited }) => (points = visited),
      });
    });
  }
  const seconds = (performance.now() - started) / 1000;
  await server.close();
  const memory = process.resourceUsage().maxRSS;
  console.log(
    JSON.stringify({ seconds, points, connections, ledger, memory } satisfies SweepReport),
  );
}

const [engine = '', name = '', to = ''] = process.argv.slice(2);
void main(engine, name, Number(to));
