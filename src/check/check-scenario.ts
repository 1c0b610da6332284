import { applyLevels, inOrder } from '../findings/apply-levels';
import { measuredCase } from '../findings/evidence';
import { modelDigest } from '../scenario/digest';
import { localeText } from '../scenario/locale';
import type { Case } from '../scenario/types';
import { checkSnapshot } from '../snapshot/check';
import { snapshotOf, tablesOf } from '../snapshot/current/from-timelines';
import { acceptedCases } from '../snapshot/policy/accepted-cases';
import { notComparedOutcome } from '../snapshot/policy/not-compared';
import { entryKey } from '../snapshot/entry-order';
import { schemaParts } from '../snapshot/current/schema-parts';
import { snapshotFile } from '../snapshot/store/files';
import { readSnapshot } from '../snapshot/store/store';
import type { SnapshotHeader } from '../snapshot/types';
import type { ScenarioResult } from './result';
import { sweepScenario, type FoundBeforeAdvice, type SweepScenarioOptions } from './sweep-scenario';

export interface CheckScenarioOptions extends SweepScenarioOptions {
  /** How far a change may move from the accepted one, as a share of its row count. */
  readonly tolerance?: number | undefined;
  readonly update: boolean;
  readonly ci: boolean;
  /** The command line says how to run: what differs from the snapshot by that alone is not to be accepted. */
  readonly adHoc?: boolean | undefined;
  /** Why no snapshot is compared or written, for a run that is none of the scenario's own queries. */
  readonly uncompared?: string | undefined;
  readonly snapshotsDirectory: string;
  /** Folder that file names are shown relative to. */
  readonly cwd: string;
}

/**
 * Checks one scenario: sweeps it and compares its timelines with the accepted ones. A filter compares its part, and
 * leaves the rest of the snapshot as it is; a condition of the options compares and writes nothing.
 *
 * @throws PlancliffError where it cannot be done: of the schema, the model, the server, the disk, an interruption
 */
export async function checkScenario(options: CheckScenarioOptions): Promise<ScenarioResult> {
  const started = performance.now();
  const { engine } = options;
  const isCompared = options.condition === undefined && options.uncompared === undefined;
  const swept = await sweepScenario({
    ...options,
    // What is about to be accepted is looked at with all that can be said of it.
    accepted: isCompared && !options.update ? (found) => acceptedIn(options, found) : undefined,
  });
  const { scenario, scales, timelines, unplannable, settings, findings, schemaNotes } = swept;
  const header = headerOf(options, swept);
  const timelineOf = new Map(timelines.map((timeline) => [entryKey(timeline), timeline]));
  const compared = isCompared
    ? await checkSnapshot({
        directory: options.snapshotsDirectory,
        cwd: options.cwd,
        current: snapshotOf({ scenario: scenario.name, header, timelines }),
        findings,
        estimates: swept.estimates,
        applyLevels: (against) => applyLevels(scenario, against),
        update: options.update,
        ci: options.ci,
        partial: swept.partial,
        adHoc: options.adHoc === true,
        unknown: new Set(unplannable.map(entryKey)),
        unmeasured: new Set(
          timelines
            .filter((timeline) => measuredCase(swept.measurements, timeline) === undefined)
            .map(entryKey),
        ),
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
    serverVersion: options.server.version,
    settings,
    scales,
    timelines,
    unplannable,
    measurements: swept.measurements,
    ...(swept.variants.length === 0 ? {} : { variants: swept.variants }),
    findings: compared === undefined ? findings : inOrder(scenario, compared.findings),
    snapshot: compared?.outcome ?? notComparedOutcome(options, header, options.uncompared),
    approximations: swept.approximations,
    ...(schemaNotes.length === 0 ? {} : { schemaNotes }),
    seconds: (performance.now() - started) / 1000,
  };
}

function headerOf(
  { server, engine }: CheckScenarioOptions,
  { scenario, scales, settings, catalog }: FoundBeforeAdvice,
): SnapshotHeader {
  const { locale } = scenario;
  return {
    major: server.major,
    engine: engine.name,
    scales: { from: scales.from, to: scales.to },
    settings: locale === undefined ? settings : { ...settings, locale: localeText(locale) },
    digest: modelDigest(scenario),
    schema: schemaParts(scenario, catalog),
  };
}

/** The cases of which the snapshot accepts all that was found. */
async function acceptedIn(
  options: CheckScenarioOptions,
  found: FoundBeforeAdvice,
): Promise<(of: Case) => boolean> {
  const { name } = found.scenario;
  const file = snapshotFile(options.snapshotsDirectory, name, options.engine.name);
  const stored = await readSnapshot(file, file);
  if (stored.state !== 'read') return () => false;
  const current = snapshotOf({
    scenario: name,
    header: headerOf(options, found),
    timelines: found.timelines,
  });
  return acceptedCases(stored.snapshot, current, found.findings, {
    adHoc: options.adHoc === true,
    ...(options.tolerance === undefined ? {} : { tolerance: options.tolerance }),
  });
}
