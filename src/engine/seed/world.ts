import type { Planner } from '../../plan/types';
import type { Database } from '../../postgres/types';
import { formatRows } from '../../text/row-count';
import { tablePages } from '../../postgres/catalog/table-pages';
import type { EngineContext, World } from '../types';
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
  const { scenario, model, server, signal } = context;
  const prepared = new Set<string>();
  let loaded: Loaded = new Map();
  let current: number | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  };

  const explained = async (error: unknown, scale: number): Promise<unknown> => {
    if (signal.aborted) return error;
    return await explainRefusal(error, {
      connection: pool.main,
      model,
      scale,
      file: scenario.file,
    });
  };

  /** Does `work` with the tables at this scale. */
  const at = <Result>(scale: number, work: () => Promise<Result>): Promise<Result> =>
    inTurn(async () => {
      try {
        if (current !== scale) {
          current = undefined;
          loaded = await load({ context, pool, scale, prepared }, loaded).catch(
            async (error: unknown) => {
              throw await explained(error, scale);
            },
          );
          current = scale;
        }
        return await work();
      } catch (error) {
        throw loadError(error, {
          what: `${scenario.name}: real rows at ${formatRows(scale)}`,
          disk: server.dataDirectory,
          aborted: signal.aborted,
        });
      }
    });

  return {
    scalesAtOnce: 1,
    planAt: (scale, statements) =>
      at(scale, () => {
        context.onProgress({ phase: 'plan', scale });
        return electPlans({ pool, planner }, statements, context.condition.stale !== undefined);
      }),
    replan: (scale, statement, settings) => at(scale, () => planner.planWith(statement, settings)),
    pagesAt: (scale) => at(scale, () => tablePages(pool.main)),
    inspect: (scale, work) => at(scale, () => work(pool.main)),
    approximations: [],
    settings: planner.settings,
    close: async () => {
      await turn;
      await Promise.allSettled([planner.close(), pool.close()]);
      // Where the server has gone, so has the database.
      await database.drop().catch(() => undefined);
    },
  };
}
