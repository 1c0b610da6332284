import { comparePlans } from '../src/audit/growth/agreement';
import { type Growth, growthOf } from '../src/engine/twin/growth/growth';
import { distinctValues } from '../src/engine/twin/growth/sampling';
import { openTwin } from '../src/engine/twin/twin';
import type { PlanOutcome, Statement } from '../src/plan/types';
import { startEmbedded } from '../src/postgres/embedded/start';
import type { Server } from '../src/postgres/types';
import { earlierFor } from '../src/pull/earlier';
import type { Pulled } from '../src/pull/types';
import type { Scenario } from '../src/scenario/types';
import { formatRows } from '../src/text/row-count';
import { analyzeAndPull, openGrown } from './grown';
import { type BenchOptions, type Comparison, percent } from './report';
import { casesOf, scenariosNamed } from './workload';

const usual = ['web-shop', 'saas', 'bench/workloads/tpch.ts'];
/** Multiples of today's rows that are predicted, and then loaded. */
const factors = [4, 10];
/** Runs of ANALYZE on the rows of today and on the grown ones. */
const runs = 4;
/** Of today's rows, those that an earlier pull found, thirty days before. */
const earlierShare = 0.6;
const month = 30 * 86_400_000;

/** Predictions of twins from one pull and from two, beside the same generator continued. */
export async function twins({ scenarios, rows }: BenchOptions): Promise<readonly Comparison[]> {
  const comparisons: Comparison[] = [];
  const server = await startEmbedded({ env: process.env });
  try {
    for (const scenario of await scenariosNamed(scenarios.length > 0 ? scenarios : usual)) {
      comparisons.push(...(await predicted(server, scenario, rows[0] ?? 40_000)));
    }
    return comparisons;
  } finally {
    await server.close();
  }
}

/** What stands in loaded tables, and how their statements are planned after each run of ANALYZE. */
interface Loaded {
  readonly pulled: Pulled;
  readonly statements: readonly Statement[];
  readonly plans: readonly (readonly PlanOutcome[])[];
}

async function predicted(
  server: Server,
  scenario: Scenario,
  today: number,
): Promise<readonly Comparison[]> {
  process.stderr.write(`  ${scenario.name} at ${formatRows(today)}\n`);
  const small = await loaded(server, scenario, today, 1);
  const before = await loaded(server, scenario, Math.round(today * earlierShare), earlierShare);
  const earlierClock = new Date(Date.parse(small.pulled.manifest.clock) - month).toISOString();
  const earlier = earlierFor(small.pulled, {
    ...before.pulled,
    manifest: { ...before.pulled.manifest, clock: earlierClock },
  });
  const twin = await openTwin({ server, pulled: small.pulled });
  try {
    const one = growthOf(small.pulled, twin.catalog);
    const two = growthOf({ ...small.pulled, earlier }, twin.catalog, { inTime: true });
    const comparisons: Comparison[] = [];
    for (const factor of factors) {
      process.stderr.write(`  ${scenario.name} at ${formatRows(today * factor)}\n`);
      const large = await loaded(server, scenario, today * factor, factor);
      const noise = agreementWithin(large.plans);
      const said = async (growth: Growth): Promise<readonly PlanOutcome[]> => {
        await twin.show(growth.imageAt(factor));
        const plans: PlanOutcome[] = [];
        for (const statement of large.statements) plans.push(await twin.planner.plan(statement));
        return plans;
      };
      const unchanged = agreement(small.plans[0] ?? [], large.plans);
      for (const [pulls, growth, least] of [
        ['one pull', one, 0.96],
        ['two pulls', two, 0.98],
      ] as const) {
        const plans = await said(growth);
        const share = agreement(plans, large.plans);
        comparisons.push({
          what: `${scenario.name} ×${factor} from ${formatRows(today)}, ${pulls}: same access`,
          ours: percent(share),
          beside: `noise ${percent(noise)}, if no plan changed ${percent(unchanged)}`,
          ratio: share / noise,
          aim: `at least ${percent(least)}`,
          met: share >= least,
          notes: [
            ...missed(scenario, plans, large),
            ...ruleErrors(growth, factor, large.pulled),
            ...sizeErrors(growth, factor, large.pulled),
          ],
        });
      }
    }
    return comparisons;
  } finally {
    await twin.close();
  }
}

async function loaded(
  server: Server,
  of: Scenario,
  scale: number,
  factor: number,
): Promise<Loaded> {
  const grown = await openGrown(server, of, scale, factor);
  const { world, context } = grown;
  try {
    const statements = await context.drawer.statementsAt(scale, casesOf(context.scenario));
    const plans: PlanOutcome[][] = [];
    let pulled: Pulled | undefined;
    for (let run = 0; run < runs; run += 1) {
      const here = await analyzeAndPull(grown, scale);
      pulled ??= here;
      const own: PlanOutcome[] = [];
      for (const statement of statements) own.push(await world.replan(scale, statement, {}));
      plans.push(own);
    }
    if (pulled === undefined) throw new RangeError('nothing was pulled');
    return { pulled, statements, plans };
  } finally {
    await world.close();
  }
}

const accessOf = (outcome: PlanOutcome | undefined): string =>
  outcome?.ok === true ? outcome.plan.accessSignature : 'not planned';

/** Mean share of the runs with the same access. */
function agreement(
  plans: readonly PlanOutcome[],
  real: readonly (readonly PlanOutcome[])[],
): number {
  const shares = plans.map(
    (plan, k) => real.filter((run) => accessOf(run[k]) === accessOf(plan)).length / real.length,
  );
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

function agreementWithin(real: readonly (readonly PlanOutcome[])[]): number {
  const shares = real.map((run, k) =>
    agreement(
      run,
      real.filter((_, other) => other !== k),
    ),
  );
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

function missed(
  scenario: Scenario,
  plans: readonly PlanOutcome[],
  { plans: real }: Loaded,
): readonly string[] {
  return casesOf(scenario).flatMap(({ query, label }, k) => {
    const plan = plans[k];
    const others = real.map((run) => run[k]).filter((each) => accessOf(each) !== accessOf(plan));
    const [other] = others;
    if (other === undefined) return [];
    const why =
      plan?.ok === true && other.ok
        ? (comparePlans(other.plan, plan.plan, { values: false }).difference ?? '')
        : 'not planned';
    return [`${query} / ${label}: ${others.length} of ${real.length} runs otherwise; ${why}`];
  });
}

/** Of the columns of each rule, those whose number of values is within a quarter of the real one. */
function ruleErrors(growth: Growth, factor: number, real: Pulled): readonly string[] {
  const rules = new Map<string, { right: number; all: number; wrong: string[] }>();
  for (const { schema, table, column, rule } of growth.decisions) {
    const relation = real.statistics.relations.find(
      (each) => each.schema === schema && each.name === table,
    );
    const own = relation?.columns.find((each) => each.attname === column && !each.inherited);
    const said = growth.columnAt({ schema, table, column }, factor);
    const rows = growth.rows({ schema, name: table }, factor);
    if (relation === undefined || own === undefined || said === undefined || rows === undefined)
      continue;
    const error =
      distinctValues(said.n_distinct, rows) / distinctValues(own.n_distinct, relation.reltuples);
    const { right, all, wrong } = rules.get(rule) ?? { right: 0, all: 0, wrong: [] };
    const isRight = Math.abs(Math.log(error)) < Math.log(1.25);
    if (!isRight) wrong.push(`${table}.${column} ${error.toFixed(2)} times`);
    rules.set(rule, { right: right + (isRight ? 1 : 0), all: all + 1, wrong });
  }
  return [...rules].map(
    ([rule, { right, all, wrong }]) =>
      `${rule}: n_distinct of ${right} of ${all} columns within 25 %${wrong.length > 0 ? `; ${wrong.join(', ')}` : ''}`,
  );
}

/** Relations whose pages are off by more than a twentieth. */
function sizeErrors(growth: Growth, factor: number, real: Pulled): readonly string[] {
  const pages = new Map(
    real.statistics.relations.map((each) => [`${each.schema}.${each.name}`, each.pages]),
  );
  const off = growth.imageAt(factor).relations.flatMap(({ schema, name, pages: said }) => {
    const there = pages.get(`${schema}.${name}`) ?? 0;
    return there > 10 && Math.abs(said / there - 1) > 0.05 ? [`${name} ${said} for ${there}`] : [];
  });
  return off.length > 0 ? [`pages: ${off.join(', ')}`] : [];
}
