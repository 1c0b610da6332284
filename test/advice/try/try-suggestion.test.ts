import { gainAtLargest } from '../../../src/advice/try/gain';
import { trySuggestion } from '../../../src/advice/try/try-suggestion';
import type { Subject, Suggestion } from '../../../src/advice/types';
import type { World } from '../../../src/engine/types';
import type { Plan } from '../../../src/plan/types';
import type { Trial } from '../../../src/trial/open-trial';
import type { AccessTrial, CandidateTrial } from '../../../src/trial/types';
import { makeCase } from '../../helpers/plans';
import { access, planOf } from '../../helpers/timelines';
import { trialOf } from '../../findings/work/trials';

const plan = (index: string): Plan =>
  planOf({ cost: 1, rows: 1 }, [access({ method: 'index', indexes: [index] })]);
const [old, free, other] = ['old', 'free', 'other'].map(plan) as [Plan, Plan, Plan];
const size = 300_000;

/** Runs whose plan is `of`, at all sizes or at the largest alone. */
function runsOf(of: Plan, pages: (size: number) => number): CandidateTrial {
  const trial = trialOf({ pages });
  const runs = trial.runs.map((run) => (run.outcome === 'measured' ? { ...run, plan: of } : run));
  return { ...trial, runs, taken: ['free'], costs: [] } as unknown as CandidateTrial;
}

interface Given {
  /** What the virtual tables plan with the suggestion in place. */
  readonly planned?: Plan;
  /** Pages of the access that the virtual tables plan; none where no trial leads to it. */
  readonly led?: ((size: number) => number) | 'not reproduced';
  readonly same?: (label: string) => boolean;
  readonly sibling?: (size: number) => number;
  readonly rewrite?: boolean;
}

async function came({ planned = free, led, same = () => true, sibling, rewrite }: Given) {
  const of = makeCase('q / rare');
  const common = makeCase('q / common');
  const trial = {
    sizes: [10_000, 30_000, 100_000, size],
    tryCandidate: (each: typeof of, _candidate: unknown, target?: { readonly plan: Plan }) => {
      if (each.label === 'common') return Promise.resolve(runsOf(free, sibling ?? (() => 5)));
      if (target === undefined) return Promise.resolve(runsOf(free, () => 5));
      return Promise.resolve(
        led === 'not reproduced'
          ? { ...runsOf(target.plan, () => 5), runs: [], reproducedBy: 'none' }
          : runsOf(target.plan, led ?? (() => 5)),
      );
    },
    // Of `inspect` the digests are asked: two rows for each case, equal where `same` says so.
    inspect: (_size: number, each: typeof of) => Promise.resolve(same(each.label)),
  } as unknown as Trial;
  const statement = { sql: 'select', parameters: [] };
  const world = {
    replan: () => Promise.resolve({ ok: true, plan: planned, statement }),
  } as unknown as World;
  const worlds = {
    of: () => Promise.resolve(world),
    leave: () => undefined,
    close: () => Promise.resolve(),
  };
  const subject: Subject = {
    of,
    condition: 'fresh',
    target: { plan: old, scale: 1e7 },
    without: trialOf({ pages: (rows) => rows / 50 }),
    siblings: [{ of: common, without: trialOf({ pages: () => 50 }) }],
    points: [{ scale: 1e7, statement }],
  };
  const suggestion: Suggestion = {
    kind: rewrite === true ? 'union' : 'index',
    text: 'the suggestion',
    reason: 'why',
    candidate: rewrite === true ? { rewrite: (each) => each } : { ddl: ['create index'] },
  };
  return trySuggestion({ trial, worlds }, subject, suggestion);
}

test('the access that was measured and is planned at the row count in question helps', async () => {
  expect(await came({})).toMatchObject({
    outcome: 'helps',
    planned: [{ accessSignature: free.accessSignature, measured: true }],
    text: 'With "the suggestion": 5 pages instead of 6,000 at 300k (measured), kept to 10M.',
  });
});

test('another access is led to, and the figures are its own', async () => {
  const tried = await came({ planned: other, led: () => 60 });
  expect(tried).toMatchObject({ outcome: 'helps' });
  expect(tried.text).toContain('60 pages instead of 6,000');
});

test('another access that does less, and not a tenth, says how much is left', async () => {
  expect(await came({ planned: other, led: (rows) => rows / 200 })).toMatchObject({
    outcome: 'no-gain',
    text: '"the suggestion" (the measured work is 25 % of what it was)',
  });
});

test('another access that no trial can run is not said to be left by the planner', async () => {
  expect(await came({ planned: other, led: 'not reproduced' })).toMatchObject({
    outcome: 'not-run',
    text: '"the suggestion" (no trial could run the plan that the planner then takes)',
  });
});

test('the old access at the row count in question is no help', async () => {
  expect(await came({ planned: old })).toMatchObject({ outcome: 'not-taken' });
});

test('a rewrite has to return the rows of the original for every case of the query', async () => {
  const rewrite = true;
  expect(await came({ rewrite })).toMatchObject({ outcome: 'helps' });
  expect(await came({ rewrite, same: (label) => label !== 'common' })).toMatchObject({
    outcome: 'other-result',
    text: '"the suggestion" (it returns other rows)',
  });
});

test('a rewrite that does ten times the work for another case is no advice', async () => {
  const rewrite = true;
  expect(await came({ rewrite, sibling: () => 400 })).toMatchObject({ outcome: 'helps' });
  expect(await came({ rewrite, sibling: () => 900 })).toMatchObject({
    outcome: 'worse-elsewhere',
  });
});

describe('the gain over a plan that was too much work at the largest size', () => {
  const pages = (rows: number): number => rows ** 2 / 1e5;
  const cut = (from: number): AccessTrial => {
    const whole = trialOf({ pages });
    const runs = whole.runs.map((run) =>
      run.size < from || run.outcome !== 'measured'
        ? run
        : { ...run, outcome: 'at-least' as const, limit: 'work' as const, work: pages(30_000) },
    );
    return { ...whole, runs };
  };

  test('counts by what smaller sizes show, where two were run', () => {
    const tenth = trialOf({ pages: (rows) => (rows === size ? pages(rows) / 11 : pages(rows)) });
    expect(gainAtLargest(cut(100_000), tenth)).toBe('a tenth');
    const more = trialOf({ pages: (rows) => pages(rows) / 4 });
    expect(gainAtLargest(cut(100_000), more)).toBe('less, not a tenth');
  });

  test('counts by the bound where the growth is not known', () => {
    const bound = pages(30_000);
    expect(gainAtLargest(cut(30_000), trialOf({ pages: () => bound / 11 }))).toBe('a tenth');
    expect(gainAtLargest(cut(30_000), trialOf({ pages: () => bound }))).toBe('none');
  });
});
