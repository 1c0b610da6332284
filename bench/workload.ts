import type { EngineContext, World } from '../src/engine/types';
import { readModel } from '../src/check/read-model';
import { seedEngine } from '../src/engine/seed/engine';
import { virtualEngine } from '../src/engine/virtual/engine';
import type { Server } from '../src/postgres/types';
import { loadScenarios } from '../src/scenario/load';
import { resolveSettings } from '../src/scenario/profiles';
import type { Case, Scenario } from '../src/scenario/types';

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
  const { model } = await readModel(server, scenario, scales);
  return {
    server,
    scenario,
    model,
    settings: resolveSettings(scenario.definition),
    condition: { label: 'fresh' },
    onProgress: () => undefined,
    signal: new AbortController().signal,
  };
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

export const casesOf = (scenario: Scenario): readonly Case[] =>
  scenario.queries.flatMap((query) => query.cases);
