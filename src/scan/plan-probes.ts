import { planCases } from '../check/plan-cases';
import { withModel } from '../check/read-model';
import type { Engine, EngineProgress, World } from '../engine/types';
import type { Probe } from '../generate/probes/types';
import type { Server } from '../postgres/types';
import { fresh } from '../scenario/validate/validate-conditions';
import { resolveSettings } from '../scenario/profiles';
import type { Case, Scenario } from '../scenario/types';
import type { Statement } from '../plan/types';
import { compareGeneric } from './generic-plans';
import type { GenericPlan, ScanFailure, ScannedCase, ScanPoint } from './types';

export interface PlannedProbes {
  readonly cases: readonly ScannedCase[];
  readonly failures: readonly ScanFailure[];
  readonly approximations: readonly string[];
  /** Of the queries with parameters, at the largest scale. */
  readonly generic: readonly GenericPlan[];
  /** See `ScanEvidence`. */
  readonly without?: readonly ScannedCase[];
}

/**
 * Plans cases of a scenario at these scales, and nothing between: a scan looks at many queries coarsely.
 *
 * @throws PlancliffError of the schema, the model, the server, the disk, an interruption
 */
export async function planProbes(options: {
  readonly server: Server;
  readonly scenario: Scenario;
  /** Some of the scenario's queries, which are planned first. */
  readonly probes: readonly Probe[];
  /** Others of them, to plan after these. */
  readonly reserve: (cases: readonly ScannedCase[]) => readonly Probe[];
  readonly engine: Engine;
  readonly scales: readonly number[];
  readonly signal: AbortSignal;
  readonly onProgress: (progress: EngineProgress) => void;
}): Promise<PlannedProbes> {
  const { server, scenario, probes, engine, scales, signal } = options;
  const ends = { from: Math.min(...scales), to: Math.max(...scales) };
  const failures: ScanFailure[] = [];
  const generic: GenericPlan[] = [];
  return withModel(server, scenario, ends, async ({ model, drawer }) => {
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
    const planAt = planCases(world, drawer);
    const planSome = async (some: readonly Probe[]): Promise<readonly ScannedCase[]> => {
      const byName = new Map(some.map((probe) => [probe.name, probe]));
      const cases = scenario.queries
        .filter(({ name }) => byName.has(name))
        .flatMap((query) => query.cases);
      const points = new Map<Case, ScanPoint[]>(cases.map((each) => [each, []]));
      for (const scale of cases.length === 0 ? [] : scales) {
        signal.throwIfAborted();
        options.onProgress({ phase: 'plan', scale });
        const outcomes = await planAt(scale, cases);
        for (const [place, outcome] of outcomes.entries()) {
          const each = cases[place];
          const probe = each && byName.get(each.query);
          if (each === undefined || probe === undefined) continue;
          if (!outcome.ok) failures.push({ probe, label: each.label, failure: outcome.failure });
          else {
            const { plan, statement } = outcome;
            points.get(each)?.push({ scale, plan, statement });
          }
        }
      }
      const scanned = cases.flatMap((each): ScannedCase[] => {
        const probe = byName.get(each.query);
        const planned = points.get(each) ?? [];
        if (probe === undefined || planned.length === 0) return [];
        return [{ probe, label: each.label, points: planned }];
      });
      generic.push(...(await genericPlans(world, ends.to, scanned)));
      return scanned;
    };
    try {
      const first = await planSome(probes);
      const second = await planSome(options.reserve(first));
      return {
        cases: [...first, ...second],
        failures,
        approximations: [...world.approximations],
        generic,
      };
    } finally {
      await world.close();
    }
  });
}

/** The plan for all values of each query with parameters, beside those of its cases. */
async function genericPlans(
  world: Pick<World, 'replan' | 'settings'>,
  scale: number,
  cases: readonly ScannedCase[],
): Promise<readonly GenericPlan[]> {
  const asked = new Map<Probe, Statement>();
  for (const { probe, points } of cases) {
    const point = points.at(-1);
    // A variant is a way of writing; what its query does when it is prepared is said of the query.
    if (point?.scale !== scale || point.statement.parameters.length === 0) continue;
    if (probe.variant === undefined) asked.set(probe, point.statement);
  }
  const found: GenericPlan[] = [];
  for (const [probe, statement] of asked) {
    const outcome = await world.replan(scale, statement, { plan_cache_mode: 'force_generic_plan' });
    if (!outcome.ok) continue;
    const compared = compareGeneric({ probe, scale, plan: outcome.plan }, cases, world.settings);
    if (compared !== undefined) found.push(compared);
  }
  return found;
}
