import { readModel } from '../../src/check/read-model';
import type { Engine, EngineContext, World } from '../../src/engine/types';
import type { Server } from '../../src/postgres/types';
import type { Case, Scenario } from '../../src/scenario/types';

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
    ...unwatched(),
    ...parts,
  };
}

/** Opens a world of this scenario for `work`, and closes it. */
export async function inWorld<Result>(
  server: Server,
  engine: Engine,
  scenario: Scenario,
  work: (world: World) => Promise<Result>,
  parts: Partial<EngineContext> = {},
): Promise<Result> {
  const world = await engine.open(await contextFor(server, scenario, parts));
  try {
    return await work(world);
  } finally {
    await world.close();
  }
}

export const casesOf = (scenario: Scenario): readonly Case[] =>
  scenario.queries.flatMap((query) => query.cases);
