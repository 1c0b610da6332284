import { helpText } from '../../../src/advice/try/figures';
import type { PlannedWith, Tried } from '../../../src/advice/types';
import { trialOf } from '../../findings/work/trials';

const at = (scale: number): PlannedWith => ({ scale, accessSignature: 'a', measured: true });
const text = (planned: readonly PlannedWith[]): string => {
  const tried: Omit<Tried, 'text'> = {
    query: 'q',
    label: 'one',
    condition: 'fresh',
    outcome: 'helps',
    suggestion: { kind: 'index', text: 'create index …', reason: '', candidate: {} },
    without: trialOf({ pages: (n) => n / 50 }),
    trial: { ...trialOf({ pages: () => 4 }), costs: [], taken: [] },
    planned,
    points: [10_000, 400_000, 1e8],
  };
  return helpText(tried);
};

test('says up to which row count the planner takes a suggestion', () => {
  expect(text([at(10_000), at(1e8)])).toContain('at 300k (measured), kept to 100M');
});

test('says from which row count on it does, where small tables are read otherwise', () => {
  expect(text([at(400_000), at(1e8)])).toContain('at 400k (extrapolated), taken from 400k to 100M');
});
