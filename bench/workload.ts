import type { EngineContext, World } from '../src/engine/types';
import { seedEngine } from '../src/engine/seed/engine';
import { virtualEngine } from '../src/engine/virtual/engine';
import type { Server } from '../src/postgres/types';
import { loadScenarios } from '../src/scenario/sources/load';
import { resolveSettings } from '../src/scenario/profiles';
import type { Scenario } from '../src/scenario/types';
import { contextFor as stockContext } from '../test/helpers/world';

export { casesOf } from '../test/helpers/world';

export type EngineName = 'seed' | 'virtual';

/** Scenarios by name or file; the working folder is the package's, as `npm run` has it. */
export async function scenariosNamed(names: readonly string[]): Promise<readonly Scenario[]> {
  const { scenarios, failures } = await loadScenarios({ cwd: process.cwd(), names });
  const [failure] = failures;
  if (failure !== undefined) throw failure.error;
  return scenarios;
}

export async function contextFor(
  server: Server,
  scenario: Scenario,
  scales: { readonly from: number; readonly to: number },
): Promise<EngineContext> {
  return stockContext(server, scenario, { settings: resolveSettings(scenario.definition) }, scales);
}

export async function inWorld<Result>(
  engine: EngineName,
  context: EngineContext,
  work: (world: World) => Promise<Result>,
): Promise<Result> {
  const world = await (engine === 'seed' ? seedEngine : virtualEngine).open(context);
  try {
    return await work(world);
  } finally {
    await world.close();
  }
}

/** Several at once, for the work to compare. */
export async function inWorlds<Result>(
  engine: EngineName,
  [context, ...others]: readonly [EngineContext, ...EngineContext[]],
  work: (first: World, ...others: readonly World[]) => Promise<Result>,
): Promise<Result> {
  const [next, ...rest] = others;
  return inWorld(engine, context, (world) =>
    next === undefined
      ? work(world)
      : inWorlds(engine, [next, ...rest], (...worlds) => work(world, ...worlds)),
  );
}
