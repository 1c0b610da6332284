import { relationRows } from '../src/check/relation-rows';
import type { EngineContext } from '../src/engine/types';
import { startEmbedded } from '../src/postgres/embedded/start';
import type { Server } from '../src/postgres/types';
import type { Case, Scenario } from '../src/scenario/types';
import { changeBetween } from '../src/timeline/ranges';
import { formatRows } from '../src/timeline/row-count';
import { grid } from '../src/timeline/scales';
import { sweep } from '../src/timeline/sweep';
import type { Timeline } from '../src/timeline/types';
import { percent, seconds, type BenchOptions, type Comparison } from './report';
import { casesOf, contextFor, inWorld, scenariosNamed, type EngineName } from './workload';

/** One change of access of one case. */
interface Change {
  readonly of: string;
  readonly at: number;
  /** Both access signatures: two engines have seen the same change where these are equal. */
  readonly key: string;
}

interface Found {
  readonly matched: readonly { readonly virtual: Change; readonly real: Change }[];
  readonly onlyVirtual: readonly Change[];
  readonly onlyReal: readonly Change[];
}

const precision = 0.01;
/** ANALYZE's sample: smaller tables are loaded by both engines, and would agree whatever the virtual one did. */
const virtualFrom = 30_000;
/** Further apart than this, two changes are two. */
const apart = 2;

/** Row counts at which access changes, found over virtual tables, against those found by loading and bisecting. */
export async function where({ full }: BenchOptions): Promise<readonly Comparison[]> {
  const scales = { from: virtualFrom, to: full ? 1e7 : 3e5 };
  const server = await startEmbedded({ env: process.env });
  try {
    const comparisons: Comparison[] = [];
    for (const scenario of await scenariosNamed(full ? [] : ['web-shop'])) {
      comparisons.push(...(await compare(server, scenario, scales, full ? Infinity : 4)));
    }
    return comparisons;
  } finally {
    await server.close();
  }
}

async function compare(
  server: Server,
  scenario: Scenario,
  scales: { readonly from: number; readonly to: number },
  most: number,
): Promise<readonly Comparison[]> {
  const context = await contextFor(server, scenario, scales);
  const every = await changesBy('virtual', context, scales, casesOf(scenario));
  const inside = ({ at }: Change) => at > scales.from * 1.2 && at < scales.to / 1.2;
  // A few have to be known to change, or there is nothing to see; only all of them show what virtual tables miss.
  const cases = casesOf(scenario)
    .filter(
      (each) =>
        most === Infinity || every.some((change) => change.of === each.id && inside(change)),
    )
    .slice(0, most);
  let real: readonly Change[] = [];
  const took = await seconds(async () => {
    real = await changesBy('seed', context, scales, cases);
  });
  const virtual = every.filter(({ of }) => cases.some(({ id }) => id === of));
  const found = match(virtual.filter(inside), real.filter(inside));
  return report(scenario.name, scales.to, found, cases.length, took);
}

async function changesBy(
  engine: EngineName,
  context: EngineContext,
  scales: { readonly from: number; readonly to: number },
  cases: readonly Case[],
): Promise<readonly Change[]> {
  const { timelines } = await inWorld(engine, context, (world) =>
    sweep({
      scenario: context.scenario.name,
      condition: 'fresh',
      cases,
      scales: grid(scales),
      precision,
      planAt: (scale, some) => world.planAt(scale, some),
      replan: (scale, statement, changed) => world.replan(scale, statement, changed),
      lanes: world.lanes,
      relationRows: relationRows(context.model),
    }),
  );
  return timelines.flatMap((timeline) => changesOf(timeline, cases));
}

function changesOf({ query, case: label, ranges }: Timeline, cases: readonly Case[]): Change[] {
  const of = cases.find((each) => each.query === query && each.label === label)?.id ?? query;
  return ranges.slice(1).flatMap((after, k) => {
    const before = ranges[k];
    if (before === undefined) return [];
    const access = [before, after].map(({ points }) => points[0]?.plan.accessSignature ?? '');
    return [{ of, at: changeBetween(before, after), key: access.join('\n') }];
  });
}

/** Pairs each real change with the nearest virtual one of the same case and the same access on both sides. */
function match(virtual: readonly Change[], real: readonly Change[]): Found {
  const left = new Set(virtual);
  const matched: { virtual: Change; real: Change }[] = [];
  const onlyReal: Change[] = [];
  for (const change of real) {
    const [nearest] = [...left]
      .filter(({ of, key }) => of === change.of && key === change.key)
      .sort((a, b) => error(a, change) - error(b, change));
    if (nearest === undefined || error(nearest, change) > apart - 1) onlyReal.push(change);
    else {
      left.delete(nearest);
      matched.push({ virtual: nearest, real: change });
    }
  }
  return { matched, onlyVirtual: [...left], onlyReal };
}

/** How far one lies from the other, as a share of the smaller. */
const error = (one: Change, other: Change): number =>
  Math.max(one.at, other.at) / Math.min(one.at, other.at) - 1;

function report(
  scenario: string,
  to: number,
  { matched, onlyVirtual, onlyReal }: Found,
  cases: number,
  took: number,
): readonly Comparison[] {
  const errors = matched.map(({ virtual, real }) => error(virtual, real)).sort((a, b) => a - b);
  const middle = errors[Math.floor((errors.length - 1) / 2)] ?? NaN;
  const worst = errors.at(-1) ?? NaN;
  const beside = `${matched.length} of ${matched.length + onlyReal.length} real changes`;
  const title = `${scenario} to ${formatRows(to)}, ${cases} cases`;
  const alone = (who: string) => (change: Change) =>
    `${scenario}: ${change.of}: ${formatRows(change.at)} found ${who} only`;
  return [
    {
      what: `where access changes, ${title}: median error`,
      ours: percent(middle),
      beside,
      aim: 'at most 3 %',
      met: middle <= 0.03,
      notes: [
        ...matched.map(
          ({ virtual, real }) =>
            `${scenario}: ${real.of}: virtual ${formatRows(virtual.at)}, real ${formatRows(real.at)}`,
        ),
        ...onlyVirtual.map(alone('over virtual tables')),
        ...onlyReal.map(alone('over real rows')),
        `${scenario}: loading and bisecting took ${took.toFixed(0)} s`,
      ],
    },
    {
      what: `where access changes, ${title}: worst error`,
      ours: percent(worst),
      beside,
      aim: 'at most 15 %',
      met: worst <= 0.15,
    },
  ];
}
