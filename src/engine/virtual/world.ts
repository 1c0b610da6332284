import type { PlanOutcome, Statement } from '../../plan/types';
import type { Case } from '../../scenario/types';
import { resolveCase } from '../../workload/resolve-case';
import type { EngineContext, World } from '../types';
import type { Approximations } from './approximations';
import type { Lane } from './database';
import { explainTimeout, runByPlanner } from './catalog/functions-run-while-planning';
import { touchedTables } from './catalog/touched-tables';

/** Lanes that take turns: each stands at one scale at a time. */
export function virtualWorld(
  context: EngineContext,
  lanes: readonly Lane[],
  approximations: Approximations,
): World {
  const { scenario, model, signal, onProgress } = context;
  const queries = new Map(scenario.queries.map((query) => [query.name, query]));
  const idle = [...lanes];
  const waiting: ((lane: Lane) => void)[] = [];

  const stands = new Map<Lane, number>();
  /** The lane that stands at the scale already, where it is free. */
  const take = (scale: number): Lane | undefined => {
    const there = idle.findIndex((lane) => stands.get(lane) === scale);
    return idle.splice(Math.max(0, there), 1)[0];
  };
  const onLane = async <Result>(
    scale: number,
    work: (lane: Lane) => Promise<Result>,
  ): Promise<Result> => {
    const lane = take(scale) ?? (await new Promise<Lane>((resolve) => waiting.push(resolve)));
    stands.set(lane, scale);
    try {
      return await work(lane);
    } finally {
      const next = waiting.shift();
      if (next === undefined) idle.unshift(lane);
      else next(lane);
    }
  };

  const bring = async (
    lane: Lane,
    scale: number,
    statements: readonly Statement[],
  ): Promise<void> => {
    signal.throwIfAborted();
    onProgress({ phase: 'statistics', scale });
    const tables = new Set<string>();
    const views = new Set<string>();
    for (const { sql } of statements) {
      const touched = await touchedTables(sql, lane.schema(), model);
      for (const table of touched.tables) tables.add(table);
      for (const view of touched.views) views.add(view);
      for (const each of await runByPlanner(sql, lane.schema().functions)) approximations.add(each);
    }
    await lane.bring({ tables: [...tables].sort(), views: [...views] }, scale);
  };

  return {
    lanes: lanes.length,
    get approximations() {
      return approximations.lines();
    },
    settings: lanes[0]?.planner.settings ?? {},
    planAt: (scale, cases) =>
      onLane(scale, async (lane) => {
        const statements = [];
        for (const each of cases) statements.push(await statementOf(each, scale, lane));
        await bring(lane, scale, statements);
        const outcomes: PlanOutcome[] = [];
        for (const statement of statements) {
          const outcome = await lane.planner.plan(statement);
          outcomes.push(await explainTimeout(outcome, statement, lane.schema().functions));
        }
        return outcomes;
      }),
    replan: (scale, statement, settings) =>
      onLane(scale, async (lane) => {
        await bring(lane, scale, [statement]);
        const outcome = await lane.planner.planWith(statement, settings);
        return explainTimeout(outcome, statement, lane.schema().functions);
      }),
    inspect: (scale, work) =>
      onLane(scale, async (lane) => {
        signal.throwIfAborted();
        const tables = model.tables.map(({ name }) => name);
        const views = lane.schema().relations.map(({ sqlName }) => sqlName);
        await lane.bring({ tables, views }, scale);
        return work(lane.connection);
      }),
    async close() {
      await Promise.all(lanes.map((lane) => lane.close()));
    },
  };

  function statementOf(each: Case, scale: number, lane: Lane): Promise<Statement> {
    const query = queries.get(each.query);
    if (query === undefined) throw new RangeError(`No query ${each.query}`);
    return resolveCase(each, query, model, scale, lane.connection);
  }
}
