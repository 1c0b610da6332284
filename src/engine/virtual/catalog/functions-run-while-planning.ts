import type { PlanOutcome, Statement } from '../../../plan/types';
import { queryCanceled } from '../../../postgres/server-error';
import { checkPlannable } from '../../../sql/plannable';
import { calledFunctions, type SchemaFunction } from './functions';
import type { Approximation } from '../approximations';

/** Milliseconds that planning may take: a function that reads a virtual table reads the hole from end to end. */
export const planningLimit = 30_000;

/**
 * Functions that the planner runs for an estimate, and the tables they read: on a virtual table they find hardly a row.
 */
export async function runByPlanner(
  sql: string,
  functions: readonly SchemaFunction[],
): Promise<readonly Approximation[]> {
  const checked = await checkPlannable(sql);
  if (!checked.ok) return [];
  return calledFunctions(checked.functions, functions)
    .filter(({ foldable }) => foldable)
    .flatMap(({ name, reads }) =>
      reads.map((relation) => ({
        table: relation.name,
        text: `function ${name}() runs while a query is planned, and finds no rows here`,
      })),
    );
}

/** Says why planning did not end, where such a function is the likely reason. */
export async function explainTimeout(
  outcome: PlanOutcome,
  statement: Statement,
  functions: readonly SchemaFunction[],
): Promise<PlanOutcome> {
  if (outcome.ok || outcome.failure.sqlState !== queryCanceled) return outcome;
  const seconds = planningLimit / 1000;
  const run = await runByPlanner(statement.sql, functions);
  const why = run.map(
    ({ table, text }) => `; ${text.replace(/ and finds.*/, ` and reads ${table}`)}`,
  );
  return {
    ok: false,
    failure: {
      ...outcome.failure,
      message: `planning did not finish within ${seconds} s${why.join('')}`,
    },
  };
}
