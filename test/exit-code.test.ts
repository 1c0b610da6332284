import { exitCode } from '../src/exit-code';
import type { Finding } from '../src/findings/types';
import type { CheckResult, ScenarioResult } from '../src/check/result';
import type { SnapshotOutcome } from '../src/snapshot/types';

const finding = (over: Partial<Finding> = {}): Finding =>
  ({
    kind: 'index-lost',
    scenario: 's',
    query: 'q',
    case: 'c',
    condition: 'fresh',
    severity: 'error',
    why: 'why',
    advice: 'advice',
    ...over,
  }) as Finding;

const snapshot = (over: Partial<SnapshotOutcome> = {}): SnapshotOutcome => ({
  file: 's.snap',
  state: 'matched',
  added: 0,
  accepted: 0,
  notes: [],
  updated: 0,
  obsolete: [],
  removed: false,
  unmeasured: 0,
  fails: false,
  ...over,
});

function code(
  findings: readonly Finding[],
  over: Partial<CheckResult> = {},
  outcome = snapshot(),
  ci = false,
): number {
  const scenario = { findings, snapshot: outcome } as unknown as ScenarioResult;
  return exitCode(
    {
      version: 1,
      scenarios: [scenario],
      failOn: 'error',
      problems: [],
      obsoleteSnapshots: [],
      ...over,
    },
    { ci },
  );
}

describe('exitCode', () => {
  it.each([
    ['nothing found', code([]), 0],
    ['an error', code([finding()]), 1],
    ['an allowed error', code([finding({ allowed: 'reviewed' })]), 0],
    ['a warning', code([finding({ severity: 'warning' })]), 0],
    [
      'a warning that should fail',
      code([finding({ severity: 'warning' })], { failOn: 'warning' }),
      1,
    ],
    ['a note that should fail', code([finding({ severity: 'info' })], { failOn: 'info' }), 1],
    ['an error where nothing should fail', code([finding()], { failOn: 'never' }), 0],
    ['a scenario that could not run', code([], { problems: [{ scenario: 's', message: 'm' }] }), 2],
    [
      'a problem beside an error',
      code([finding()], { problems: [{ scenario: 's', message: 'm' }] }),
      2,
    ],
  ])('%s', (_, actual, expected) => expect(actual).toBe(expected));

  it('is 2 for a query that does not plan, even where findings never fail', () => {
    const unplannable = finding({ kind: 'unplannable' });
    expect(code([unplannable], { failOn: 'never' })).toBe(2);
    expect(code([finding({ kind: 'unplannable', allowed: 'next release' })])).toBe(0);
  });

  it.each(['unreadable', 'unwritten'] as const)('is 2 for an %s snapshot', (state) => {
    expect(code([], {}, snapshot({ state }))).toBe(2);
    expect(code([finding()], { failOn: 'never' }, snapshot({ state }))).toBe(2);
  });

  it('fails where the snapshot does, and for a file without a scenario in CI alone', () => {
    expect(code([], {}, snapshot({ state: 'missing', fails: true }))).toBe(1);
    expect(code([], {}, snapshot({ state: 'differs' }))).toBe(0);
    expect(code([], { obsoleteSnapshots: ['gone.snap'] }, snapshot(), true)).toBe(1);
    expect(code([], { obsoleteSnapshots: ['gone.snap'] }, snapshot(), false)).toBe(0);
  });
});
