import { streamsTo } from '../../../src/trial/work/streams-to';
import { work } from '../../findings/causes/subject';

const typesAbove = (types: readonly (readonly [string, number])[], at: number): readonly string[] =>
  streamsTo(
    types.map(([type, depth]) => work({ type, depth })),
    at,
  ).map(({ type }) => type);

const plan = [
  ['Limit', 0],
  ['Nested Loop', 1],
  ['Seq Scan', 2],
  ['Sort', 2],
  ['Index Scan', 3],
] as const;

test('the rows of a node go to its parents, not to its siblings', () => {
  expect(typesAbove(plan, 2)).toEqual(['Nested Loop', 'Limit']);
  expect(typesAbove(plan, 3)).toEqual(['Nested Loop', 'Limit']);
});

test('a node that reads all of its input keeps a LIMIT from ending what is below it', () => {
  expect(typesAbove(plan, 4)).toEqual([]);
});

test('there is nothing above the root', () => {
  expect(typesAbove(plan, 0)).toEqual([]);
  expect(typesAbove(plan, -1)).toEqual([]);
});
