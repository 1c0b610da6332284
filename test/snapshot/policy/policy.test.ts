import { compareSnapshot } from '../../../src/snapshot/compare/compare';
import { decide, type Accepted, type PolicyOptions } from '../../../src/snapshot/policy/policy';
import type { Snapshot, SnapshotHeader } from '../../../src/snapshot/types';
import { entry, snapshot } from '../../helpers/entries';

const same = entry('same', [[1000, 'Index Scan a_idx (a): on x']]);
const moved = entry('same', [
  [1000, 'Index Scan a_idx (a): on x'],
  [9.5e8, 'Seq Scan (a)'],
]);
const old = entry('changed', [[1000, 'Index Scan b_idx (b): on x']]);
const changed = entry('changed', [[1000, 'Seq Scan (b)']]);
const added = entry('new', [[1000, 'Seq Scan (c)']]);
const gone = entry('gone', [[1000, 'Seq Scan (d)']]);

const flags = {
  none: { update: false, ci: false, partial: false },
  '-u': { update: true, ci: false, partial: false },
  '--ci': { update: false, ci: true, partial: false },
  '--ci -u': { update: true, ci: true, partial: false },
  partial: { update: false, ci: false, partial: true },
  'partial -u': { update: true, ci: false, partial: true },
  'partial --ci': { update: false, ci: true, partial: true },
} as const satisfies Record<string, PolicyOptions>;

function read(
  accepted: Snapshot,
  current: Snapshot,
  options: PolicyOptions & { readonly adHoc?: boolean },
): Accepted {
  return {
    state: 'read',
    snapshot: accepted,
    comparison: compareSnapshot(accepted, current, options),
  };
}

/** State, whether it fails, and the queries that the file then holds (`–` where it is left as it is). */
function outcome(
  accepted: readonly (typeof same)[] | 'absent' | 'unreadable',
  current: readonly (typeof same)[],
  flag: keyof typeof flags,
  header: Partial<SnapshotHeader> = {},
  adHoc = false,
) {
  const now = snapshot(current, header);
  const before: Accepted =
    accepted === 'absent'
      ? { state: 'absent' }
      : accepted === 'unreadable'
        ? { state: 'unreadable', message: 'x.snap:3: expected something' }
        : read(snapshot(accepted), now, { ...flags[flag], adHoc });
  const { write, outcome: decided } = decide(before, now, flags[flag]);
  const held = write?.entries.map(({ query }) => query).sort();
  return [decided.state, decided.fails ? 'fails' : 'passes', held?.join(' ') ?? '–'];
}

type Flag = keyof typeof flags;

test.each<[Flag, string[]]>([
  ['none', ['written', 'passes', 'new same']],
  ['-u', ['written', 'passes', 'new same']],
  ['--ci', ['missing', 'fails', '–']],
  ['--ci -u', ['written', 'passes', 'new same']],
  ['partial', ['written', 'passes', 'new same']],
])('no file, %s', (flag, expected) => {
  expect(outcome('absent', [same, added], flag)).toEqual(expected);
});

test('no file and no case that could be planned', () => {
  expect(outcome('absent', [], 'none')).toEqual(['missing', 'passes', '–']);
});

test.each<[Flag, string[]]>([
  ['none', ['unreadable', 'fails', '–']],
  ['--ci', ['unreadable', 'fails', '–']],
  ['-u', ['updated', 'passes', 'new same']],
  ['partial -u', ['unreadable', 'fails', '–']],
])('an unreadable file, %s', (flag, expected) => {
  expect(outcome('unreadable', [same, added], flag)).toEqual(expected);
});

test.each<[Flag, string[]]>([
  ['none', ['differs', 'passes', '–']],
  ['--ci', ['differs', 'passes', '–']],
  ['-u', ['updated', 'passes', 'new same']],
  ['partial', ['differs', 'passes', '–']],
  ['partial -u', ['differs', 'fails', '–']],
])('a file with another header, %s', (flag, expected) => {
  expect(outcome([same, gone], [same, added], flag, { major: 17 })).toEqual(expected);
});

test.each<[Flag, string[]]>([
  ['none', ['not-compared', 'passes', '–']],
  ['--ci', ['not-compared', 'passes', '–']],
  ['-u', ['updated', 'passes', 'new same']],
  ['--ci -u', ['updated', 'passes', 'new same']],
  ['partial', ['not-compared', 'passes', '–']],
  ['partial -u', ['not-compared', 'fails', '–']],
])('other scales on the command line, %s', (flag, expected) => {
  const header = { scales: { from: 1000, to: 2e9 } };
  expect(outcome([same, gone], [same, added], flag, header, true)).toEqual(expected);
});

test.each<[Flag, string[]]>([
  ['none', ['matched', 'passes', '–']],
  ['--ci', ['missing', 'fails', '–']],
  ['-u', ['updated', 'passes', 'new same']],
  ['partial', ['matched', 'passes', '–']],
  ['partial --ci', ['missing', 'fails', '–']],
  ['partial -u', ['matched', 'fails', '–']],
])('other scales of the scenario and a new case, %s', (flag, expected) => {
  const header = { scales: { from: 1000, to: 9e8 } };
  expect(outcome([same], [same, added], flag, header)).toEqual(expected);
});

test.each<[Flag, string[]]>([
  ['none', ['written', 'passes', 'new same']],
  ['--ci', ['missing', 'fails', '–']],
  ['-u', ['updated', 'passes', 'new same']],
  ['partial', ['written', 'passes', 'new same']],
  ['partial -u', ['written', 'passes', 'new same']],
])('another schema and a new case, %s', (flag, expected) => {
  expect(outcome([same], [same, added], flag, { digest: 'b' })).toEqual(expected);
});

test.each<[Flag, string[]]>([
  ['none', ['matched', 'passes', '–']],
  ['--ci', ['matched', 'passes', '–']],
  ['-u', ['updated', 'passes', 'same']],
  ['partial -u', ['matched', 'passes', '–']],
])('another schema and nothing else, %s', (flag, expected) => {
  expect(outcome([same], [same], flag, { digest: 'b' })).toEqual(expected);
});

describe('what is accepted', () => {
  const line = { severity: 'error', kind: 'index-lost', at: 5e6, subject: '' } as const;
  const now = { ...same, accepted: [line] };
  const accepted = (before: Accepted, flag: Flag) => {
    const { write, outcome: decided } = decide(before, snapshot([now]), flags[flag]);
    return [write?.entries.map((entry) => entry.accepted.length), decided.accepted];
  };

  test.each<[Flag, unknown[]]>([
    ['none', [[0], 0]],
    ['-u', [[1], 1]],
    ['--ci', [undefined, 0]],
    ['partial -u', [[1], 1]],
  ])('in a new file, %s', (flag, expected) => {
    expect(accepted({ state: 'absent' }, flag)).toEqual(expected);
  });

  test.each<[Flag, unknown[]]>([
    ['none', [undefined, 0]],
    ['-u', [[1], 1]],
    ['partial -u', [[1], 1]],
  ])('of a case that matches, %s', (flag, expected) => {
    const before = read(snapshot([same]), snapshot([now]), flags[flag]);
    expect(accepted(before, flag)).toEqual(expected);
  });

  test.each<[Flag, unknown[]]>([
    ['none', [[0, 0], 0]],
    ['-u', [[0, 1], 1]],
  ])('of a new case beside another, %s', (flag, expected) => {
    const current = snapshot([same, { ...added, accepted: [line] }]);
    const { write, outcome: decided } = decide(
      read(snapshot([same]), current, flags[flag]),
      current,
      flags[flag],
    );
    expect([write?.entries.map((entry) => entry.accepted.length), decided.accepted]).toEqual(
      expected,
    );
  });
});

describe('cases of a file with the same header', () => {
  test.each<[Flag, string[]]>([
    ['none', ['matched', 'passes', '–']],
    ['-u', ['matched', 'passes', '–']],
    ['--ci', ['matched', 'passes', '–']],
    ['partial --ci', ['matched', 'passes', '–']],
  ])('that match, %s', (flag, expected) => {
    expect(outcome([same], [moved], flag)).toEqual(expected);
  });

  test.each<[Flag, string[]]>([
    ['none', ['differs', 'passes', '–']],
    ['--ci', ['differs', 'passes', '–']],
    ['-u', ['updated', 'passes', 'changed same']],
    ['--ci -u', ['updated', 'passes', 'changed same']],
    ['partial -u', ['updated', 'passes', 'changed same']],
  ])('that differ, %s', (flag, expected) => {
    expect(outcome([same, old], [same, changed], flag)).toEqual(expected);
  });

  test.each<[Flag, string[]]>([
    ['none', ['written', 'passes', 'new same']],
    ['-u', ['written', 'passes', 'new same']],
    ['--ci', ['missing', 'fails', '–']],
    ['partial --ci', ['missing', 'fails', '–']],
    ['partial', ['written', 'passes', 'new same']],
  ])('that are new, %s', (flag, expected) => {
    expect(outcome([same], [same, added], flag)).toEqual(expected);
  });

  test.each<[Flag, string[]]>([
    ['none', ['matched', 'passes', '–']],
    ['--ci', ['matched', 'fails', '–']],
    ['-u', ['updated', 'passes', 'same']],
    ['partial', ['matched', 'passes', '–']],
    ['partial -u', ['matched', 'passes', '–']],
    ['partial --ci', ['matched', 'passes', '–']],
  ])('that are obsolete, or were not run, %s', (flag, expected) => {
    expect(outcome([same, gone], [same], flag)).toEqual(expected);
  });

  test('of all kinds at once: new ones are written beside those that were not accepted', () => {
    const now = snapshot([same, changed, added]);
    const decision = decide(read(snapshot([same, old, gone]), now, flags.none), now, flags.none);
    expect(decision.write?.entries).toEqual([same, old, gone, added]);
    expect(decision.outcome).toEqual({
      state: 'differs',
      added: 1,
      updated: 0,
      accepted: 0,
      notes: [],
      obsolete: ['gone / common'],
      removed: false,
      unmeasured: 0,
      fails: false,
    });
  });
});

test('what lies within the tolerance is not rewritten even under -u, lest it churn', () => {
  const now = snapshot([moved, changed]);
  const { write } = decide(read(snapshot([same, old]), now, flags['-u']), now, flags['-u']);
  expect(write?.entries).toEqual([same, changed]);
});
