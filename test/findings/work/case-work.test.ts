import { caseWork } from '../../../src/findings/work/case-work';
import type { MeasuredCase, TriedChange } from '../../../src/findings/evidence';
import type { AccessTrial } from '../../../src/trial/types';
import { pagedTrial, trialOf } from './trials';

test('a plan that was not run where rows exist is judged by the rows that a plan with advice returns', () => {
  const late = trialOf({ pages: (n) => n / 2, returned: (n) => (n < 100_000 ? 0 : 20) });
  const unfinished: AccessTrial = {
    ...late,
    runs: late.runs.map((run) =>
      run.size < 100_000 ? run : { ...run, outcome: 'at-least', limit: 'work', work: 15_000 },
    ),
  };
  const helps = { outcome: 'helps', trial: late } as unknown as TriedChange;
  const measured: MeasuredCase = {
    ...{ query: 'q', case: 'c', accesses: new Map([['scan', unfinished]]), runnersUp: [] },
    tried: [helps],
  };
  const made = caseWork(measured);
  expect(made?.result.rows.largest).toEqual({ size: 300_000, value: 20 });
  expect(made?.accesses.get('scan')?.sizes).toEqual([10_000, 30_000]);
});

test('one size with rows is enough where OFFSET throws away what is read: neither work nor result grows further', () => {
  const measured: MeasuredCase = {
    ...{ query: 'q', case: 'c', runnersUp: [], tried: [] },
    accesses: new Map([['walk', pagedTrial(200_000)]]),
  };
  const made = caseWork(measured);
  const work = made?.accesses.get('walk');
  expect(work?.sizes).toEqual([300_000]);
  expect([work?.work.at(1e9), made?.result.rows.at(1e9)]).toEqual([work?.work.largest.value, 20]);
});
