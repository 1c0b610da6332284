import { PlancliffError } from '../../errors';
import { openPlanner } from '../../plan/capture';
import type { Connection } from '../../postgres/types';
import { openAll } from '../open-all';
import { applySchema } from '../schema';
import type { Engine, EngineContext } from '../types';
import { collectApproximations } from './approximations';
import { checkSparseFiles } from './storage/sparse-files';
import type { VirtualContext } from './context';
import { openVirtualDatabase, type VirtualDatabase } from './database';
import { type Once, onceIn, openMemo } from './once';
import { loopback } from './statistics/analyze-schema';
import { planningLimit } from './catalog/functions-run-while-planning';
import { virtualWorld } from './world';

/** Two databases keep two cores busy; more would wait for each other on most machines that check pull requests. */
const databaseCount = 2;

/** Tables of any size without their rows: statistics and file sizes as PostgreSQL would have them. */
export const virtualEngine: Engine = {
  name: 'virtual',
  scales: { from: 1e3, to: 1e9 },
  precision: 0.01,
  visitsAreCheap: true,
  needsOwnServer: true,
  async open(context) {
    checkSparseFiles(ownDirectory(context));
    const approximations = collectApproximations();
    const run = memoOf(context);
    const open = () => createDatabase(context, run, (of) => approximations.add(of));
    const databases = await openAll(
      Array.from({ length: context.scalesAtOnce ?? databaseCount }, open),
    );
    return virtualWorld(context, databases, approximations);
  },
};

/**
 * The data directory of a server that is ours to change.
 *
 * @throws PlancliffError `engine` for any other, and for a version whose ANALYZE takes no row count
 */
function ownDirectory({ server }: EngineContext): string {
  if (server.kind !== 'embedded' || server.dataDirectory === undefined) {
    throw new PlancliffError('engine', {
      message: 'the virtual engine needs a server that plancliff starts',
      reason: 'it changes catalogs and files of the server',
      hint: 'Remove --database-url, or use --engine seed.',
    });
  }
  if (server.major < 16) {
    throw new PlancliffError('engine', {
      message: `the virtual engine needs PostgreSQL 16 or later, this is ${server.version}`,
      reason: 'before 16, ANALYZE does not read the row count of a foreign table',
      hint: 'Use --pg 16 or later, or --engine seed.',
    });
  }
  return server.dataDirectory;
}

/** What is the same in all databases of a model, in whatever condition, at one statistics target and sample size. */
const memos = new WeakMap<EngineContext['model'], Map<string, Once>>();

function memoOf({ model, settings, sampleRows }: EngineContext): Once {
  const ofModel = memos.get(model) ?? new Map<string, Once>();
  memos.set(model, ofModel);
  const key = `${settings['default_statistics_target'] ?? ''} ${sampleRows ?? ''}`;
  const known = ofModel.get(key) ?? openMemo();
  ofModel.set(key, known);
  return known;
}

async function createDatabase(
  context: EngineContext,
  run: Once,
  onApproximation: VirtualContext['onApproximation'],
): Promise<VirtualDatabase> {
  const { server, scenario, settings } = context;
  const database = await server.createDatabase(`${scenario.name} virtual`, scenario.locale);
  try {
    const connection = await database.connect();
    try {
      const virtual = contextOf(context, { connection, run, onApproximation });
      await prepare(virtual, context);
      const planner = await openPlanner(await database.connect(), {
        settings,
        clock: scenario.clock,
        statementTimeout: planningLimit,
      });
      return await openVirtualDatabase(virtual, { database, planner });
    } catch (error) {
      await connection.end();
      throw error;
    }
  } catch (error) {
    await database.drop().catch(() => undefined);
    throw error;
  }
}

function contextOf(
  {
    server,
    scenario,
    model,
    condition,
    luck = 0,
    sampleRows = Infinity,
    settings,
    signal,
  }: EngineContext,
  of: Pick<VirtualContext, 'connection' | 'onApproximation'> & { readonly run: Once },
): VirtualContext {
  return {
    connection: of.connection,
    model,
    condition,
    luck,
    clock: scenario.clock,
    file: scenario.file,
    signal,
    dataDirectory: server.dataDirectory as string,
    major: server.major,
    statisticsTarget: Number(settings['default_statistics_target'] ?? 100),
    sampleRows,
    onApproximation: of.onApproximation,
    once: onceIn(of.run, openMemo()),
  };
}

/** Applies the schema, and readies the session that changes catalogs and files. */
async function prepare(virtual: VirtualContext, context: EngineContext): Promise<void> {
  const { connection, statisticsTarget } = virtual;
  await applySchema(connection, context.scenario, context.server);
  await loopback(virtual);
  await letIdentityBeWritten(connection);
  // Without write-ahead log a commit copies small new files into the buffers, unless wal_skip_threshold says that none is small
  // (smgrDoPendingSyncs, src/backend/catalog/storage.c): files that are to be changed must not be there.
  await connection.query(`
    set session_replication_role = replica;
    set wal_skip_threshold = 0;
    set default_statistics_target = ${statisticsTarget}`);
}

/** The end rows of a virtual table are changed in place, which an identity ALWAYS would not let happen. */
async function letIdentityBeWritten(connection: Connection): Promise<void> {
  await connection.query(
    "update pg_catalog.pg_attribute set attidentity = 'd' where attidentity = 'a'",
  );
}
