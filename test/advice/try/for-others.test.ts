import { forOthers } from '../../../src/advice/try/advise';
import type { Outcome, Tried } from '../../../src/advice/types';

const tried = (text: string, outcome: Outcome): Tried =>
  ({ outcome, suggestion: { text } }) as unknown as Tried;

test('what helped one case is tried for the others of its query', () => {
  const all = [tried('a', 'not-taken'), tried('b', 'no-gain'), tried('c', 'helps')];
  expect(forOthers(all).map(({ text }) => text)).toEqual(['c']);
});

test('where nothing helped, what the planner did not take for its values is', () => {
  const all = [tried('a', 'not-taken'), tried('b', 'no-gain'), tried('c', 'other-result')];
  expect(forOthers(all).map(({ text }) => text)).toEqual(['a']);
});
