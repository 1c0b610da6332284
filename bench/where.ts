import { relationRows } from '../src/check/relation-rows';
import type { EngineContext, World } from '../src/engine/types';
import { startEmbedded } from '../src/postgres/embedded/start';
import type { Server } from '../src/postgres/types';
import type { Scenario } from '../src/scenario/types';
import { formatRows } from '../src/timeline/row-count';
import { grid } from '../src/timeline/scales';
import { sweep } from '../src/timeline/sweep';
import { changesOf, errorOf, match, pointsToLoad, type Change, type Found } from './changes';
import { withoutReturn } from './real-once';
import { median, percent, seconds, type BenchOptions, type Comparison } from './report';
import { casesOf, contextFor, inWorld, scenariosNamed } from './workload';

const precision = 0.01;
/** ANALYZE's sample: smaller tables are loaded by both engines, and would agree whatever the virtual one did. */
const virtualFrom = 30_000;

/** Row counts at which access changes, found over virtual tables, against those found by loading and bisecting. */
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
  let real: readonly Change[] = [];
  const loaded: number[] = [];
  const took = await seconds(async () => {
    real = await inWorld('seed', context, (world) =>
      changesIn(context, withoutReturn(world), 1, points, (scale) => loaded.push(scale)),
    );
  });
  const inside = ({ at }: Change) => at > virtualFrom * 1.2 && at < to / 1.2;
  const cost = `loading ${loaded.length} row counts, ${formatRows(loaded.reduce((a, b) => a + b, 0))} rows of ${scenario.definition.driving} in all, took ${took.toFixed(0)} s`;
  return report(scenario, to, match(virtual, real, inside), cost);
}

/** Changes of all cases, whether or not virtual tables have shown one. */
async function changesIn(
  { scenario, model }: EngineContext,
  world: Pick<World, 'planAt' | 'replan'>,
  lanes: number,
  scales: readonly number[],
  onPoint: (scale: number) => void = () => undefined,
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
    onPoint: ({ scale, visited, known }) => {
      onPoint(scale);
      if (lanes === 1) process.stderr.write(`  ${visited} of ${known}: ${formatRows(scale)}\n`);
    },
  });
  return timelines.flatMap((timeline) => changesOf(timeline, cases));
}

function report(
  { name, ...scenario }: Scenario,
  to: number,
  found: Found,
  cost: string,
): readonly Comparison[] {
  const { matched, onlyVirtual, onlyReal } = found;
  const errors = matched.map(errorOf);
  const middle = median(errors);
  const worst = Math.max(...errors);
  const cases = scenario.queries.flatMap((query) => query.cases).length;
  const title = `${name} to ${formatRows(to)}, ${cases} cases`;
  const beside = `${matched.length} changes`;
  const alone = (who: string) => (change: Change) =>
    `${name}: ${change.of}: ${formatRows(change.at)} found ${who} only:\n  ${change.key.replaceAll('\n', '\n  ')}`;
  return [
    {
      what: `where access changes, ${title}: found by both`,
      ours: `${matched.length + onlyVirtual.length}, ${onlyVirtual.length} alone`,
      beside: `${matched.length + onlyReal.length}, ${onlyReal.length} alone`,
      aim: 'none alone',
      met: onlyVirtual.length + onlyReal.length === 0,
      notes: [
        ...matched.map(
          ({ virtual, real }) =>
            `${name}: ${real.of}: virtual ${formatRows(virtual.at)}, real ${formatRows(real.at)}`,
        ),
        ...onlyVirtual.map(alone('over virtual tables')),
        ...onlyReal.map(alone('over real rows')),
        `${name}: ${cost}`,
      ],
    },
    {
      what: `the same: median error`,
      ours: percent(middle),
      beside,
      aim: 'at most 3 %',
      met: middle <= 0.03,
    },
    {
      what: `the same: worst error`,
      ours: percent(worst),
      beside,
      aim: 'at most 15 %',
      met: worst <= 0.15,
    },
  ];
}
