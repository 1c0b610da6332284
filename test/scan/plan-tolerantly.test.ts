import { PlancliffError } from '../../src/errors';
import type { Probe } from '../../src/generate/probes/types';
import type { PlannedProbes } from '../../src/scan/plan-probes';
import { planTolerantly } from '../../src/scan/plan-tolerantly';

const probes = Array.from({ length: 9 }, (_, k) => ({ name: `p${k}`, table: `t${k}` }) as Probe);

/** Plans what has no table with a number below `refused`, and counts how often it was asked. */
async function plan(refused: number, notes: string[]): Promise<readonly number[]> {
  const asked: number[] = [];
  const planned = await planTolerantly(probes, notes, (some) => {
    asked.push(some.length);
    const [first] = some;
    if (first !== undefined && Number(first.table.slice(1)) < refused)
      throw new PlancliffError('model', { message: `tables.${first.table}: too many rows` });
    return Promise.resolve({ cases: some.map(() => ({})) } as unknown as PlannedProbes);
  });
  return [...asked, planned.cases.length];
}

test('a table that the engine refuses is left out, with a note', async () => {
  const notes: string[] = [];
  expect(await plan(2, notes)).toEqual([9, 8, 7, 7]);
  expect(notes).toEqual([
    'no query of t0 was planned: tables.t0: too many rows',
    'no query of t1 was planned: tables.t1: too many rows',
  ]);
});

test('where many are refused, everything is planned four times at most', async () => {
  const notes: string[] = [];
  expect(await plan(9, notes)).toEqual([9, 8, 7, 6, 0]);
  expect(notes.at(-1)).toBe('no query was planned: 4 tables, and maybe more, cannot be made');
});
