import type { Finding } from '../../src/findings/types';
import { nextStep } from '../../src/reporters/next-step';
import { snapshotLines, snapshotSummary } from '../../src/reporters/snapshot-lines';
import type { CheckResult, ScenarioResult } from '../../src/check/result';
import { checkResult, finding, matched, scenarioResult } from '../helpers/results';

const scenario = (parts: Partial<ScenarioResult> & { readonly name?: string }): CheckResult =>
  checkResult({ scenarios: [scenarioResult(parts)] });
const snapshot = (parts: object): CheckResult => scenario({ snapshot: { ...matched, ...parts } });

const lost = finding('orders', { kind: 'index-lost', at: 5e6, index: 'a_idx' });
const appeared = finding('orders', { kind: 'cliff-appeared', at: 5e6, index: 'a_idx' });
const grows = finding('orders', { kind: 'work-outgrows-result' });
const refused = finding('orders', { kind: 'unplannable' });

test.each<[string, CheckResult, string]>([
  ['nothing', checkResult(), 'All checks passed.'],
  ['no scenario', checkResult({ scenarios: [] }), 'Write a first scenario: | plancliff init'],
  [
    'a scenario that could not run',
    checkResult({ problems: [{ scenario: 'broken', message: 'no' }] }),
    'Fix the problems above, then run: | plancliff check broken',
  ],
  [
    'two files of one name that could not run',
    checkResult({
      problems: [
        { scenario: 'broken', message: 'no' },
        { scenario: 'broken', message: 'taken' },
      ],
    }),
    'Fix the problems above, then run: | plancliff check broken',
  ],
  [
    'an unreadable snapshot',
    snapshot({ state: 'unreadable', fails: true }),
    'Restore snapshots/web-shop.snap from version control; where there is no good version, -u writes a new one: | git restore snapshots/web-shop.snap',
  ],
  [
    'a folder in the place of a snapshot',
    snapshot({ state: 'unreadable', fails: true, hint: 'Move the folder x.snap away' }),
    'Move the folder x.snap away, then run: | plancliff check web-shop',
  ],
  [
    'a snapshot that could not be written, before the findings',
    scenario({ findings: [lost], snapshot: { ...matched, state: 'unwritten', fails: true } }),
    'Check the owner, the mode and the free space of the folder of snapshots/web-shop.snap, then run: | plancliff check web-shop',
  ],
  [
    'a query that does not plan',
    scenario({ findings: [lost, refused] }),
    'Correct the queries that do not plan, then run: | plancliff check web-shop',
  ],
  [
    'a query that does not plan, even if nothing is to fail',
    checkResult({ failOn: 'never', scenarios: [scenarioResult({ findings: [refused] })] }),
    'Correct the queries that do not plan, then run: | plancliff check web-shop',
  ],
  [
    'a lost index',
    scenario({ findings: [lost, appeared] }),
    'Fix the queries above or their indexes, or give an "allow" with a reason; then run (-u accepts them as they are): | plancliff check web-shop',
  ],
  [
    'a finding of a run that was not compared',
    scenario({ findings: [lost, grows], snapshot: { ...matched, state: 'not-compared' } }),
    'Fix the queries above or their indexes, or give an "allow" with a reason; then run: | plancliff check web-shop',
  ],
  [
    'a change against the snapshot',
    scenario({ findings: [appeared], snapshot: { ...matched, state: 'differs' } }),
    'Fix what changed, then run (-u accepts it, if it is meant): | plancliff check web-shop',
  ],
  [
    'a schema that changed no plan',
    snapshot({ notes: ['table orders now has note text null: no plan changed'] }),
    'Bring the snapshots up to date: | plancliff check web-shop -u',
  ],
  ['accepted findings that no trial measured', snapshot({ unmeasured: 2 }), 'All checks passed.'],
  [
    'an allowed finding',
    scenario({ findings: [{ ...lost, allowed: 'so be it' }] }),
    'All checks passed.',
  ],
  [
    'findings that are not to fail',
    checkResult({ failOn: 'never', scenarios: [scenarioResult({ findings: [lost] })] }),
    'All checks passed.',
  ],
  [
    'a snapshot that is missing in CI',
    snapshot({ state: 'missing', fails: true, added: 3 }),
    'Commit snapshots/web-shop.snap, which this writes: | plancliff check web-shop --no-ci',
  ],
  [
    'a harmless change',
    snapshot({ state: 'differs' }),
    'Accept what changed: | plancliff check web-shop -u',
  ],
  [
    'obsolete cases',
    snapshot({ obsolete: ['a / b'] }),
    'Remove the obsolete cases from their snapshots: | plancliff check web-shop -u',
  ],
  [
    'an obsolete snapshot',
    checkResult({ obsoleteSnapshots: ['snapshots/old one.snap'] }),
    "Remove the snapshots that have no scenario: | git rm 'snapshots/old one.snap'",
  ],
  [
    'a new snapshot',
    snapshot({ state: 'written', added: 3 }),
    'Read the snapshots, and commit them: | git add snapshots/web-shop.snap',
  ],
  [
    'a name that a shell would take apart',
    scenario({ name: "it's mine", findings: [{ ...lost, scenario: "it's mine" }] }),
    String.raw`Fix the queries above or their indexes, or give an "allow" with a reason; then run (-u accepts them as they are): | plancliff check 'it'\''s mine'`,
  ],
])('after %s', (_, result, step) => {
  const { what, command } = nextStep(result);
  expect(command === undefined ? what : `${what} | ${command}`).toBe(step);
});

test('where npm started it, the command to copy has npx before it', () => {
  const result = snapshot({ state: 'differs' });
  expect(nextStep(result, 'npx plancliff').command).toBe('npx plancliff check web-shop -u');
  const fresh = snapshot({ state: 'written', added: 1 });
  expect(nextStep(fresh, 'npx plancliff').command).toBe('git add snapshots/web-shop.snap');
});

test('a snapshot that differs by what the table does not tell says how to see it', () => {
  const later = finding('orders', { kind: 'cliff-moved-later', severity: 'info' });
  const lines = (findings: readonly Finding[]) =>
    snapshotLines(scenario({ findings, snapshot: { ...matched, state: 'differs' } }));
  expect(lines([later, later])).toEqual([
    'snapshots/web-shop.snap differs: 2 harmless changes (--all shows them).',
  ]);
  expect(lines([appeared])).toEqual(['snapshots/web-shop.snap differs.']);
});

test('no failing finding is followed by a command that accepts it', () => {
  const kinds = [
    'index-lost',
    'no-index',
    'work-outgrows-result',
    'cliff-appeared',
    'incomparable',
  ] as const;
  for (const kind of kinds) {
    for (const state of ['matched', 'differs', 'written'] as const) {
      const found = [finding('orders', { kind, differs: ['x'] })];
      const { command } = nextStep(scenario({ findings: found, snapshot: { ...matched, state } }));
      expect(command).toBe('plancliff check web-shop');
    }
  }
});

test('a run that was not compared says so, and why', () => {
  const result = snapshot({
    state: 'not-compared',
    message: 'this run has row counts 1k to 1M, in the snapshot 1k to 1B',
  });
  expect(snapshotLines(result)).toEqual([
    'Not compared with snapshots/web-shop.snap: this run has row counts 1k to 1M, in the snapshot 1k to 1B.',
  ]);
  expect(snapshotSummary(result)).toBe('Snapshots: 1 not compared, 1 total');
});

test('snapshots are told in Jest’s words', () => {
  const result = checkResult({
    scenarios: [
      { ...matched, state: 'written' as const, added: 2 },
      {
        ...matched,
        state: 'updated' as const,
        updated: 1,
        accepted: 2,
        obsolete: ['a / b'],
        removed: true,
      },
      { ...matched, state: 'missing' as const, added: 1, fails: true },
      { ...matched, state: 'unreadable' as const, message: 'x.snap:3: expected y', fails: true },
      { ...matched, state: 'unwritten' as const, message: 'ENOSPC: no space left', fails: true },
      { ...matched, obsolete: ['c / d'], notes: ['the seed changed: no plan changed'] },
      { ...matched, unmeasured: 2 },
      matched,
    ].map((outcome) => scenarioResult({ snapshot: outcome })),
  });
  expect(snapshotLines(result)).toEqual([
    '2 cases written to snapshots/web-shop.snap.',
    '1 case updated in snapshots/web-shop.snap.',
    '2 findings accepted in snapshots/web-shop.snap.',
    '1 case removed from snapshots/web-shop.snap: a / b.',
    '1 case not written to snapshots/web-shop.snap: new snapshots are refused in CI.',
    "snapshots/web-shop.snap can't be read, and was left as it is.",
    'x.snap:3: expected y.',
    'snapshots/web-shop.snap could not be written: ENOSPC: no space left.',
    '1 case obsolete in snapshots/web-shop.snap: c / d.',
    'snapshots/web-shop.snap: the seed changed: no plan changed.',
    'snapshots/web-shop.snap: 2 accepted findings were not measured in this run, and are not compared.',
  ]);
  expect(snapshotSummary(result)).toBe(
    'Snapshots: 1 unreadable, 1 unwritten, 1 missing, 1 updated, 1 written, 3 matched, 8 total',
  );
});
