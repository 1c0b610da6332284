import type { Planner } from '../../plan/types';
import { oneAtATime } from '../../postgres/one-at-a-time';
import type { Database } from '../../postgres/types';
import { formatRows } from '../../text/row-count';
import { relationSizes } from '../../postgres/catalog/relation-sizes';
import type { EngineContext, World } from '../types';
import { isStale } from '../../scenario/table-state';
import { explainRefusal } from '../refusal/explain-refusal';
import { electPlans } from './elect-plans';
import { load, type Loaded } from './load';
import { loadError } from './load-error';
import type { Pool } from './pool';

export interface Sessions {
  readonly database: Database;
  readonly pool: Pool;
  readonly planner: Planner;
}

/** A database with real rows. One scale at a time: whatever is asked of it happens in the order of asking. */
export function seedWorld(context: EngineContext, { database, pool, planner }: Sessions): World {
  const inTurn = oneAtATime();
  const at = atScale(context, pool, inTurn);
  return {
    scalesAtOnce: 1,
    planAt: (scale, statements) =>
      at(scale, () => {
        context.onProgress({ phase: 'plan', scale });
        return electPlans({ pool, planner }, statements, isStale(context.condition));
      }),
    replan: (scale, statement, settings) => at(scale, () => planner.planWith(statement, settings)),
    sizesAt: (scale) => at(scale, () => relationSizes(pool.main)),
    inspect: (scale, work) => at(scale, () => work(pool.main)),
    approximations: [],
    settings: planner.settings,
    close: async () => {
      await inTurn(() => Promise.resolve());
      await Promise.allSettled([planner.close(), pool.close()]);
      // Where the server has gone, so has the database.
      await database.drop().catch(() => undefined);
    },
  };
}

/** Does work with the tables at a scale. */
type AtScale = <Result>(scale: number, work: () => Promise<Result>) => Promise<Result>;

function atScale(
  context: EngineContext,
  pool: Pool,
  inTurn: ReturnType<typeof oneAtATime>,
): AtScale {
  const { scenario, model, server, signal } = context;
  const prepared = new Set<string>();
  let loaded: Loaded = new Map();
  let current: number | undefined;

  const bring = async (scale: number): Promise<void> => {
    if (current === scale) return;
    current = undefined;
    try {
      loaded = await load({ context, pool, scale, prepared }, loaded);
    } catch (error) {
      if (signal.aborted) throw error;
      const { file } = scenario;
      throw await explainRefusal(error, { connection: pool.main, model, scale, file });
    }
    current = scale;
  };

  return (scale, work) =>
    inTurn(async () => {
      try {
        await bring(scale);
        return await work();
      } catch (error) {
        throw loadError(error, {
          what: `${scenario.name}: real rows at ${formatRows(scale)}`,
          disk: server.dataDirectory,
          aborted: signal.aborted,
        });
      }
    });
}
