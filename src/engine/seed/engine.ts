import { availableParallelism } from 'node:os';
import { openPlanner } from '../../plan/capture';
import type { Server } from '../../postgres/types';
import { applySchema } from '../schema';
import type { Engine } from '../types';
import { openPool } from './pool';
import { seedWorld } from './world';

/** Real rows, made inside the server. */
export const seedEngine: Engine = {
  name: 'seed',
  scales: { from: 1e3, to: 1e6 },
  precision: 0.05,
  visitsAreCheap: false,
  needsOwnServer: false,
  async open(context) {
    const { server, scenario, settings, signal } = context;
    const database = await server.createDatabase(`${scenario.name} seed`, scenario.locale);
    try {
      const connection = await database.connect();
      await applySchema(connection, scenario, server).finally(() => connection.end());
      const pool = await openPool(database, sessionsThatPay(server), statistics(settings), signal);
      const planner = await openPlanner(await database.connect(), {
        settings,
        clock: scenario.clock,
      });
      return seedWorld(context, { database, pool, planner });
    } catch (error) {
      await database.drop().catch(() => undefined);
      throw error;
    }
  },
};

/**
 * Two sessions load 2.0 times as fast as one on two cores, a third adds nothing. Of a remote server's cores
 * nothing is known; two are safe to assume.
 */
function sessionsThatPay(server: Server): number {
  return server.kind === 'embedded' ? Math.max(1, Math.min(4, availableParallelism())) : 2;
}

/** Of the pinned settings, the one that ANALYZE follows. */
function statistics(settings: { readonly [name: string]: string }): {
  readonly [name: string]: string;
} {
  const target = settings['default_statistics_target'];
  return target === undefined ? {} : { default_statistics_target: target };
}
