import { readModel } from '../src/check/read-model';
import { modelDrawer } from '../src/drawer/from-model';
import type { Drawer } from '../src/drawer/types';
import { applySchema } from '../src/engine/schema';
import type { EngineContext } from '../src/engine/types';
import { seedEngine } from '../src/engine/seed/engine';
import { virtualEngine } from '../src/engine/virtual/engine';
import { privateCache } from '../src/postgres/embedded/cache-folder';
import type { Connection, Server } from '../src/postgres/types';
import { loadScenarios } from '../src/scenario/sources/load';
import { loadFile } from '../src/scenario/sources/load-file';
import type { LoadFile } from '../src/scenario/sources/source';
import { resolveSettings } from '../src/scenario/profiles';
import type { Scenario } from '../src/scenario/types';
import { type CaseWorld, contextFor as stockContext, drawingWorld } from '../test/helpers/world';

export { casesOf } from '../test/helpers/world';

export type EngineName = 'seed' | 'virtual';

/** Scenarios by name or file; the working folder is the package's, as `npm run` has it. */
export async function scenariosNamed(names: readonly string[]): Promise<readonly Scenario[]> {
  // As the command line keeps them: to compile the modules of three scenarios takes a second.
  const cache = privateCache(process.env, 'modules');
  const load: LoadFile = (path, file) => loadFile(path, file, cache);
  const { scenarios, failures } = await loadScenarios({ cwd: process.cwd(), names, load });
  const [failure] = failures;
  if (failure !== undefined) throw failure.error;
  return scenarios;
}

export interface BenchContext extends EngineContext {
  readonly drawer: Drawer;
}

export async function contextFor(
  server: Server,
  scenario: Scenario,
  scales: { readonly from: number; readonly to: number },
): Promise<BenchContext> {
  const { model } = await readModel(server, scenario, scales);
  const settings = resolveSettings(scenario.definition);
  // As many databases as a check has; the worlds of tests have one.
  const parts = { model, settings, scalesAtOnce: 2 };
  const context = await stockContext(server, scenario, parts, scales);
  return { ...context, drawer: drawerOn(server, context) };
}

/** Draws in a session of its own, as a check does, in a database of its own; both end with the server. */
function drawerOn(server: Server, { scenario, model }: EngineContext): Drawer {
  let opened: Promise<Connection> | undefined;
  const open = async (): Promise<Connection> => {
    const database = await server.createDatabase(`${scenario.name} values`);
    const connection = await database.connect();
    await applySchema(connection, scenario, server);
    return connection;
  };
  return modelDrawer(scenario.queries, model, {
    query: async (text, values) => (await (opened ??= open())).query(text, values),
  });
}

export async function inWorld<Result>(
  engine: EngineName,
  context: BenchContext,
  work: (world: CaseWorld) => Promise<Result>,
): Promise<Result> {
  const world = await (engine === 'seed' ? seedEngine : virtualEngine).open(context);
  try {
    return await work(drawingWorld(world, context.drawer));
  } finally {
    await world.close();
  }
}

/** Several at once, for the work to compare. */
export async function inWorlds<Result>(
  engine: EngineName,
  [context, ...others]: readonly [BenchContext, ...BenchContext[]],
  work: (first: CaseWorld, ...others: readonly CaseWorld[]) => Promise<Result>,
): Promise<Result> {
  const [next, ...rest] = others;
  return inWorld(engine, context, (world) =>
    next === undefined
      ? work(world)
      : inWorlds(engine, [next, ...rest], (...worlds) => work(world, ...worlds)),
  );
}
