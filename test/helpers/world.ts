import { readModel } from '../../src/check/read-model';
import type { Engine, World } from '../../src/engine/types';
import type { Server } from '../../src/postgres/types';
import type { Scenario } from '../../src/scenario/types';

/** Lets `work` have a world of this scenario, fresh and on stock settings, and closes it. */
export async function inWorld<Result>(
  server: Server,
  engine: Engine,
  scenario: Scenario,
  work: (world: World) => Promise<Result>,
): Promise<Result> {
  const { model } = await readModel(server, scenario, { from: 1_000, to: 1_000 });
  const world = await engine.open({
    server,
    scenario,
    model,
    settings: {},
    condition: { label: 'fresh' },
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  try {
    return await work(world);
  } finally {
    await world.close();
  }
}
