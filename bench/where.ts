import { relationRows } from '../src/check/relation-rows';
import type { EngineContext, World } from '../src/engine/types';
import { startEmbedded } from '../src/postgres/embedded/start';
import type { Server } from '../src/postgres/types';
import type { Case, Scenario } from '../src/scenario/types';
import { formatRows } from '../src/timeline/row-count';
import { grid } from '../src/timeline/scales';
import { sweep } from '../src/timeline/sweep';
import { changesOf, match, pointsToLoad, type Change } from './changes';
import { polled, type Votes } from './polled';
import { withoutReturn } from './real-once';
import { seconds, type BenchOptions, type Comparison } from './report';
import { pointsBeyond, spreadOf } from './spread';
import { whereText, type RealChange } from './where-text';
import { casesOf, contextFor, inWorld, scenariosNamed } from './workload';

const precision = 0.01;
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
}: BenchOptions): Promise<readonly Comparison[]> {
  const to = rows.at(-1) ?? (full ? 1e7 : 3e5);
  const server = await startEmbedded({ env: process.env });
  try {
    const comparisons: Comparison[] = [];
    const names = scenarios.length > 0 || full ? scenarios : ['web-shop'];
    for (const scenario of await scenariosNamed(names)) {
      comparisons.push(...(await compare(server, scenario, to)));
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
): Promise<readonly Comparison[]> {
  const range = { from: virtualFrom, to };
  const context = await contextFor(server, scenario, range);
  const virtual = await inWorld('virtual', context, (world) =>
    changesIn(context, world, world.lanes, grid(range)),
  );
  const points = pointsToLoad(grid(range), virtual, precision / 2);
  const loaded: number[] = [];
  let real: readonly RealChange[] = [];
  const took = await seconds(async () => {
    real = await inWorld('seed', context, async (world) => {
      const polls = polled(world);
      const once = withoutReturn(polls, (scale) => {
        loaded.push(scale);
        process.stderr.write(`  ${loaded.length}: ${formatRows(scale)}\n`);
      });
      const changes = await changesIn(context, once, 1, points);
      await lookBeyond(changes, casesOf(scenario), once, polls.votesOf);
      return changes.map((change) => ({
        ...change,
        spread: spreadOf(change, polls.votesOf(change.of)),
      }));
    });
  });
  const inside = ({ at }: Change) => at > virtualFrom * 1.2 && at < to / 1.2;
  const cost = `loading ${loaded.length} row counts, ${formatRows(loaded.reduce((a, b) => a + b, 0))} rows of ${scenario.definition.driving} in all, took ${took.toFixed(0)} s`;
  return whereText(scenario, to, match(virtual, real, inside), cost);
}

/** Looks at row counts ever farther from each change until the runs of ANALYZE agree there, on either side. */
async function lookBeyond(
  changes: readonly Change[],
  cases: readonly Case[],
  { planAt }: Pick<World, 'planAt'>,
  votesOf: (id: string) => Votes,
): Promise<void> {
  for (;;) {
    const wanted = changes.flatMap((change) =>
      pointsBeyond(change, votesOf(change.of)).map((scale) => ({ scale, of: change.of })),
    );
    if (wanted.length === 0) return;
    const scales = [...new Set(wanted.map(({ scale }) => scale))].sort((a, b) => a - b);
    for (const scale of scales) {
      const here = wanted.filter((each) => each.scale === scale);
      await planAt(
        scale,
        cases.filter(({ id }) => here.some(({ of }) => of === id)),
      );
    }
  }
}

/** Changes of all cases, whether or not virtual tables have shown one. */
async function changesIn(
  { scenario, model }: EngineContext,
  world: Pick<World, 'planAt' | 'replan'>,
  lanes: number,
  scales: readonly number[],
): Promise<readonly Change[]> {
  const cases = casesOf(scenario);
  const { timelines } = await sweep({
    scenario: scenario.name,
    condition: 'fresh',
    cases,
    scales,
    precision,
    planAt: (scale, some) => world.planAt(scale, some),
    replan: (scale, statement, changed) => world.replan(scale, statement, changed),
    lanes,
    relationRows: relationRows(model),
  });
  return timelines.flatMap((timeline) => changesOf(timeline, cases));
}
