import { planCases } from '../../src/check/plan-cases';
import { readModel, withModel } from '../../src/check/read-model';
import type { Drawer } from '../../src/drawer/types';
import type { Engine, EngineContext, World } from '../../src/engine/types';
import type { Server } from '../../src/postgres/types';
import type { Case, Scenario } from '../../src/scenario/types';
import type { PlanAt } from '../../src/timeline/types';

/** For whatever reports progress and can be interrupted: nobody listens, nobody interrupts. */
export const unwatched = (): Pick<EngineContext, 'onProgress' | 'signal'> => ({
  onProgress: () => undefined,
  signal: new AbortController().signal,
});

/** What an engine needs of a scenario: stock settings and a fresh condition, unless `parts` says otherwise. */
export async function contextFor(
  server: Server,
  scenario: Scenario,
  parts: Partial<EngineContext> = {},
  scales = { from: 1_000, to: 1_000 },
): Promise<EngineContext> {
  return {
    server,
    scenario,
    model: parts.model ?? (await readModel(server, scenario, scales)).model,
    settings: {},
    condition: { label: 'fresh' },
    // Most tests visit one scale after the other: a second database would be made for nothing.
    scalesAtOnce: 1,
    ...unwatched(),
    ...parts,
  };
}

/** A world that is asked for the plans of cases, and draws their values itself. */
export interface CaseWorld extends Omit<World, 'planAt'> {
  readonly planAt: PlanAt;
}

export function drawingWorld(world: World, drawer: Drawer): CaseWorld {
  return {
    ...world,
    planAt: planCases(world, drawer),
    // Found while it plans.
    get approximations() {
      return world.approximations;
    },
  };
}

/** Opens a world of this scenario for `work`, and closes it. */
export async function inWorld<Result>(
  server: Server,
  engine: Engine,
  scenario: Scenario,
  work: (world: CaseWorld) => Promise<Result>,
  parts: Partial<EngineContext> = {},
): Promise<Result> {
  return withModel(server, scenario, { from: 1_000, to: 1_000 }, async ({ model, drawer }) => {
    const world = await engine.open(await contextFor(server, scenario, { model, ...parts }));
    try {
      return await work(drawingWorld(world, drawer));
    } finally {
      await world.close();
    }
  });
}

export const casesOf = (scenario: Scenario): readonly Case[] =>
  scenario.queries.flatMap((query) => query.cases);
