import { resultOf, type MeasuredResult } from '../../../src/findings/work/result';
import { judgeAccess, judgeChange } from '../../../src/findings/work/verdict';
import { workOf, type Work } from '../../../src/findings/work/work';
import type { Predicate } from '../../../src/plan/types';
import type { AccessTrial } from '../../../src/trial/types';
import { access } from '../../helpers/timelines';
import { pagedTrial, trialOf } from './trials';

function work(trial: AccessTrial): Work {
  const made = workOf(trial);
  if (made === undefined) throw new Error('nothing measured');
  return made;
}

function result(...trials: readonly AccessTrial[]): MeasuredResult {
  const made = resultOf(trials);
  if (made === undefined) throw new Error('no result');
  return made;
}

const scan = trialOf({ pages: (n) => n / 50, rows: (n) => n });
const lookUp = trialOf({ pages: () => 4, rows: () => 1 });

describe('a change of access', () => {
  test('to a scan for a result that stays is an error, whatever row count it comes at', () => {
    for (const at of [20_000, 3e6, 900e6]) {
      expect(
        judgeChange({ before: work(lookUp), after: work(scan), result: result(scan, lookUp), at }),
      ).toEqual({ severity: 'error', reason: 'outgrows' });
    }
  });

  test('that is undone soon, or where the table is small, is a warning or a note', () => {
    const change = { before: work(lookUp), after: work(scan), result: result(scan, lookUp) };
    expect(judgeChange({ ...change, at: 1e6, until: 1.5e6 }).severity).toBe('warning');
    expect(judgeChange({ ...change, at: 1e6, until: 5e6 }).severity).toBe('error');
    expect(judgeChange({ ...change, at: 4_000, until: 20_000 }).severity).toBe('info');
    const bounded = trialOf({ pages: () => 400, rows: () => 9_000 });
    expect(judgeChange({ ...change, after: work(bounded), at: 1e6 }).severity).toBe('warning');
    expect(judgeChange({ ...change, after: work(bounded), at: 1e6, until: 9e6 }).severity).toBe(
      'info',
    );
  });

  test('to many times the work is a warning, though the former plan catches up as the table grows', () => {
    const returned = (): number => 20;
    const walk = trialOf({ pages: () => 4_000, rows: () => 4_000, returned });
    const catchesUp = trialOf({ pages: (n) => n / 2_500, rows: (n) => n / 2_500, returned });
    const change = { before: work(catchesUp), after: work(walk), result: result(walk, catchesUp) };
    expect(judgeChange({ ...change, at: 250_000 })).toEqual({
      severity: 'warning',
      reason: 'bounded',
    });
    expect(judgeChange({ ...change, at: 250_000, until: 400_000 }).severity).toBe('warning');
    // Three times as much, and then less: nothing to warn of.
    expect(judgeChange({ ...change, at: 3e6 }).severity).toBe('info');
    const little = trialOf({ pages: () => 900, rows: () => 900, returned });
    expect(judgeChange({ ...change, after: work(little), at: 100_000 }).severity).toBe('info');
  });

  test('that the measurement acquits is a note: an export of a tenth of the table', () => {
    const returned = (n: number): number => n / 10;
    const byScan = trialOf({ pages: (n) => n / 50, rows: (n) => n, returned });
    const byIndex = trialOf({ pages: (n) => n / 12, rows: (n) => n / 10, returned });
    const change = { result: result(byScan, byIndex), at: 3e6 };
    expect(judgeChange({ ...change, before: work(byIndex), after: work(byScan) })).toEqual({
      severity: 'info',
      reason: 'acquitted',
    });
    // And the other way round it is no harm either: not ten times as much, and growing as the result does.
    expect(judgeChange({ ...change, before: work(byScan), after: work(byIndex) }).severity).toBe(
      'info',
    );
  });

  test('to a fixed and large multiple is an error though both grow as the result does', () => {
    const returned = (n: number): number => Math.max(1, n / 5_000);
    const few = trialOf({ pages: (n) => n / 4_000, returned });
    const all = trialOf({ pages: (n) => n / 50, rows: (n) => n, returned });
    expect(
      judgeChange({ before: work(few), after: work(all), result: result(few, all), at: 1e7 }),
    ).toEqual({ severity: 'error', reason: 'multiple' });
  });

  test('is no multiple where chance makes two slopes differ a little', () => {
    const rows = (n: number): number => n / 5_000;
    const by = (power: number, share: number): AccessTrial =>
      trialOf({ pages: (n) => 100 * (n / share) ** power, returned: rows });
    const [former, after] = [by(0.82, 1_100), by(0.98, 500)];
    const change = { before: work(former), after: work(after), result: result(former, after) };
    expect(work(after).work.at(400e6)).toBeGreaterThan(10 * work(former).work.at(400e6));
    expect(judgeChange({ ...change, at: 400e6 }).severity).toBe('info');
    const tenfold = work(by(0.98, 40));
    expect(judgeChange({ ...change, after: tenfold, at: 400e6 }).severity).toBe('error');
  });

  test('whose former plan could not be run is judged by what the result needs', () => {
    expect(judgeChange({ after: work(scan), result: result(scan), at: 1e6 }).severity).toBe(
      'error',
    );
    expect(judgeChange({ after: work(lookUp), result: result(lookUp), at: 1e6 }).severity).toBe(
      'info',
    );
  });

  test('rows count besides pages: a join filter that compares a thousand times as many', () => {
    const joined = trialOf({ pages: () => 40, rows: (n) => n * 100 });
    expect(
      judgeChange({
        before: work(lookUp),
        after: work(joined),
        result: result(joined, lookUp),
        at: 1e6,
      }).severity,
    ).toBe('error');
  });
});

describe('an access by itself', () => {
  test('is an error where its work grows and its result does not', () => {
    const access = { work: work(scan), result: result(scan), from: 1_000, others: [] };
    expect(judgeAccess(access)).toEqual({ severity: 'error', reason: 'outgrows' });
    expect(judgeAccess({ ...access, until: 1e6 }).severity).toBe('warning');
    expect(judgeAccess({ ...access, until: 100_000 }).severity).toBe('info');
  });

  test('is none where an aggregate needs all rows, unless another plan got along with less', () => {
    const count = trialOf({ pages: (n) => n / 50, rows: (n) => n, aggregated: (n) => n });
    const access = { work: work(count), result: result(count), from: 1_000, others: [] };
    expect(judgeAccess(access).severity).toBe('info');
    const lowest = { ...access, result: result(count, lookUp), others: [work(lookUp)] };
    expect(judgeAccess(lowest).severity).toBe('error');
  });

  test('is an error where a full read keeps a few rows of ten thousand, though these grow with the table', () => {
    const reading = (kept: number, filters: readonly Predicate[]) => {
      const of = trialOf({ pages: (n) => n / 50, rows: (n) => n, returned: (n) => n * kept });
      const trial = {
        ...of,
        runs: of.runs.map((run) =>
          run.outcome !== 'measured'
            ? run
            : {
                ...run,
                plan: { ...run.plan, accesses: [access({ method: 'seq', filters })] },
                occurrences: [
                  {
                    occurrence: access({}).occurrence,
                    pages: run.figures.pages,
                    rowsHandled: run.size,
                    rowsReturned: run.size * kept,
                  },
                ],
              },
        ),
      };
      return judgeAccess({ work: work(trial), result: result(trial), from: 1_000, others: [] });
    };
    const own = [{ text: '(f(o.a) = 7)', columns: ['a'] }];
    expect(reading(0.0005, own)).toEqual({ severity: 'error', reason: 'selective' });
    expect(reading(0.05, own).severity).toBe('info');
    // What a join keeps is no condition of the table.
    expect(reading(0.0005, []).severity).toBe('info');
  });

  describe('whose OFFSET throws rows away', () => {
    const paged = (offset: number, between: readonly string[] = []) => {
      const trial = pagedTrial(offset, between);
      return judgeAccess({ work: work(trial), result: result(trial), from: 1_000, others: [] });
    };

    test('is an error where these are most of its work, though it does not grow', () => {
      expect(paged(8_000)).toEqual({ severity: 'error', reason: 'skipped' });
      expect(paged(2_000, ['Nested Loop', 'Memoize']).reason).toBe('skipped');
    });

    test('is none for an early page, or where a sort reads these rows for any page', () => {
      expect(paged(0).severity).toBe('info');
      expect(paged(40).severity).toBe('info');
      expect(paged(8_000, ['Sort']).severity).toBe('info');
    });
  });

  test('is an error at any slope where a tried plan does with a tenth', () => {
    const returned = (n: number): number => Math.max(1, n / 5_000);
    const few = work(trialOf({ pages: (n) => n / 4_000, returned }));
    const all = trialOf({ pages: (n) => n / 50, rows: (n) => n, returned });
    const access = { work: work(all), result: result(all), from: 1_000 };
    expect(judgeAccess({ ...access, others: [few] })).toEqual({
      severity: 'error',
      reason: 'multiple',
    });
    expect(judgeAccess({ ...access, others: [] }).severity).toBe('info');
  });

  test('of a few hundred pages that stay is a warning where a tried plan does with a tenth', () => {
    const table = trialOf({ pages: () => 450, rows: () => 30_000 });
    const access = { work: work(table), result: result(table), from: 1_000 };
    expect(judgeAccess({ ...access, others: [work(lookUp)] }).severity).toBe('warning');
    expect(judgeAccess({ ...access, others: [] }).severity).toBe('info');
    const tiny = work(trialOf({ pages: () => 60, rows: () => 3_000 }));
    expect(judgeAccess({ ...access, work: tiny, others: [work(lookUp)] }).severity).toBe('info');
  });

  test('of many look-ups that stay as many is none', () => {
    const many = trialOf({ pages: () => 9_000, rows: () => 3_000, returned: () => 3_000 });
    expect(
      judgeAccess({ work: work(many), result: result(many), from: 1_000, others: [] }).severity,
    ).toBe('info');
  });
});
