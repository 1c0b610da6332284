import type { PlanOutcome, Settings, Statement } from '../../plan/types';
import { relationSizes } from '../../postgres/catalog/relation-sizes';
import type { EngineContext, World } from '../types';
import type { Approximations } from './approximations';
import type { VirtualDatabase } from './database';
import { hidingIndexes } from './catalog/hiding-indexes';
import { takeTurns } from './take-turns';
import { explainTimeout, runByPlanner } from './catalog/functions-run-while-planning';
import { touchedTables } from './catalog/touched-tables';

/** Databases that take turns: each is at one scale at a time. */
export function virtualWorld(
  context: EngineContext,
  databases: readonly VirtualDatabase[],
  approximations: Approximations,
): World {
  const { model, signal } = context;
  const on = takeTurns(databases);
  const bring = (
    database: VirtualDatabase,
    scale: number,
    statements: readonly Statement[],
  ): Promise<void> => bringTables({ ...context, approximations }, database, scale, statements);

  const planWith = async (
    database: VirtualDatabase,
    statement: Statement,
    settings: Settings,
  ): Promise<PlanOutcome> => {
    const outcome = await database.planner.planWith(statement, settings);
    return explainTimeout(outcome, statement, database.schema().functions);
  };
  return {
    scalesAtOnce: databases.length,
    get approximations() {
      return approximations.lines();
    },
    settings: databases[0]?.planner.settings ?? {},
    planAt: (scale, statements) =>
      on(scale, async (database) => {
        await bring(database, scale, statements);
        const outcomes: PlanOutcome[] = [];
        for (const statement of statements) {
          const outcome = await database.planner.plan(statement);
          outcomes.push(await explainTimeout(outcome, statement, database.schema().functions));
        }
        return outcomes;
      }),
    replan: (scale, statement, settings) =>
      on(scale, async (database) => {
        await bring(database, scale, [statement]);
        return planWith(database, statement, settings);
      }),
    replanWithout: (hidden, { scale, statement, settings }) =>
      on(scale, async (database) => {
        await bring(database, scale, [statement]);
        return hidingIndexes(database.connection, hidden, () =>
          planWith(database, statement, settings),
        );
      }),
    sizesAt: (scale, statements) =>
      on(scale, async (database) => {
        await bring(database, scale, statements);
        return relationSizes(database.connection);
      }),
    inspect: (scale, work) =>
      on(scale, async (database) => {
        signal.throwIfAborted();
        const tables = model.tables.map(({ name }) => name);
        const views = database.schema().relations.map(({ sqlName }) => sqlName);
        await database.bring({ tables, views }, scale);
        return work(database.connection);
      }),
    async close() {
      await Promise.all(databases.map((database) => database.close()));
    },
  };
}

/** Brings the tables that these statements touch to a row count. */
async function bringTables(
  {
    model,
    signal,
    onProgress,
    approximations,
  }: EngineContext & { readonly approximations: Approximations },
  database: VirtualDatabase,
  scale: number,
  statements: readonly Statement[],
): Promise<void> {
  signal.throwIfAborted();
  onProgress({ phase: 'statistics', scale });
  const tables = new Set<string>();
  const views = new Set<string>();
  for (const { sql } of statements) {
    const touched = await touchedTables(sql, database.schema(), model);
    for (const table of touched.tables) tables.add(table);
    for (const view of touched.views) views.add(view);
    for (const each of await runByPlanner(sql, database.schema().functions))
      approximations.add(each);
  }
  await database.bring({ tables: [...tables].sort(), views: [...views] }, scale);
}
