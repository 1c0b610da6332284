import { growthOf } from '../src/engine/twin/growth/growth';
import { openTwin } from '../src/engine/twin/twin';
import type { Statement } from '../src/plan/types';
import { startEmbedded } from '../src/postgres/embedded/start';
import type { Server } from '../src/postgres/types';
import { earlierFor } from '../src/pull/earlier';
import type { Pulled } from '../src/pull/types';
import type { Case, Scenario } from '../src/scenario/types';
import { formatRows } from '../src/text/row-count';
import { sweep } from '../src/timeline/sweep';
import type { Timeline } from '../src/timeline/types';
import type { CaseWorld } from '../test/helpers/world';
import { type Change, match, pointsToLoad } from './changes';
import { factorsText, type PulledFactors } from './factors-text';
import { analyzeAndPull, type Grown, openGrown } from './grown';
import { type OccurrenceChange, occurrenceChanges } from './occurrence-changes';
import { type Polled, polled } from './polled';
import { withoutReturn } from './real-once';
import type { BenchOptions, Comparison } from './report';
import { spreadOf } from './spread';
import { casesOf, scenariosNamed } from './workload';

/** How near a loss is located, as a share of the factor. */
const precision = 0.02;
/** Steps that are loaded whatever is predicted, up to ten times today's rows. */
const steps = [1, 1.25, 1.6, 2, 2.5, 3.2, 4, 5, 6.3, 8, 10];
/** Runs of ANALYZE on the rows of today, each read by a pull. */
const pulls = 3;
/** Of today's rows, those that an earlier pull found, thirty days before. */
const earlierShare = 0.6;
const month = 30 * 86_400_000;

/**
 * Factors of growth at which a twin loses an index, beside those found by loading on step by step. The statements are those
 * of today throughout.
 */
export async function factors({ scenarios, rows }: BenchOptions): Promise<readonly Comparison[]> {
  const comparisons: Comparison[] = [];
  const server = await startEmbedded({ env: process.env });
  try {
    for (const scenario of await scenariosNamed(
      scenarios.length > 0 ? scenarios : ['web-shop', 'saas'],
    )) {
      comparisons.push(...(await compare(server, scenario, rows[0] ?? 40_000)));
    }
    return comparisons;
  } finally {
    await server.close();
  }
}

/** Statements of today, and what pulls of today say. */
interface Today {
  readonly statements: ReadonlyMap<Case, Statement>;
  readonly pulled: readonly Pulled[];
}

async function compare(
  server: Server,
  scenario: Scenario,
  rows: number,
): Promise<readonly Comparison[]> {
  process.stderr.write(`  ${scenario.name} at ${formatRows(rows)}\n`);
  const cases = casesOf(scenario);
  const { statements, pulled } = await readToday(server, scenario, rows);
  const [first] = pulled;
  if (first === undefined) throw new RangeError('nothing was pulled');
  const said: PulledFactors[] = [];
  for (const [k, each] of pulled.entries()) {
    said.push({
      name: `pull ${k + 1}`,
      changes: await predicted(server, each, { rows, cases, statements }),
    });
  }
  const before = await readToday(server, scenario, Math.round(rows * earlierShare), earlierShare);
  const two = withEarlier(first, before.pulled[0] ?? first);
  said.push({
    name: 'two pulls',
    changes: await predicted(server, two, { rows, cases, statements, inTime: true }),
  });

  const points = pointsToLoad(
    steps.map((step) => Math.round(rows * step)),
    said.flatMap(({ changes }) => changes),
    precision / 2,
  );
  const loads: number[] = [];
  const continued = continuedWorld(server, scenario, rows, statements);
  try {
    const poll: Polled = polled(continued.world);
    const once = withoutReturn(poll, (scale) => {
      loads.push(scale);
      process.stderr.write(`  ${loads.length}: ×${(scale / rows).toFixed(2)}\n`);
    });
    const timelines = await timelinesIn(scenario, once, points);
    const real = changesIn(timelines, cases).map((change) => ({
      ...change,
      spread: spreadOf(change, poll.votesOf(change.case)),
    }));
    const inside = ({ at }: Change): boolean => at < (rows * 10) / 1.15;
    return factorsText(scenario.name, rows, {
      real,
      found: said.map(({ name, changes }) => ({
        name,
        found: match(changes, real, inside, Infinity),
      })),
      cost: `${loads.length} row counts were loaded, ${formatRows(loads.reduce((a, b) => a + b, 0))} rows in all`,
    });
  } finally {
    await continued.close();
  }
}

async function readToday(
  server: Server,
  scenario: Scenario,
  rows: number,
  factor = 1,
): Promise<Today> {
  const grown = await openGrown(server, scenario, rows, factor);
  try {
    const { drawer, scenario: loaded } = grown.context;
    const drawn = await drawer.statementsAt(rows, casesOf(loaded));
    const statements = new Map(casesOf(scenario).map((each, k) => [each, drawn[k] as Statement]));
    const pulled: Pulled[] = [];
    for (let run = 0; run < pulls; run += 1) pulled.push(await analyzeAndPull(grown, rows));
    return { statements, pulled };
  } finally {
    await grown.world.close();
  }
}

/** The second of two pulls, thirty days after the first. */
function withEarlier(pulled: Pulled, before: Pulled): Pulled {
  const clock = new Date(Date.parse(pulled.manifest.clock) - month).toISOString();
  const earlier = earlierFor(pulled, { ...before, manifest: { ...before.manifest, clock } });
  return { ...pulled, earlier };
}

interface Asked {
  /** Of the driving table, today. */
  readonly rows: number;
  readonly cases: readonly Case[];
  readonly statements: ReadonlyMap<Case, Statement>;
  readonly inTime?: boolean;
}

/** Where a twin loses an index. */
async function predicted(
  server: Server,
  pulled: Pulled,
  { rows, cases, statements, inTime = false }: Asked,
): Promise<readonly OccurrenceChange[]> {
  const twin = await openTwin({ server, pulled });
  try {
    const growth = growthOf(pulled, twin.catalog, { inTime });
    let shown = rows;
    const show = async (scale: number): Promise<void> => {
      if (scale !== shown) await twin.show(growth.imageAt(scale / rows));
      shown = scale;
    };
    const { timelines } = await sweep({
      scenario: '',
      condition: '',
      cases,
      scales: steps.map((step) => Math.round(rows * step)),
      precision,
      scalesAtOnce: 1,
      planAt: async (scale, some) => {
        await show(scale);
        const outcomes = [];
        for (const each of some) {
          outcomes.push(await twin.planner.plan(statements.get(each) as Statement));
        }
        return outcomes;
      },
      replan: async (scale, statement, settings) => {
        await show(scale);
        return twin.planner.planWith(statement, settings);
      },
    });
    return changesIn(timelines, cases);
  } finally {
    await twin.close();
  }
}

/** Loads each row count in a database of its own, with times that reach further back the more rows there are. */
function continuedWorld(
  server: Server,
  scenario: Scenario,
  rows: number,
  statements: ReadonlyMap<Case, Statement>,
): { readonly world: Pick<CaseWorld, 'planAt' | 'replan' | 'inspect'>; close(): Promise<void> } {
  let present: (Grown & { readonly scale: number }) | undefined;
  const close = async (): Promise<void> => {
    const last = present;
    present = undefined;
    await last?.world.close();
  };
  const at = async (scale: number): Promise<Grown> => {
    if (present?.scale === scale) return present;
    await close();
    present = { ...(await openGrown(server, scenario, scale, scale / rows)), scale };
    return present;
  };
  return {
    world: {
      planAt: async (scale, some) =>
        (await at(scale)).world.planAt(
          scale,
          some.map((each) => statements.get(each) as Statement),
        ),
      replan: async (scale, statement, settings) =>
        (await at(scale)).world.replan(scale, statement, settings),
      inspect: async (scale, work) => (await at(scale)).world.inspect(scale, work),
    },
    close,
  };
}

async function timelinesIn(
  scenario: Scenario,
  { planAt, replan }: Pick<CaseWorld, 'planAt' | 'replan'>,
  scales: readonly number[],
): Promise<readonly Timeline[]> {
  const { timelines } = await sweep({
    scenario: scenario.name,
    condition: '',
    cases: casesOf(scenario),
    scales,
    precision,
    scalesAtOnce: 1,
    planAt,
    replan,
  });
  return timelines;
}

function changesIn(
  timelines: readonly Timeline[],
  cases: readonly Case[],
): readonly OccurrenceChange[] {
  return timelines.flatMap((timeline) => {
    const of = cases.find(
      ({ query, label }) => query === timeline.query && label === timeline.case,
    );
    return of === undefined ? [] : occurrenceChanges(timeline, of.id);
  });
}
