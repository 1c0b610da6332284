import { applySchema } from '../src/engine/schema';
import { load } from '../src/engine/seed/load';
import { openPool } from '../src/engine/seed/pool';
import type { Server } from '../src/postgres/types';
import type { Scenario } from '../src/scenario/types';
import { formatRows } from '../src/text/row-count';
import { trialDatabase } from '../src/trial/server/trial-database';
import type { Loaded } from './run-loaded';
import { contextFor } from './workload';

/** Loads the tables of a scenario with `size` rows of the driving one, and drops them after their use. */
export async function withLoaded<T>(
  server: Server,
  { scenario, size }: { readonly scenario: Scenario; readonly size: number },
  use: (loaded: Loaded) => Promise<T>,
): Promise<T> {
  const context = await contextFor(server, scenario, { from: size, to: size });
  const database = await server.createDatabase(`${scenario.name} loaded`);
  const connection = await database.connect();
  await applySchema(connection, scenario, server).finally(() => connection.end());
  const pool = await openPool(database, 2, {}, context.signal);
  process.stderr.write(`  ${scenario.name}: loading ${formatRows(size)} rows\n`);
  await load({ context, pool, scale: size, prepared: new Set() }, new Map()).finally(() =>
    pool.close(),
  );
  const tables = trialDatabase(context, database);
  try {
    return await use({ context, tables, size });
  } finally {
    await tables.close();
  }
}
