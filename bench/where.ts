import { startEmbedded } from '../src/postgres/embedded/start';
import type { Server } from '../src/postgres/types';
import type { Scenario } from '../src/scenario/types';
import { formatRows } from '../src/text/row-count';
import { grid } from '../src/scenario/scales';
import { match, pointsToLoad, type Change } from './changes';
import { realChanges, type RealChange } from './real-changes';
import { seconds, type BenchOptions, type Comparison } from './report';
import { changesIn, precision } from './search';
import { whereText } from './where-text';
import { type BenchContext, contextFor, inWorld, scenariosNamed } from './workload';

/** ANALYZE's sample: smaller tables are loaded by both engines, and would agree whatever the virtual one did. */
const virtualFrom = 30_000;

/**
 * Row counts at which access changes, found over virtual tables, against those found by loading and bisecting. The
 * real one is where half of the runs of ANALYZE have changed their plan; how far these runs disagree stands beside it.
 */
export async function where({
  full,
  scenarios,
  rows,
  loads,
}: BenchOptions): Promise<readonly Comparison[]> {
  const to = rows.at(-1) ?? (full ? 1e7 : 3e5);
  const server = await startEmbedded({ env: process.env });
  try {
    const comparisons: Comparison[] = [];
    const names = scenarios.length > 0 || full ? scenarios : ['web-shop'];
    for (const scenario of await scenariosNamed(names)) {
      comparisons.push(...(await compare(server, scenario, to, loads)));
    }
    return comparisons;
  } finally {
    await server.close();
  }
}

async function compare(
  server: Server,
  scenario: Scenario,
  to: number,
  loads: number,
): Promise<readonly Comparison[]> {
  const range = { from: virtualFrom, to };
  const context = await contextFor(server, scenario, range);
  const others: BenchContext[] = [];
  for (let load = 1; load < loads; load += 1) {
    const drawnAnew = { ...scenario, seed: scenario.seed + load };
    others.push(await contextFor(server, drawnAnew, range));
  }
  const virtual = await inWorld('virtual', context, (world) =>
    changesIn(context, world, world.scalesAtOnce, grid(range)),
  );
  const points = pointsToLoad(grid(range), virtual, precision / 2);
  const loaded: number[] = [];
  let real: readonly RealChange[] = [];
  const took = await seconds(async () => {
    real = await realChanges([context, ...others], points, (scale) => {
      loaded.push(scale);
      process.stderr.write(`  ${loaded.length}: ${formatRows(scale)}\n`);
    });
  });
  const inside = ({ at }: Change) => at > virtualFrom * 1.2 && at < to / 1.2;
  const cost = `loading ${loaded.length} row counts${loads > 1 ? ` ${loads} times each` : ''}, ${formatRows(loaded.reduce((a, b) => a + b, 0))} rows of ${scenario.definition.driving} in all, took ${took.toFixed(0)} s`;
  return whereText(scenario, to, match(virtual, real, inside), cost);
}
