import type { Planner } from '../../plan/types';
import type { Connection, Database } from '../../postgres/types';
import { bringTable } from './bring-table';
import { readFunctions } from './catalog/functions';
import { readRelations } from './catalog/relations';
import type { Schema, Touched } from './catalog/touched-tables';
import type { VirtualContext } from './context';
import { openStanding } from './standing';
import { bringFamilies } from './tables/inheritance';
import { bringViews } from './tables/materialized-view';
import { refusedTable } from './tables/refused-table';
import { vacuumUnmodelled } from './tables/unmodelled-tables';

/** One database that is at one row count after another. */
export interface VirtualDatabase {
  readonly connection: Connection;
  readonly planner: Planner;
  schema(): Schema;
  /** Brings tables of the model, and materialized views of them, to a scale. */
  bring(touched: Touched, scale: number): Promise<void>;
  close(): Promise<void>;
}

export interface Opened {
  readonly database: Database;
  readonly planner: Planner;
}

/** A database with the scenario's schema and without rows, ready to be brought to any scale. */
export async function openVirtualDatabase(
  context: VirtualContext,
  { database, planner }: Opened,
): Promise<VirtualDatabase> {
  const { connection, model } = context;
  const known = { relations: await readRelations(connection), standing: openStanding() };
  const functions = await readFunctions(connection, known.relations);
  await vacuumUnmodelled(connection, model, known.relations);

  const bringOne = async (table: string, scale: number): Promise<void> => {
    try {
      await bringTable(context, known, table, scale);
    } catch (error) {
      throw await refusedTable(context, error, { table, scale, relations: known.relations });
    }
  };

  return {
    connection,
    planner,
    schema: () => ({ relations: known.relations, functions }),
    async bring({ tables, views }, scale) {
      for (const table of tables) await bringOne(table, scale);
      await bringFamilies(context, known, tables, scale);
      await bringViews(context, known, views, scale);
    },
    async close() {
      await Promise.allSettled([planner.close(), connection.end()]);
      await database.drop();
    },
  };
}
