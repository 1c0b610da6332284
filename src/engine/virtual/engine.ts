import { PlancliffError } from '../../errors';
import { openPlanner } from '../../plan/capture';
import type { Connection, Database } from '../../postgres/types';
import { applySchema } from '../schema';
import type { Engine, EngineContext } from '../types';
import { collectApproximations } from './approximations';
import { checkSparseFiles } from './storage/sparse-files';
import { type Lane, type LaneParts, openLane } from './database';
import { openLaboratory } from './statistics/analyze-schema';
import { planningLimit } from './catalog/functions-run-while-planning';
import { openPhysicalTables } from './storage/physical-tables';
import { virtualWorld } from './world';

/** Two lanes keep two cores busy; more would wait for each other on most machines that check pull requests. */
const laneCount = 2;

/** Tables of any size without their rows: statistics and file sizes as PostgreSQL would have them. */
export const virtualEngine: Engine = {
  name: 'virtual',
  scales: { from: 1e3, to: 1e9 },
  precision: 0.01,
  visitsAreCheap: true,
  async open(context) {
    checkSparseFiles(ownDirectory(context));
    const approximations = collectApproximations();
    const shared: Shared = {
      measures: new Map(),
      draws: new Map(),
      counted: new Map(),
      ends: new Map(),
      keys: new Map(),
      widths: new Map(),
      onApproximation: (of) => approximations.add(of),
    };
    const opened = await Promise.allSettled(
      Array.from({ length: laneCount }, () => makeLane(context, shared)),
    );
    const lanes = opened.flatMap((lane) => (lane.status === 'fulfilled' ? [lane.value] : []));
    const failed = opened.find((lane) => lane.status === 'rejected');
    if (failed === undefined) return virtualWorld(context, lanes, approximations);
    await Promise.allSettled(lanes.map((lane) => lane.close()));
    throw failed.reason;
  },
};

type Shared = Pick<
  LaneParts,
  'measures' | 'draws' | 'counted' | 'ends' | 'keys' | 'widths' | 'onApproximation'
>;

/**
 * The data directory of a server that is ours to change.
 *
 * @throws PlancliffError `engine` for any other, and for a version whose ANALYZE cannot be told a row count
 */
function ownDirectory({ server }: EngineContext): string {
  if (server.kind !== 'embedded' || server.dataDirectory === undefined) {
    throw new PlancliffError('engine', {
      message: 'the virtual engine works on a server of its own only',
      reason: 'it writes catalogs and files that must not be another server’s',
      hint: 'Leave --database-url out, or take --engine seed.',
    });
  }
  if (server.major < 16) {
    throw new PlancliffError('engine', {
      message: `the virtual engine needs PostgreSQL 16 or later, this is ${server.version}`,
      reason: 'before 16 ANALYZE takes no foreign table’s word for its row count',
      hint: 'Take --pg 16 or later, or --engine seed.',
    });
  }
  return server.dataDirectory;
}

async function makeLane(context: EngineContext, shared: Shared): Promise<Lane> {
  const { server, scenario, settings } = context;
  const database = await server.createDatabase(`${scenario.name} virtual`);
  try {
    return await prepareLane(context, shared, database, settings);
  } catch (error) {
    await database.drop().catch(() => undefined);
    throw error;
  }
}

async function prepareLane(
  context: EngineContext,
  shared: Shared,
  database: Database,
  settings: EngineContext['settings'],
): Promise<Lane> {
  const connection = await database.connect();
  try {
    await applySchema(connection, context.scenario, context.server);
    const loopback = await openLaboratory(connection);
    const statisticsTarget = Number(settings['default_statistics_target'] ?? 100);
    await letIdentityBeWritten(connection);
    // Without write-ahead log a commit copies small new files into the buffers, unless told that none is small
    // (smgrDoPendingSyncs, src/backend/catalog/storage.c): files that are to be changed must not be there.
    await connection.query(`
      set session_replication_role = replica;
      set wal_skip_threshold = 0;
      set default_statistics_target = ${statisticsTarget}`);
    const planner = await openPlanner(await database.connect(), {
      settings,
      clock: context.scenario.clock,
      statementTimeout: planningLimit,
    });
    return await openLane(
      {
        context,
        connection,
        loopback,
        routes: new Map(),
        bounds: new WeakMap(),
        physical: openPhysicalTables({ connection, context }),
        statisticsTarget,
        ...shared,
      },
      { database, planner },
    );
  } catch (error) {
    await connection.end();
    throw error;
  }
}

/** The end rows of a virtual table are changed in place, which an identity ALWAYS would not let happen. */
async function letIdentityBeWritten(connection: Connection): Promise<void> {
  await connection.query("update pg_attribute set attidentity = 'd' where attidentity = 'a'");
}
