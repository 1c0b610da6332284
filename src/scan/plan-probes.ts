import { planCases } from '../check/plan-cases';
import { withFittedModel } from '../check/read-model';
import type { Engine, EngineProgress } from '../engine/types';
import type { Probe } from '../generate/probes/types';
import { resolveSettings } from '../scenario/profiles';
import type { Case, Scenario } from '../scenario/types';
import { fresh } from '../scenario/validate/validate-conditions';
import type { Server } from '../postgres/types';
import type { PlanAt } from '../timeline/types';
import { planGeneric } from './plan-generic';
import { type PlanWithout, planWithoutRedundant } from './plan-without';
import type { GenericPlan, ScanEvidence, ScanFailure, ScannedCase, ScanPoint } from './types';

export interface PlannedProbes {
  readonly cases: readonly ScannedCase[];
  readonly failures: readonly ScanFailure[];
  readonly approximations: readonly string[];
  /** Of the queries with parameters, at the largest scale. */
  readonly generic: readonly GenericPlan[];
  /** See `ScanEvidence`. */
  readonly without: readonly ScannedCase[];
}

/** What has been planned of one case so far. */
interface Planning {
  readonly of: Case;
  readonly probe: Probe;
  readonly points: ScanPoint[];
  readonly without: ScanPoint[];
}

/**
 * Plans cases of a scenario at these scales, and nothing between: a scan looks at many queries coarsely. Bringing tables
 * to a scale takes most of the time, so that everything is planned there while they stand: the reserve, the plans for all
 * values, the plans without redundant indexes.
 *
 * @throws PlancliffError of the schema, the model, the server, the disk, an interruption
 */
export async function planProbes(options: {
  readonly server: Server;
  readonly scenario: Scenario;
  readonly facts: ScanEvidence['facts'];
  /** Some of the scenario's queries. */
  readonly probes: readonly Probe[];
  /** Others of them that these plans at the largest scale call for. */
  readonly reserve: (cases: readonly ScannedCase[]) => readonly Probe[];
  readonly engine: Engine;
  readonly scales: readonly number[];
  readonly signal: AbortSignal;
  readonly onProgress: (progress: EngineProgress) => void;
}): Promise<PlannedProbes> {
  const { server, scenario, facts, probes, engine, scales, signal } = options;
  const ends = { from: Math.min(...scales), to: Math.max(...scales) };
  return withFittedModel(server, scenario, async ({ model, drawer }) => {
    const world = await engine.open({
      server,
      scenario,
      model,
      settings: resolveSettings(scenario.definition),
      condition: fresh,
      // One scale after the other: a second database would never be used.
      scalesAtOnce: 1,
      onProgress: options.onProgress,
      signal,
    });
    const failures: ScanFailure[] = [];
    const at = (scale: number, some: readonly Planning[]): Promise<void> => {
      signal.throwIfAborted();
      options.onProgress({ phase: 'plan', scale });
      const by = { planAt: planCases(world, drawer), without: planWithoutRedundant(world, facts) };
      return planAt(by, scale, some, failures);
    };
    try {
      const plannings = planningsOf(scenario, probes);
      await at(ends.to, plannings);
      const more = planningsOf(scenario, options.reserve(scannedOf(plannings)));
      await at(ends.to, more);
      const all = [...plannings, ...more];
      const generic = await planGeneric(world, ends.to, scannedOf(all));
      for (const scale of scales.toSorted((a, b) => b - a).slice(1)) await at(scale, all);
      return {
        cases: scannedOf(all),
        without: scannedOf(all.map((each) => ({ ...each, points: each.without }))),
        failures,
        approximations: [...world.approximations],
        generic,
      };
    } finally {
      await world.close();
    }
  });
}

function planningsOf({ queries }: Scenario, probes: readonly Probe[]): readonly Planning[] {
  const byName = new Map(queries.map((query) => [query.name, query]));
  return probes.flatMap((probe) =>
    (byName.get(probe.name)?.cases ?? []).map((of) => ({ of, probe, points: [], without: [] })),
  );
}

async function planAt(
  by: { readonly planAt: PlanAt; readonly without: PlanWithout },
  scale: number,
  plannings: readonly Planning[],
  failures: ScanFailure[],
): Promise<void> {
  if (plannings.length === 0) return;
  const outcomes = await by.planAt(
    scale,
    plannings.map(({ of }) => of),
  );
  for (const [place, { of, probe, points, without }] of plannings.entries()) {
    const outcome = outcomes[place];
    if (outcome === undefined) continue;
    if (!outcome.ok) {
      failures.push({ probe, label: of.label, failure: outcome.failure });
      continue;
    }
    const point = { scale, plan: outcome.plan, statement: outcome.statement };
    points.push(point);
    const again = await by.without(point);
    if (again !== undefined) without.push(again);
  }
}

const scannedOf = (
  plannings: readonly Pick<Planning, 'of' | 'probe' | 'points'>[],
): readonly ScannedCase[] =>
  plannings.flatMap(({ of, probe, points }) =>
    points.length === 0
      ? []
      : [{ probe, label: of.label, points: points.toSorted((a, b) => a.scale - b.scale) }],
  );
