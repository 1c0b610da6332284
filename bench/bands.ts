import { sweepScenario } from '../src/check/sweep-scenario';
import { virtualEngine } from '../src/engine/virtual/engine';
import { startEmbedded } from '../src/postgres/embedded/start';
import type { Server } from '../src/postgres/types';
import type { Scales } from '../src/scenario/scales';
import type { Scenario } from '../src/scenario/types';
import { formatRows } from '../src/text/row-count';
import type { Timeline, TimelineRange } from '../src/timeline/types';
import type { BenchOptions, Comparison } from './report';
import { scenariosNamed } from './workload';

/** Row counts per decade of the fine grid, whose ranges count as the truth. */
const perDecade = 25;

const bundled = ['event-log', 'saas', 'web-shop'];

/** The precision of both searches, as a ratio of row counts. */
const near = 1.05;

/** Ranges of one access that the search of a sweep steps over, going by a sweep that begins with a fine grid. */
export async function bands({ scenarios }: BenchOptions): Promise<readonly Comparison[]> {
  const server = await startEmbedded({ env: process.env });
  try {
    const comparisons: Comparison[] = [];
    for (const scenario of await scenariosNamed(scenarios.length > 0 ? scenarios : bundled)) {
      comparisons.push(await missedIn(server, scenario));
    }
    return comparisons;
  } finally {
    await server.close();
  }
}

async function missedIn(server: Server, scenario: Scenario): Promise<Comparison> {
  const ends = { from: 1_000, to: 1_000_000_000 };
  const found = await timelinesOf(server, scenario, ends);
  const fine = await timelinesOf(server, scenario, { ...ends, listed: fineGrid(ends) });
  const ranges = fine.flatMap((timeline) => timeline.ranges.map((range) => ({ timeline, range })));
  const missed = ranges.filter(({ timeline, range }) => {
    const other = found.find((each) => isSameCase(each, timeline));
    return other !== undefined && !isKnown(other, range);
  });
  return {
    what: `${scenario.name}, ranges that the search steps over`,
    ours: `${missed.length} of ${ranges.length}`,
    beside: `${perDecade} row counts a decade`,
    aim: 'none',
    met: missed.length === 0,
    notes: missed.map(
      ({ timeline: { query, case: label }, range: { from, to } }) =>
        `${query} / ${label}: from ${formatRows(from)} to ${formatRows(to)}, ${Math.round((to / from - 1) * 100)} % wide`,
    ),
  };
}

async function timelinesOf(
  server: Server,
  scenario: Scenario,
  scales: Scales,
): Promise<readonly Timeline[]> {
  const swept = await sweepScenario({
    server,
    scenario,
    engine: virtualEngine,
    scales,
    noTrial: true,
  });
  return swept.timelines;
}

function fineGrid({ from, to }: Scales): readonly number[] {
  const decades = Math.log10(to / from);
  const grid = Array.from({ length: Math.round(decades * perDecade) }, (_, k) =>
    Number((from * 10 ** (k / perDecade)).toPrecision(4)),
  );
  return [...grid, to];
}

const isSameCase = (a: Timeline, b: Timeline): boolean =>
  a.query === b.query && a.case === b.case && a.condition === b.condition;

/** Whether a timeline reads its tables by the access of this range in the middle of it, or changes there. */
function isKnown({ ranges }: Timeline, { from, to, points }: TimelineRange): boolean {
  const middle = Math.sqrt(from * to);
  return ranges.some(
    (range, k) =>
      range.points[0]?.plan.accessSignature === points[0]?.plan.accessSignature &&
      middle >= (ranges[k - 1]?.to ?? 0) / near &&
      middle <= (ranges[k + 1]?.from ?? Infinity) * near,
  );
}
