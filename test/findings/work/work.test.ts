import { workOf } from '../../../src/findings/work/work';
import { access } from '../../helpers/plans';
import { planOf } from '../../helpers/timelines';
import { trialOf } from './trials';

test('where the planner chose freely, only the sizes with the plan of the largest one speak', () => {
  const trial = trialOf({ pages: (n) => (n < 50_000 ? n / 200 : 23) });
  expect(workOf(trial)?.sizes).toHaveLength(4);
  const byIndex = planOf({ cost: 1, rows: 1 }, [access({ method: 'index', indexes: ['a_idx'] })]);
  const changing = {
    ...trial,
    runs: trial.runs.map((run) => (run.size < 50_000 ? run : { ...run, plan: byIndex })),
  };
  expect(workOf(changing)?.sizes).toEqual([100_000, 300_000]);
  expect(workOf(changing)?.work.at(100e6)).toBe(23);
});
