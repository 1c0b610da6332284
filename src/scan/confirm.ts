import { sweepScenario } from '../check/sweep-scenario';
import { engines } from '../engine/engines';
import type { EngineProgress } from '../engine/types';
import { definitionOf } from '../generate/definition';
import type { InferredModel } from '../generate/model/types';
import type { Finding } from '../findings/types';
import type { Server } from '../postgres/types';
import { scenarioFrom } from '../scenario/from-definition';
import type { DriverName } from '../scenario/driver-names';
import { withDriver } from '../scenario/with-driver';
import { sweptFrom } from './budget';
import { confirmedFinding } from './confirmed-finding';
import type { ScanFinding, ScannedCase } from './types';

/** Rows of the driving table in the trial: few, since a scan is short. */
const trialRows = [10_000, 50_000];
/** How near a change is located: a check of the written scenario finds it exactly, and takes the time for that. */
const precision = 0.5;

/** Kinds that say something of the schema. Others are of a query, or of settings. */
const kinds = new Set([
  'index-lost',
  'index-demoted',
  'index-swapped',
  'work-outgrows-result',
  'early-stop',
  'no-index',
  'index-never-used',
]);

/**
 * Sweeps suspicious cases, and runs their plans on really loaded rows: what remains of them is measured.
 *
 * @throws PlancliffError of the server, the disk, an interruption
 */
export async function confirm(options: {
  readonly server: Server;
  readonly ddl: string;
  readonly model: InferredModel;
  readonly suspects: readonly ScannedCase[];
  readonly driver: DriverName | undefined;
  readonly largest: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: EngineProgress) => void;
}): Promise<readonly ScanFinding[]> {
  const { server, ddl, model, suspects, signal } = options;
  const probes = suspects.map(({ probe, label }) => ({
    ...probe,
    cases: { [label]: probe.cases[label] ?? [] },
  }));
  const swept = await sweepScenario({
    server,
    // Samples by chance say how sure a row count is, of which a scan says little: nine of them are nine sets of tables.
    scenario: withDriver(
      scenarioFrom('scan', { ...definitionOf(ddl, model, probes), samples: 0 }),
      options.driver,
    ),
    engine: engines.virtual,
    scales: { from: sweptFrom, to: options.largest },
    precision,
    trialRows,
    signal,
    onProgress: options.onProgress,
  });
  const worst = new Map<string, Finding>();
  for (const finding of swept.findings) {
    if (finding.severity === 'info' || !kinds.has(finding.kind) || worst.has(finding.query))
      continue;
    worst.set(finding.query, finding);
  }
  return suspects.flatMap((each): ScanFinding[] => {
    const finding = worst.get(each.probe.name);
    if (finding === undefined) return [];
    const helps = swept.measurements.cases
      .filter(({ query }) => query === finding.query)
      .flatMap(({ tried }) => tried)
      .find(({ outcome }) => outcome === 'helps');
    return [confirmedFinding(each, finding, helps)];
  });
}
