import { load } from '../../engine/seed/load';
import { loadError } from '../../engine/seed/load-error';
import { openPool } from '../../engine/seed/pool';
import { applySchema } from '../../engine/schema';
import type { EngineContext } from '../../engine/types';
import type { Database } from '../../postgres/types';
import { formatRows } from '../../text/row-count';
import { writePlannerStatistics, type StatisticsSource } from './statistics';

/** Rows that ANALYZE reads for each unit of the statistics target (std_typanalyze, analyze.c). */
const rowsPerTarget = 300;
const highestTarget = 10_000;

/**
 * Milliseconds after which a load is given up, which the output then says. `chooseSizes` expects 20 s at most, on a
 * machine that has nothing else to do; what passes this has a data model whose expressions are far dearer than rows
 * usually are.
 */
export const loadPatience = 300_000;

/**
 * A database of its own with the scenario's tables at one size. One session loads it, and alone builds the indexes:
 * rows and index entries then lie on the same pages on every run, and runs touch as many.
 *
 * Without a source of statistics, whose figures `giveStatistics` then writes, ANALYZE reads every row, since a sample is
 * drawn by chance; its estimates are then better than those of a production server.
 *
 * @returns undefined where the load took too long
 * @throws PlancliffError as the seed engine does
 */
export async function loadSize(
  context: EngineContext,
  size: number,
  source: StatisticsSource | undefined,
): Promise<Database | undefined> {
  const { server, scenario } = context;
  const late = AbortSignal.timeout(loadPatience);
  const signal = AbortSignal.any([context.signal, late]);
  const database = await server.createDatabase(`${scenario.name} trial`, scenario.locale);
  try {
    const connection = await database.connect();
    await applySchema(connection, scenario, server).finally(() => connection.end());
    const pool = await openPool(database, 1, loadSettings(context, size, source), signal);
    try {
      await load(
        { context: { ...context, signal }, pool, scale: size, prepared: new Set() },
        new Map(),
      );
    } finally {
      await pool.close();
    }
    return database;
  } catch (error) {
    await database.drop().catch(() => undefined);
    if (late.aborted && !context.signal.aborted) return undefined;
    throw failedLoad(error, context, size);
  }
}

const failedLoad = (
  error: unknown,
  { server, scenario, signal }: EngineContext,
  size: number,
): unknown =>
  loadError(error, {
    what: `${scenario.name}: the trial at ${formatRows(size)}`,
    disk: server.dataDirectory,
    aborted: signal.aborted,
  });

/**
 * Gives loaded tables the planner's statistics that the source has for their size.
 *
 * @throws PlancliffError as the source does, and where the server refuses them or is gone
 */
export async function giveStatistics(
  context: EngineContext,
  database: Database,
  size: number,
  source: StatisticsSource,
): Promise<void> {
  try {
    const statistics = await source(size);
    const pool = await openPool(database, 1, loadSettings(context, size, source), context.signal);
    await writePlannerStatistics(pool.main, statistics).finally(() => pool.close());
  } catch (error) {
    throw failedLoad(error, context, size);
  }
}

function loadSettings(
  { model, settings, scenario }: EngineContext,
  size: number,
  source: StatisticsSource | undefined,
): { readonly [name: string]: string } {
  const usual = Number(settings['default_statistics_target'] ?? 100);
  const largest = Math.max(...model.tables.map((table) => table.rows(size)));
  const whole = Math.min(highestTarget, Math.max(usual, Math.ceil(largest / rowsPerTarget)));
  // What ANALYZE stores is replaced, but for statistics on several columns, which not all can be.
  const replaced = /\bcreate\s+statistics\b/i.test(scenario.ddl) ? whole : 1;
  return {
    default_statistics_target: String(source === undefined ? whole : replaced),
    max_parallel_maintenance_workers: '0',
  };
}
