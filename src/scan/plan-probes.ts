import { planCases } from '../check/plan-cases';
import { withFittedModel } from '../check/read-model';
import { openAll } from '../engine/open-all';
import type { Engine, EngineProgress, World } from '../engine/types';
import type { Probe } from '../generate/probes/types';
import type { Model } from '../model/types';
import { resolveSettings } from '../scenario/profiles';
import type { Case, Scenario } from '../scenario/types';
import { fresh } from '../scenario/validate/validate-conditions';
import type { Server } from '../postgres/types';
import type { PlanAt } from '../timeline/types';
import { sampleRows } from './budget';
import { sidesOf } from './sides';
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

export interface PlanProbesOptions {
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
}

/**
 * Plans cases of a scenario at these scales, and nothing between: a scan looks at many queries coarsely. Bringing tables
 * to a scale takes most of the time, so that everything is planned there while they stand: the reserve, the plans for all
 * values, the plans without redundant indexes. Of many tables one half stands in one database and the other half in
 * another, to keep two cores busy.
 *
 * @throws PlancliffError of the schema, the model, the server, the disk, an interruption
 */
export async function planProbes(options: PlanProbesOptions): Promise<PlannedProbes> {
  const { scenario, probes, scales, signal } = options;
  const ends = { from: Math.min(...scales), to: Math.max(...scales) };
  return withFittedModel(options.server, scenario, async ({ model, drawer }) => {
    const sides = sidesOf(probes);
    const opened = await openWorlds(options, model, sides);
    const failures: ScanFailure[] = [];
    /** Each side plans in a world of its own. */
    const onSides = async <Result>(
      work: (side: Side) => Promise<Result>,
    ): Promise<readonly Result[]> => settled(opened.map(work));
    const at = (scale: number, { world, of }: Side, some: readonly Planning[]): Promise<void> => {
      signal.throwIfAborted();
      options.onProgress({ phase: 'plan', scale });
      const by = {
        planAt: planCases(world, drawer),
        without: planWithoutRedundant(world, options.facts),
      };
      return planAt(
        by,
        scale,
        some.filter(({ probe }) => of(probe)),
        failures,
      );
    };
    try {
      const plannings = planningsOf(scenario, probes);
      await onSides((side) => at(ends.to, side, plannings));
      const more = planningsOf(scenario, options.reserve(scannedOf(plannings)));
      const all = [...plannings, ...more];
      const generic = await onSides(async (side) => {
        await at(ends.to, side, more);
        const ofSide = all.filter(({ probe }) => side.of(probe));
        const found = await planGeneric(side.world, ends.to, scannedOf(ofSide));
        for (const scale of scales.toSorted((a, b) => b - a).slice(1)) await at(scale, side, all);
        return found;
      });
      const place = new Map(all.map(({ probe }, index) => [probe, index]));
      const inOrder = <Of extends { readonly probe: Probe }>(some: readonly Of[]): readonly Of[] =>
        some.toSorted((a, b) => (place.get(a.probe) ?? 0) - (place.get(b.probe) ?? 0));
      return {
        cases: scannedOf(all),
        without: scannedOf(all.map((each) => ({ ...each, points: each.without }))),
        failures: inOrder(failures),
        approximations: [...new Set(opened.flatMap(({ world }) => world.approximations))],
        generic: inOrder(generic.flat()),
      };
    } finally {
      await Promise.all(opened.map(({ world }) => world.close()));
    }
  });
}

/** A world, and the probes that are planned in it. */
interface Side {
  readonly world: World;
  readonly of: (probe: Probe) => boolean;
}

async function openWorlds(
  { server, scenario, engine, signal, onProgress }: PlanProbesOptions,
  model: Model,
  sides: readonly ReadonlySet<string>[],
): Promise<readonly Side[]> {
  const open = (): Promise<World> =>
    engine.open({
      server,
      scenario,
      model,
      settings: resolveSettings(scenario.definition),
      condition: fresh,
      // Each side goes from one scale to the next: a second database of its own would never be used.
      scalesAtOnce: 1,
      sampleRows,
      onProgress,
      signal,
    });
  const worlds = await openAll(sides.map(open));
  // A reserve of other tables goes to the first.
  const placeOf = ({ table }: Probe): number =>
    Math.max(
      0,
      sides.findIndex((side) => side.has(table)),
    );
  return worlds.map((world, place) => ({ world, of: (probe) => placeOf(probe) === place }));
}

/** All results, once nothing is under way any more: a world is not to be closed under work that goes on. */
async function settled<Result>(work: readonly Promise<Result>[]): Promise<readonly Result[]> {
  const outcomes = await Promise.allSettled(work);
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
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
