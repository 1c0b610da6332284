import type { Finding } from '../../../src/findings/types';
import { acceptedCases } from '../../../src/snapshot/policy/accepted-cases';
import { linesFor } from '../../../src/snapshot/policy/accepted-findings';
import { entry, snapshot, type Drawn } from '../../helpers/entries';
import { finding } from '../../helpers/results';

const cliff: Drawn = [
  [1000, 'Index Scan a_idx (o): on x'],
  [5e6, 'Seq Scan (o)'],
];
const lost = finding('orders', { kind: 'index-lost', at: 5e6 });
const grows = finding('orders', { kind: 'work-outgrows-result', severity: 'warning', at: 1e6 });

/** Whether the case of a snapshot with these accepted findings needs no advice in a run that finds others. */
function isAccepted(
  accepted: readonly Finding[],
  found: readonly Finding[],
  { now = cliff, settings = {} }: { now?: Drawn; settings?: Record<string, string> } = {},
): boolean {
  const before = entry('orders', cliff);
  const stored = snapshot([{ ...before, accepted: linesFor(before, accepted) }]);
  const current = snapshot([entry('orders', now)]);
  const header = { ...current.header, settings };
  const { query, case: label } = before;
  return acceptedCases(stored, { ...current, header }, found, {})({ query, label });
}

test('a case is accepted where all that is found of it is, and what was accepted is found again', () => {
  expect(isAccepted([lost], [lost])).toBe(true);
  expect(isAccepted([lost, grows], [lost, grows])).toBe(true);
  expect(isAccepted([lost], [{ ...lost, at: 5.1e6 }])).toBe(true);
});

test('a note besides changes nothing', () => {
  expect(isAccepted([lost], [lost, { ...grows, severity: 'info' }])).toBe(true);
});

test.each<[string, readonly Finding[], readonly Finding[]]>([
  ['nothing is accepted', [], []],
  ['a finding is new', [lost], [lost, grows]],
  ['a finding got worse', [grows], [{ ...grows, severity: 'error' }]],
  ['a finding begins at fewer rows', [lost], [{ ...lost, at: 1e6 }]],
  ['an accepted finding is not found before advice', [lost, grows], [lost]],
  ['an accepted error is less before advice', [lost], [{ ...lost, severity: 'info' }]],
])('it is not where %s', (_, accepted, found) => {
  expect(isAccepted(accepted, found)).toBe(false);
});

test('it is not where the timeline changed, or the run cannot be compared', () => {
  const now: Drawn = [
    [1000, 'Index Scan a_idx (o): on x'],
    [1e6, 'Seq Scan (o)'],
  ];
  expect(isAccepted([lost], [lost], { now })).toBe(false);
  expect(isAccepted([lost], [lost], { settings: { work_mem: '1GB' } })).toBe(false);
});
