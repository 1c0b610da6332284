import { withModel } from '../check/read-model';
import type { Engine, EngineProgress, World } from '../engine/types';
import type { Drawer } from '../drawer/types';
import { PlancliffError } from '../errors';
import { describeAccess } from '../plan/describe';
import type { Plan, PlanFailure, Statement } from '../plan/types';
import { readStatistics, type ColumnLookup } from '../postgres/catalog/column-statistics';
import type { Server } from '../postgres/types';
import { fresh } from '../scenario/validate/validate-conditions';
import { modelTables } from '../scenario/model-tables';
import { resolveSettings } from '../scenario/profiles';
import type { Case, Scenario } from '../scenario/types';
import { oneStatement } from '../sql/one-statement';
import { parameterUses } from '../sql/parameter-uses';
import { chooseParameter, type VariedParameter } from './choose-parameter';
import { fillGrid, type GridCell } from './fill-grid';
import { noValue, type Diagram, type DiagramPlan } from './types';
import { valueAt } from './value-at';

export interface DiagramOptions {
  readonly server: Server;
  readonly scenario: Scenario;
  /** Its values stay, but that of the parameter which moves. */
  readonly of: Case;
  readonly engine: Engine;
  /** Rows of the driving table, rising. */
  readonly scales: readonly number[];
  /** Shares of the rows, falling. */
  readonly shares: readonly number[];
  /** Share of the cells that may be planned, above 0, up to 1. */
  readonly budget: number;
  /** The parameter to move, from 1; chosen where absent. */
  readonly parameter: number | undefined;
  readonly onProgress: (progress: EngineProgress) => void;
  readonly signal: AbortSignal;
}

/**
 * Plans a case over row counts and selectivities of one parameter, at few cells of the grid.
 *
 * @throws PlancliffError `usage` where no parameter can be moved or a statement does not plan; else as a sweep does
 */
export async function drawDiagram(options: DiagramOptions): Promise<Diagram> {
  const { server, scenario, of, engine, scales, shares, signal, onProgress } = options;
  const ends = { from: scales[0] ?? 1, to: scales.at(-1) ?? 1 };
  return withModel(server, scenario, ends, async ({ model, drawer }) => {
    const varied = await variedParameter(scenario, await statementAt(drawer, ends.to, of), options);
    const world = await engine.open({
      server,
      scenario,
      model,
      settings: resolveSettings(scenario.definition),
      condition: fresh,
      // One row count after the other: a second database would never be used.
      scalesAtOnce: 1,
      onProgress,
      signal,
    });
    try {
      const letters = new Map<string, DiagramPlan>();
      const plan = cellPlanner(world, drawer, varied, options);
      const filled = await fillGrid<string>({
        columns: scales.length,
        rows: shares.length,
        budget: Math.ceil(options.budget * scales.length * shares.length),
        plan: async (cells) => {
          signal.throwIfAborted();
          return (await plan(cells)).map((found) =>
            found === undefined ? noValue : letterOf(found, letters),
          );
        },
      });
      return {
        ...relabelled(filled.cells, [...letters.values()]),
        scenario: scenario.name,
        query: of.query,
        case: of.label,
        driving: scenario.definition.driving,
        parameter: varied.number,
        condition: `${varied.table}.${varied.column} ${varied.operator}`,
        scales,
        shares,
        planned: filled.planned,
        serverVersion: server.version,
      };
    } finally {
      await world.close();
    }
  });
}

async function statementAt(drawer: Drawer, scale: number, of: Case): Promise<Statement> {
  const [statement] = await drawer.statementsAt(scale, [of]);
  if (statement === undefined) throw new Error(`${of.id} has no statement`);
  return statement;
}

async function variedParameter(
  { definition }: Scenario,
  { sql }: Statement,
  { parameter }: DiagramOptions,
): Promise<VariedParameter> {
  const one = await oneStatement(sql);
  if (!one.ok) {
    throw new PlancliffError('usage', {
      message: 'the query is not one statement that PostgreSQL parses',
      reason: one.reason,
    });
  }
  const { type, tree } = one.statement;
  const uses = parameterUses({ [type]: tree }, modelTables(definition));
  return chooseParameter(uses, parameter);
}

/** Plans cells, those of one row count together; undefined for a cell whose share no value keeps. */
function cellPlanner(
  world: World,
  drawer: Drawer,
  { number, table, column, operator }: VariedParameter,
  { of, scales, shares }: DiagramOptions,
): (cells: readonly GridCell[]) => Promise<readonly (Plan | undefined)[]> {
  const name = `${table}.${column}`;
  const statistics = new Map<number, ColumnLookup | undefined>();
  return async (cells) => {
    const found = new Map<GridCell, Plan>();
    for (const at of [...new Set(cells.map((cell) => cell.column))].sort((a, b) => a - b)) {
      const scale = scales[at] ?? 1;
      if (!statistics.has(at)) {
        const read = await world.inspect(scale, (connection) => readStatistics(connection, [name]));
        statistics.set(at, read.get(name));
      }
      const known = statistics.get(at);
      const statement = await statementAt(drawer, scale, of);
      const planned = cells.flatMap((cell) => {
        if (cell.column !== at || known?.ok !== true) return [];
        const value = valueAt(known.column, operator, shares[cell.row] ?? 1);
        if (value === undefined) return [];
        const moved = statement.parameters.map((each, place) =>
          place === number - 1 ? value : each,
        );
        return [{ cell, statement: { ...statement, parameters: moved } }];
      });
      if (planned.length === 0) continue;
      const outcomes = await world.planAt(scale, planned.map(({ statement }) => statement)); // prettier-ignore
      outcomes.forEach((outcome, place) => {
        const cell = planned[place]?.cell;
        if (!outcome.ok) throw doesNotPlan(of, outcome.failure);
        if (cell !== undefined) found.set(cell, outcome.plan);
      });
    }
    return cells.map((cell) => found.get(cell));
  };
}

function doesNotPlan({ id }: Case, { message, hint }: PlanFailure): PlancliffError {
  return new PlancliffError('scenario', {
    message: `${id} does not plan: ${message}`,
    ...(hint === undefined ? {} : { hint }),
  });
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Plans differ by how they read relations, whatever lies above. */
function letterOf({ accessSignature, accesses }: Plan, letters: Map<string, DiagramPlan>): string {
  const known = letters.get(accessSignature);
  if (known !== undefined) return known.letter;
  const letter = alphabet[letters.size] ?? '?';
  letters.set(accessSignature, { letter, accesses: accesses.map(describeAccess) });
  return letter;
}

/** Letters in the order of reading columns from the left, whichever cell was planned first. */
function relabelled(
  cells: readonly (readonly string[])[],
  plans: readonly DiagramPlan[],
): Pick<Diagram, 'cells' | 'plans'> {
  const width = cells[0]?.length ?? 0;
  const inOrder = Array.from({ length: width }, (_, column) => cells.map((line) => line[column]));
  const seen = [...new Set(inOrder.flat())].filter(
    (letter) => letter !== undefined && letter !== noValue,
  );
  const names = new Map(seen.map((letter, place) => [letter, alphabet[place] ?? '?']));
  return {
    cells: cells.map((line) => line.map((letter) => names.get(letter) ?? letter)),
    plans: seen.flatMap((letter) =>
      plans
        .filter((plan) => plan.letter === letter)
        .map((plan) => ({ ...plan, letter: names.get(letter) ?? '?' })),
    ),
  };
}
