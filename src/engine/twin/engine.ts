import type { PlanOutcome, Settings, Statement } from '../../plan/types';
import { readPulled } from '../../pull/folder/read';
import { lastParameter } from '../../sql/last-parameter';
import type { Engine } from '../types';
import { growthOf } from './growth/growth';
import { openTwin, type Twin } from './twin';

/** Statistics of a real database, grown. Scales are rows of the table that has most of them. */
export const twinEngine: Engine = {
  name: 'twin',
  scales: { from: 1e3, to: 1e6 },
  precision: 0.03,
  visitsAreCheap: false,
  needsOwnServer: true,
  async open({ server, scenario }) {
    const { twin: source } = scenario;
    if (source === undefined) throw new RangeError(`${scenario.name} is no twin`);
    const pulled = await readPulled(source.folder);
    const twin = await openTwin({ server, pulled });
    const growth = growthOf(pulled, twin.catalog);
    const factorAt = (scale: number): number => Math.max(1, scale / source.rows);
    let shown = 1;
    const show = async (scale: number): Promise<void> => {
      const factor = factorAt(scale);
      if (factor !== shown) await twin.show(growth.imageAt(factor));
      shown = factor;
    };
    return {
      scalesAtOnce: 1,
      async planAt(scale, statements) {
        await show(scale);
        const outcomes: PlanOutcome[] = [];
        for (const each of statements) outcomes.push(await planStatement(twin, each, {}));
        return outcomes;
      },
      async replan(scale, statement, settings) {
        await show(scale);
        return planStatement(twin, statement, settings);
      },
      async sizesAt(scale) {
        await show(scale);
        return growth.sizesAt(factorAt(scale));
      },
      relationRows: ({ schema, relation }, scale) =>
        growth.rows({ schema, name: relation }, factorAt(scale)),
      inspect: () => Promise.reject(new RangeError('A twin has no rows to look at')),
      approximations: [...pulled.manifest.lacks, ...twin.lacks],
      settings: twin.planner.settings,
      close: () => twin.close(),
    };
  },
};

/** Plans a statement for its values; one that has parameters and no values is planned for any. */
async function planStatement(
  twin: Twin,
  statement: Statement,
  settings: Settings,
): Promise<PlanOutcome> {
  const count = statement.parameters.length === 0 ? lastParameter(statement.sql) : 0;
  if (count > 0) {
    const outcome = await twin.planner.planWith(
      { ...statement, parameters: Array.from({ length: count }, () => null) },
      { ...settings, plan_cache_mode: 'force_generic_plan' },
    );
    return outcome.ok ? { ...outcome, statement } : outcome;
  }
  return Object.keys(settings).length === 0
    ? twin.planner.plan(statement)
    : twin.planner.planWith(statement, settings);
}
