import { timeNotes } from '../../src/check/time-notes';
import type { MeasuredCase } from '../../src/findings/evidence';
import type { AccessTrial, TrialRun } from '../../src/trial/types';

const statement = { sql: 'select', parameters: [] };

const trialOf = (...runs: readonly TrialRun[]): AccessTrial => ({
  case: 'of / one',
  reproducedBy: 'planned',
  runs,
  functions: [],
});

const stopped = (size: number, limit: 'time' | 'work'): TrialRun => ({
  outcome: 'at-least',
  size,
  statement,
  limit,
  work: 5,
});

const measured = (parts: Partial<MeasuredCase>): MeasuredCase => ({
  query: 'of',
  case: 'one',
  accesses: new Map(),
  runnersUp: [],
  tried: [],
  ...parts,
});

test('a run that the limit of time stopped is named once, with its size', () => {
  const late = trialOf(stopped(10_000, 'work'), stopped(30_000, 'time'));
  expect(timeNotes([measured({ accesses: new Map([['a', late]]), runnersUp: [late] })])).toEqual([
    'of / one, run on 30k rows: stopped by the time limit of 60 s; its figures depend on the machine',
  ]);
});

test('bounds of work are none of time', () => {
  expect(timeNotes([measured({ runnersUp: [trialOf(stopped(10_000, 'work'))] })])).toEqual([]);
});
