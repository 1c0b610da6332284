import { planCases } from '../check/plan-cases';
import { withModel } from '../check/read-model';
import type { Engine, EngineProgress } from '../engine/types';
import type { Probe } from '../generate/probes/types';
import type { Server } from '../postgres/types';
import { fresh } from '../scenario/check/check-conditions';
import { resolveSettings } from '../scenario/profiles';
import type { Case, Scenario } from '../scenario/types';
import type { ScanFailure, ScannedCase, ScanPoint } from './types';

export interface PlannedProbes {
  readonly cases: readonly ScannedCase[];
  readonly failures: readonly ScanFailure[];
  readonly approximations: readonly string[];
}

/**
 * Plans every case of a scenario at these scales, and nothing between: a scan looks at many queries coarsely.
 *
 * @throws PlancliffError of the schema, the model, the server, the disk, an interruption
 */
export async function planProbes(options: {
  readonly server: Server;
  readonly scenario: Scenario;
  readonly probes: readonly Probe[];
  readonly engine: Engine;
  readonly scales: readonly number[];
  readonly signal: AbortSignal;
  readonly onProgress: (progress: EngineProgress) => void;
}): Promise<PlannedProbes> {
  const { server, scenario, probes, engine, scales, signal } = options;
  const ends = { from: Math.min(...scales), to: Math.max(...scales) };
  const byName = new Map(probes.map((probe) => [probe.name, probe]));
  const all = scenario.queries.flatMap(({ cases }) => cases);
  const points = new Map<Case, ScanPoint[]>(all.map((each) => [each, []]));
  const failures: ScanFailure[] = [];
  const approximations = await withModel(server, scenario, ends, async ({ model, drawer }) => {
    const world = await engine.open({
      server,
      scenario,
      model,
      settings: resolveSettings(scenario.definition),
      condition: fresh,
      onProgress: options.onProgress,
      signal,
    });
    try {
      const planAt = planCases(world, drawer);
      for (const scale of scales) {
        signal.throwIfAborted();
        options.onProgress({ phase: 'plan', scale });
        const outcomes = await planAt(scale, all);
        for (const [place, outcome] of outcomes.entries()) {
          const each = all[place];
          const probe = each && byName.get(each.query);
          if (each === undefined || probe === undefined) continue;
          if (outcome.ok)
            points.get(each)?.push({ scale, plan: outcome.plan, statement: outcome.statement });
          else failures.push({ probe, label: each.label, failure: outcome.failure });
        }
      }
      return [...world.approximations];
    } finally {
      await world.close();
    }
  });
  return {
    cases: all.flatMap((each): ScannedCase[] => {
      const probe = byName.get(each.query);
      const planned = points.get(each) ?? [];
      return probe === undefined || planned.length === 0
        ? []
        : [{ probe, label: each.label, points: planned }];
    }),
    failures,
    approximations,
  };
}
