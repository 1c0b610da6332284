import { compareSnapshot } from '../../src/snapshot/compare';
import { decide, type Accepted, type PolicyOptions } from '../../src/snapshot/policy';
import type { Snapshot } from '../../src/snapshot/types';
import { entry, snapshot } from '../helpers/entries';

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

function read(accepted: Snapshot, current: Snapshot, options: PolicyOptions): Accepted {
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
  header: { readonly major?: number } = {},
) {
  const now = snapshot(current, header);
  const before: Accepted =
    accepted === 'absent'
      ? { state: 'absent' }
      : accepted === 'unreadable'
        ? { state: 'unreadable', message: 'x.snap:3: expected something' }
        : read(snapshot(accepted), now, flags[flag]);
  const { write, outcome: told } = decide(before, now, flags[flag]);
  const held = write?.entries.map(({ query }) => query).sort();
  return [told.state, told.fails ? 'fails' : 'passes', held?.join(' ') ?? '–'];
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
      obsolete: ['gone / common'],
      removed: false,
      fails: false,
    });
  });
});

test('what lies within the tolerance is not rewritten even under -u, lest it churn', () => {
  const now = snapshot([moved, changed]);
  const { write } = decide(read(snapshot([same, old]), now, flags['-u']), now, flags['-u']);
  expect(write?.entries).toEqual([same, changed]);
});
