import { isRelabel } from '../../../src/findings/comparisons/relabel';

test.each([
  ['varchar', 'text', true],
  ['text', 'text', true],
  ['int4', 'integer', true],
  ['timestamptz', 'timestamp with time zone', true],
  ['numeric', 'numeric ( 10 , 2 )', true],
  ['status', 'text', false],
  ['citext', 'text', false],
  ['bpchar', 'text', false],
  ['int8', 'numeric', false],
  ['timestamptz', 'date', false],
])('an index on %s serves its cast to %s: %p', (from, to, expected) => {
  expect(isRelabel(from, to)).toBe(expected);
});

test('a cast to text is a relabelling where the type of the column is unknown', () => {
  expect(isRelabel(undefined, 'text')).toBe(true);
  expect(isRelabel(undefined, 'numeric')).toBe(false);
});
