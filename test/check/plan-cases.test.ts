import { planCases } from '../../src/check/plan-cases';
import type { Drawer } from '../../src/drawer/types';
import type { Plan, PlanOutcome, Statement } from '../../src/plan/types';
import type { Case } from '../../src/scenario/types';
import { access, planOf } from '../helpers/timelines';

const caseOf = (query: string, label: string, session?: Case['session']): Case => ({
  id: `${query} / ${label}`,
  query,
  label,
  values: [label],
  ...(session === undefined ? {} : { session }),
});

const drawer: Drawer = {
  statementsAt: (_, cases) =>
    Promise.resolve(cases.map(({ query, label }) => ({ sql: query, parameters: [label] }))),
};

const modeOf = ({ settings }: Statement) => settings?.['plan_cache_mode'] ?? 'stock';

/** Costs of the custom plan by the value, and that of the generic plan. */
function worldOf(costs: { readonly [value: string]: number }, generic: number) {
  const asked: string[] = [];
  const planOne = (statement: Statement): PlanOutcome => {
    const [value = ''] = statement.parameters as string[];
    asked.push(`${statement.sql} ${value} ${modeOf(statement)}`);
    const cost = modeOf(statement) === 'force_generic_plan' ? generic : (costs[value] ?? 0);
    const plan: Plan = planOf({ cost, rows: 1 }, [access()]);
    return { ok: true, plan, statement };
  };
  const world = {
    settings: {},
    planAt: (_: number, statements: readonly Statement[]) =>
      Promise.resolve(statements.map(planOne)),
  };
  return { world, asked };
}

const big = caseOf('q', 'big', { plan: 'auto' });
const small = caseOf('q', 'small', { plan: 'auto' });

/** The modes whose plans a case gets, and their costs. */
async function planned(generic: number, asked: readonly Case[] = [big, small]) {
  const { world } = worldOf({ big: 100, small: 10 }, generic);
  const outcomes = await planCases(world, drawer, { cases: [big, small] })(1000, asked);
  return outcomes.map((outcome) =>
    outcome.ok ? [modeOf(outcome.statement), outcome.plan.cost] : ['failed', 0],
  );
}

// Mean of 100 and 10, and 1,000 operators of 0.0025 for the one relation and one more: 60.
test('auto takes the generic plan where it costs less than the custom plans on average, planning included', async () => {
  expect(await planned(59.9)).toEqual([
    ['force_generic_plan', 59.9],
    ['force_generic_plan', 59.9],
  ]);
  expect(await planned(60)).toEqual([
    ['force_custom_plan', 100],
    ['force_custom_plan', 10],
  ]);
});

test('the mean is that of all cases, also where one alone is asked for', async () => {
  expect(await planned(59.9, [small])).toEqual([['force_generic_plan', 59.9]]);
  expect(await planned(60, [small])).toEqual([['force_custom_plan', 10]]);
});

test('other cases are planned as they are, and the plan of a condition goes before', async () => {
  const plain = caseOf('p', 'big');
  const { world, asked } = worldOf({ big: 1 }, 2);
  await planCases(world, drawer, { cases: [plain] })(1000, [plain]);
  await planCases(world, drawer, { cases: [plain], plan: 'generic' })(1000, [plain]);
  await planCases(world, drawer, { cases: [big, small], plan: 'custom' })(1000, [big]);
  expect(asked).toEqual(['p big stock', 'p big force_generic_plan', 'q big force_custom_plan']);
});
