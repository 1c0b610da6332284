import { readModel } from './check/read-model';
import { relationRows } from './check/relation-rows';
import { sweepConditions } from './check/sweep-conditions';
import type { Engine, EngineProgress } from './engine/types';
import { judge } from './findings/judge';
import { settle } from './findings/settle';
import type { Server } from './postgres/types';
import type { ScenarioResult } from './reporters/types';
import { modelDigest } from './scenario/digest';
import { resolveSettings } from './scenario/profiles';
import type { Case, Condition, RuleLevels, Scenario } from './scenario/types';
import { checkSnapshot } from './snapshot/check';
import { snapshotOf, tablesOf } from './snapshot/from-timelines';
import { notComparedOutcome } from './snapshot/not-compared';
import { entryKey } from './snapshot/order';
import { schemaParts } from './snapshot/schema-parts';
import { defaultScales, parseScales, type Scales } from './timeline/scales';

export interface CheckScenarioOptions {
  readonly server: Server;
  readonly scenario: Scenario;
  readonly engine: Engine;
  /** Of the command line; the scenario's own where absent, then `defaultScales`, then the engine's. */
  readonly scales?: Scales | undefined;
  readonly defaultScales?: Scales | undefined;
  /** How near a change is to be found, as a share of its row count; the engine's own where absent. */
  readonly precision?: number | undefined;
  /** How far a change may move from the accepted one, as a share of its row count. */
  readonly tolerance?: number | undefined;
  readonly update: boolean;
  readonly ci: boolean;
  /** Only these cases; the snapshot of the others stays as it is. */
  readonly filter?: ((of: Case) => boolean) | undefined;
  /** Looks at the tables in this state alone, which no snapshot covers: none is compared or written. */
  readonly condition?: Condition | undefined;
  /** The command line says how to run: a run at other row counts or on another major looks without comparing. */
  readonly adHoc?: boolean | undefined;
  /** Levels for whatever the scenario itself says nothing of. */
  readonly rules?: RuleLevels | undefined;
  readonly snapshotsDirectory: string;
  /** Folder that file names are shown relative to. */
  readonly cwd: string;
  readonly onProgress: (progress: CheckProgress) => void;
  readonly signal: AbortSignal;
}

export interface CheckProgress extends EngineProgress {
  readonly scenario: string;
  readonly condition: string;
}

/** Real rows cost time, virtual ones hardly any. */
const precisions: Readonly<Record<Engine['name'], number>> = { seed: 0.05, virtual: 0.01 };

/**
 * Checks one scenario: makes its schema, brings the tables to growing row counts, plans every case at each,
 * judges the timelines and compares them with the accepted ones.
 *
 * @throws PlancliffError where it cannot be done: of the schema, the model, the server, the disk, an interruption
 */
export async function checkScenario(options: CheckScenarioOptions): Promise<ScenarioResult> {
  const started = performance.now();
  const { server, engine, onProgress, signal } = options;
  const scenario = withCondition(
    withRules(options.scenario, options.rules ?? {}),
    options.condition,
  );
  const scales = scalesOf(options);
  const every = scenario.queries.flatMap((query) => query.cases);
  const cases = options.filter === undefined ? every : every.filter(options.filter);

  const { catalog, model, schemaNotes } = await readModel(server, scenario, scales);
  const swept = await sweepConditions(
    engine,
    {
      server,
      scenario,
      model,
      settings: resolveSettings(scenario.definition),
      signal,
      onProgress: (condition) => (progress) =>
        onProgress({ ...progress, scenario: scenario.name, condition }),
    },
    { cases, scales, precision: options.precision ?? precisions[engine.name] },
  );
  // A sweep that was just through when the interruption came: nothing is written any more.
  signal.throwIfAborted();
  const { timelines, unplannable, settings } = swept;
  const judged = judge({
    scenario,
    timelines,
    unplannable,
    settings,
    relationRows: relationRows(model),
    catalog,
    ci: options.ci,
  });
  const header = {
    major: server.major,
    engine: engine.name,
    scales: { from: scales.from, to: scales.to },
    settings,
    digest: modelDigest(scenario),
    schema: schemaParts(scenario, catalog),
  };
  const timelineOf = new Map(timelines.map((timeline) => [entryKey(timeline), timeline]));
  const compared =
    options.condition === undefined
      ? await checkSnapshot({
          directory: options.snapshotsDirectory,
          cwd: options.cwd,
          current: snapshotOf({ scenario: scenario.name, header, timelines }),
          findings: judged,
          update: options.update,
          ci: options.ci,
          partial: cases.length < every.length,
          adHoc: options.adHoc === true,
          unknown: new Set(unplannable.map(entryKey)),
          tables: (entry) => {
            const timeline = timelineOf.get(entryKey(entry));
            return timeline === undefined ? new Map() : tablesOf(timeline);
          },
          position: (name) => scenario.queries.find((query) => query.name === name)?.position,
          ...(options.tolerance === undefined ? {} : { tolerance: options.tolerance }),
        })
      : undefined;
  return {
    scenario,
    engine: engine.name,
    serverVersion: server.version,
    settings,
    scales: header.scales,
    timelines,
    unplannable,
    findings: settle(scenario, compared?.findings ?? judged),
    snapshot: compared?.outcome ?? notComparedOutcome(options, header),
    approximations: swept.approximations,
    ...(schemaNotes.length === 0 ? {} : { schemaNotes }),
    seconds: (performance.now() - started) / 1000,
  };
}

function scalesOf({
  scales,
  scenario,
  defaultScales: configured,
  engine,
}: CheckScenarioOptions): Scales {
  const own = scenario.definition.scales;
  return (
    scales ??
    (own === undefined ? undefined : parseScales(own)) ??
    configured ??
    defaultScales[engine.name]
  );
}

function withCondition(scenario: Scenario, condition: Condition | undefined): Scenario {
  return condition === undefined ? scenario : { ...scenario, conditions: [condition] };
}

function withRules(scenario: Scenario, rules: RuleLevels): Scenario {
  const { definition } = scenario;
  return { ...scenario, definition: { ...definition, rules: { ...rules, ...definition.rules } } };
}
