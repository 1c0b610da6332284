import type { PlanOutcome, Statement } from '../../plan/types';
import type { Case } from '../../scenario/types';
import { resolveCase } from '../../workload/resolve-case';
import type { EngineContext, World } from '../types';
import type { Lane } from './lane';
import { touchedTables } from './touched-tables';

/** Lanes that take turns: each stands at one scale at a time. */
export function virtualWorld(
  context: EngineContext,
  lanes: readonly Lane[],
  approximations: () => readonly string[],
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
    for (const { sql } of statements) {
      for (const table of await touchedTables(sql, lane.relations(), model)) tables.add(table);
    }
    await lane.bring([...tables].sort(), scale);
  };

  return {
    lanes: lanes.length,
    get approximations() {
      return approximations();
    },
    settings: lanes[0]?.planner.settings ?? {},
    planAt: (scale, cases) =>
      onLane(scale, async (lane) => {
        const statements = [];
        for (const each of cases) statements.push(await statementOf(each, scale, lane));
        await bring(lane, scale, statements);
        const outcomes: PlanOutcome[] = [];
        for (const statement of statements) outcomes.push(await lane.planner.plan(statement));
        return outcomes;
      }),
    replan: (scale, statement, settings) =>
      onLane(scale, async (lane) => {
        await bring(lane, scale, [statement]);
        return lane.planner.planWith(statement, settings);
      }),
    inspect: (scale, work) =>
      onLane(scale, async (lane) => {
        signal.throwIfAborted();
        await lane.bring(
          model.tables.map(({ name }) => name),
          scale,
        );
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
