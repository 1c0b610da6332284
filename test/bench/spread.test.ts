import { pointsBeyond, spreadOf, withoutFlutter } from '../../bench/spread';
import type { Change } from '../../bench/changes';

const change: Change = { of: 'a', at: 1_000, before: 'index', after: 'seq' };
/** Runs at a row count of which so many of five have changed their plan. */
const votes = (changed: Readonly<Record<number, number>>) =>
  new Map(
    Object.entries(changed).map(([size, count]) => [
      Number(size),
      Array.from({ length: 5 }, (_, run) => (run < count ? 'seq' : 'index')),
    ]),
  );

test('the spread reaches to the nearest row counts at which all runs agree', () => {
  const seen = votes({ 500: 0, 800: 0, 900: 1, 995: 2, 1_005: 3, 1_100: 4, 1_300: 5, 2_000: 5 });
  expect(spreadOf(change, seen)).toEqual({ from: 800, to: 1_300 });
});

test('where runs disagree as far as was looked, the spread has no end', () => {
  expect(spreadOf(change, votes({ 900: 1, 995: 2, 1_005: 3, 1_100: 5 }))).toEqual({ to: 1_100 });
});

test('a change on which all runs agree at once needs no further look', () => {
  expect(pointsBeyond(change, votes({ 100: 0, 995: 0, 1_005: 5, 9_000: 5 }))).toEqual([]);
});

test('where runs disagree, the next look is twice as far away, on the side where they do', () => {
  const seen = votes({ 100: 0, 900: 1, 995: 2, 1_005: 5, 9_000: 5 });
  expect(pointsBeyond(change, seen)).toEqual([810]);
});

test('looking ends within twice the disagreement, or where there is nothing beyond it', () => {
  expect(pointsBeyond(change, votes({ 820: 0, 900: 1, 1_005: 5 }))).toEqual([]);
  expect(pointsBeyond(change, votes({ 900: 1, 995: 2, 1_005: 5 }))).toEqual([]);
});

test('there and back among row counts at which runs disagree is one change', () => {
  const back = { ...change, before: 'seq', after: 'index' };
  const changes = [
    { ...change, at: 950 },
    { ...back, at: 1_000 },
    { ...change, at: 1_050 },
  ];
  const seen = votes({ 900: 0, 980: 3, 1_020: 2, 1_100: 5 });
  expect(withoutFlutter(changes, seen)).toEqual([change]);
  const sure = votes({ 900: 0, 980: 5, 1_020: 2, 1_100: 5 });
  expect(withoutFlutter(changes, sure)).toEqual(changes);
  expect(withoutFlutter(changes.slice(1), seen)).toEqual(changes.slice(1));
});
