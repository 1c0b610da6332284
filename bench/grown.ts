import { seedEngine } from '../src/engine/seed/engine';
import type { World } from '../src/engine/types';
import type { Server } from '../src/postgres/types';
import { pullFrom } from '../test/helpers/pull-from';
import type { Pulled } from '../src/pull/types';
import type { Scenario } from '../src/scenario/types';
import { type BenchContext, contextFor } from './workload';

/** A scenario as loaded at one row count. */
export interface Grown {
  readonly context: BenchContext;
  readonly world: World;
}

/** Loads what the generator has made by the time that there are `factor` times as many rows as today. */
export async function openGrown(
  server: Server,
  of: Scenario,
  scale: number,
  factor: number,
): Promise<Grown> {
  const scenario = reachingBack(of, factor);
  const context = await contextFor(server, scenario, { from: scale, to: scale });
  return { context, world: await seedEngine.open({ ...context, scalesAtOnce: 1 }) };
}

/** Runs ANALYZE, and reads what a pull does, as of the scenario's clock. */
export async function analyzeAndPull({ world, context }: Grown, scale: number): Promise<Pulled> {
  const pulled = await world.inspect(scale, async (connection) => {
    await connection.query('analyze');
    return pullFrom(connection);
  });
  const manifest = { ...pulled.manifest, clock: context.scenario.clock };
  return { ...pulled, settings: world.settings, manifest };
}

/** Times that rows have in their order begin so many times earlier: the generator went on, and now is now. */
export function reachingBack(scenario: Scenario, factor: number): Scenario {
  const now = Date.parse(scenario.clock);
  const back = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(back);
    if (typeof value !== 'object' || value === null) return value;
    const all = Object.entries(value).map(([key, each]) => [key, back(each)] as const);
    const moved = Object.fromEntries(all) as Record<string, unknown>;
    const { kind, from, to } = moved;
    if (kind !== 'time' || typeof from !== 'string' || typeof to !== 'string') return moved;
    const end = to === 'clock' ? now : Date.parse(to);
    const start = end - (end - Date.parse(from)) * factor;
    return { ...moved, from: new Date(start).toISOString() };
  };
  const { definition } = scenario;
  const tables = back(definition.tables) as typeof definition.tables;
  return { ...scenario, definition: { ...definition, tables } };
}
