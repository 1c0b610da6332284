import type { Engine, EngineProgress } from '../engine/types';
import { withoutLevels } from '../findings/apply-levels';
import { judge, type JudgeOptions } from '../findings/judge';
import { type Measurements, withoutRuns } from '../findings/evidence';
import type { Finding } from '../findings/types';
import type { Catalog } from '../postgres/catalog/types';
import type { Server } from '../postgres/types';
import { resolveSettings } from '../scenario/profiles';
import { localeNotes } from '../scenario/locale';
import { fresh } from '../scenario/validate/validate-conditions';
import type { Scales } from '../scenario/scales';
import type { Case, Condition, RuleLevels, Scenario } from '../scenario/types';
import type { Timeline, Unplannable } from '../timeline/types';
import { defaultSizes } from '../trial/sizes/choose-sizes';
import { rowsText } from '../text/figures';
import { formatRows } from '../text/row-count';
import { measureInTrial } from './measure-in-trial';
import { type OpenModel, type ReadModel, withModel } from './read-model';
import { withTwin } from './read-twin';
import { sweepConditions } from './sweep-conditions';
import type { SweptVariant } from './sweep-variants';
import { sweptScales } from './swept-scales';
import { unplannedPolicies } from './unplanned-policies';
import { unrunPlans } from './unrun-plans';

export interface SweepScenarioOptions {
  readonly server: Server;
  readonly scenario: Scenario;
  readonly engine: Engine;
  /** Of the command line; the scenario's own where absent, then `defaultScales`, then the engine's. */
  readonly scales?: Scales | undefined;
  readonly defaultScales?: Scales | undefined;
  /** How near a change is to be located, as a share of its row count; the engine's own where absent. */
  readonly precision?: number | undefined;
  /** Only these cases. */
  readonly filter?: ((of: Case) => boolean) | undefined;
  /** Brings the tables to this state alone, in place of the scenario's conditions. */
  readonly condition?: Condition | undefined;
  /** Rows of the driving table in the trial; a few sizes up to 300k where absent. */
  readonly trialRows?: readonly number[] | undefined;
  /** Runs nothing: findings rest on the planner's estimates. The timelines are the same. */
  readonly noTrial?: boolean | undefined;
  /** Plans every query as hurried authors would write it, too; only those with `variants: true` where absent. */
  readonly variants?: boolean | undefined;
  /** Levels for whatever the scenario itself says nothing of. */
  readonly rules?: RuleLevels | undefined;
  /** Cases for which no advice is tried, going by what was found before any is; none where absent. */
  readonly accepted?: ((found: FoundBeforeAdvice) => Promise<(of: Case) => boolean>) | undefined;
  /** Whether what was not looked at is an error. */
  readonly ci?: boolean | undefined;
  readonly onProgress?: ((progress: SweepScenarioProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface SweepScenarioProgress extends EngineProgress {
  readonly scenario: string;
  readonly condition: string;
}

/** What a sweep found and running its plans showed, before any advice is tried. */
export type FoundBeforeAdvice = Pick<
  SweptScenario,
  'scenario' | 'scales' | 'settings' | 'timelines' | 'catalog' | 'findings'
>;

/** What a sweep of one scenario found. */
export interface SweptScenario {
  /** The scenario as it was swept: with `rules` and `condition` applied. */
  readonly scenario: Scenario;
  readonly scales: Scales;
  /** Planner settings in force. */
  readonly settings: { readonly [name: string]: string };
  readonly timelines: readonly Timeline[];
  readonly unplannable: readonly Unplannable[];
  /** What running the plans on really loaded rows did. */
  readonly measurements: Measurements;
  /** Cases as hurried authors would write them; empty where nothing asks for them. */
  readonly variants: readonly SweptVariant[];
  /** With levels and allowances, the worst first. */
  readonly findings: readonly Finding[];
  /** What the planner's estimates alone come to, with levels and allowances: the findings of a run without trials. */
  readonly estimates: readonly Finding[];
  /** What the engine models approximately, one line each. */
  readonly approximations: readonly string[];
  /** Statements of the schema that were skipped or replaced, one line each. */
  readonly schemaNotes: readonly string[];
  /** True where a filter left cases out. */
  readonly partial: boolean;
  readonly catalog: Catalog;
}

/**
 * Sweeps one scenario: makes its schema, brings the tables to growing row counts, plans every case at each, and judges
 * the timelines. Reads and writes no snapshot.
 *
 * @throws PlancliffError where it cannot be done: of the schema, the model, the server, the disk, an interruption
 */
export async function sweepScenario(options: SweepScenarioOptions): Promise<SweptScenario> {
  const { server, engine, onProgress = () => undefined, ci } = options;
  const signal = options.signal ?? new AbortController().signal;
  const scenario = withCondition(
    withRules(options.scenario, options.rules ?? {}),
    options.condition,
  );
  const scales = sweptScales(options);
  const every = scenario.queries.flatMap((query) => query.cases);
  const cases = options.filter === undefined ? every : every.filter(options.filter);

  const { twin } = scenario;
  const { catalog, relationRows, schemaNotes, swept } = await withTables(
    { server, scenario, scales, onProgress },
    async ({ drawer, ...read }) => ({
      ...read,
      swept: await sweepConditions(
        engine,
        {
          server,
          scenario,
          model: read.model,
          settings: resolveSettings(scenario.definition),
          signal,
          onProgress: (condition) => (progress) =>
            onProgress({ ...progress, scenario: scenario.name, condition }),
        },
        {
          cases,
          drawer,
          scales,
          precision: options.precision ?? engine.precision,
          withVariants:
            twin === undefined
              ? variedOf(scenario, cases, options.variants, read.catalog)
              : undefined,
          measure: measureOf({ ...options, scenario, read }, scales, cases),
        },
      ),
    }),
  );
  const { timelines, unplannable, settings, approximations, measurements } = swept;
  signal.throwIfAborted();
  const judgeBy = (of: Measurements): readonly Finding[] =>
    judged(
      { scenario, ci, read: { catalog, relationRows } },
      { timelines, unplannable, settings, measurements: of },
    );
  return {
    scenario,
    scales,
    settings,
    timelines,
    unplannable,
    measurements,
    variants: swept.variants,
    findings: judgeBy(measurements),
    estimates: judgeBy(withoutRuns(measurements)),
    approximations: [
      ...localeNotes(scenario.locale, server.kind === 'embedded'),
      ...approximations,
      // A twin plans as the role that was pulled.
      ...(twin === undefined ? unplannedPolicies(scenario, catalog, timelines) : []),
      ...unrunPlans(timelines, measurements),
    ],
    schemaNotes,
    partial: cases.length < every.length,
    catalog,
  };
}

/** Does `work` with the tables of a scenario: those of its data model, or those of its twin. */
function withTables<Result>(
  {
    server,
    scenario,
    scales,
    onProgress,
  }: Pick<SweepScenarioOptions, 'server' | 'scenario'> & {
    readonly scales: Scales;
    readonly onProgress: NonNullable<SweepScenarioOptions['onProgress']>;
  },
  work: (of: OpenModel) => Promise<Result>,
): Promise<Result> {
  if (scenario.twin !== undefined) return withTwin(server, scenario, scenario.twin, work);
  const { name } = scenario;
  return withModel(server, scenario, scales, work, (slow) =>
    onProgress({ scenario: name, condition: fresh.label, phase: 'schema', scale: 0, slow }),
  );
}

/** One case of each query whose variants are asked for: one with few rows, where an index matters most. */
function variedOf(
  scenario: Scenario,
  cases: readonly Case[],
  all: boolean | undefined,
  catalog: Catalog,
): Parameters<typeof sweepConditions>[2]['withVariants'] {
  const varied = scenario.queries.flatMap(({ name, definition }) => {
    if (all !== true && definition.variants !== true) return [];
    const own = cases.filter(({ query }) => query === name);
    const telling = own.find(({ label }) => label === 'rare') ?? own[0];
    return telling === undefined ? [] : [telling];
  });
  return varied.length === 0 ? undefined : { catalog, varied };
}

/** How the timelines are measured, or why they are not: only a server of our own is loaded with rows. */
function measureOf(
  {
    server,
    engine,
    noTrial,
    trialRows: sizes,
    scenario,
    accepted,
    ci,
    read,
  }: SweepScenarioOptions & { readonly read: ReadModel },
  scales: Scales,
  cases: readonly Case[],
): Parameters<typeof sweepConditions>[2]['measure'] {
  const { catalog } = read;
  if (noTrial === true) return { reason: 'trials are off (--no-trial)' };
  if (server.kind !== 'embedded') return { reason: 'the server is not one that plancliff started' };
  if (!engine.visitsAreCheap) return { reason: `the ${engine.name} engine has no trials` };
  const smallest = Math.min(...(sizes ?? defaultSizes));
  // The planner may have left the plan of so few rows where the trial would run it.
  if (scales.to < smallest)
    return {
      reason: `the row counts end at ${formatRows(scales.to)}, below the trial's smallest size of ${rowsText(smallest)} (--trial-rows)`,
    };
  return {
    input: { catalog, sizes },
    run(freshTables, timelines, sampled) {
      const { settings } = freshTables.world;
      const judgeBy = (of: Scenario, measured: Measurements): readonly Finding[] =>
        judged(
          { scenario: of, ci, read },
          { timelines, unplannable: [], settings, measurements: { ...measured, sampled } },
        );
      const acceptedOf =
        accepted &&
        ((measured: Measurements) => {
          const findings = judgeBy(scenario, measured);
          return accepted({ scenario, scales, settings, timelines, catalog, findings });
        });
      const unlevelled = withoutLevels(scenario);
      const judge = (measured: Measurements): readonly Finding[] => judgeBy(unlevelled, measured);
      return measureInTrial(
        { ...freshTables, engine, catalog, sampled, accepted: acceptedOf, judge },
        cases,
        timelines,
      );
    },
  };
}

/** Findings of a scenario whose tables were read. */
function judged(
  {
    scenario,
    ci,
    read: { catalog, relationRows },
  }: Pick<SweepScenarioOptions, 'scenario' | 'ci'> & {
    readonly read: Pick<ReadModel, 'catalog' | 'relationRows'>;
  },
  of: Pick<JudgeOptions, 'timelines' | 'unplannable' | 'settings' | 'measurements'>,
): readonly Finding[] {
  return judge({ ...of, scenario, catalog, relationRows, ...(ci === undefined ? {} : { ci }) });
}

function withCondition(scenario: Scenario, condition: Condition | undefined): Scenario {
  return condition === undefined ? scenario : { ...scenario, conditions: [condition] };
}

function withRules(scenario: Scenario, rules: RuleLevels): Scenario {
  const { definition } = scenario;
  return { ...scenario, definition: { ...definition, rules: { ...rules, ...definition.rules } } };
}
