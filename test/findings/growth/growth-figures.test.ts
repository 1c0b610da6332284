import { growthFigures, slopeFigures } from '../../../src/findings/growth/growth-figures';

test.each([
  [-1.8, 'falls as the row count grows (n^-1.8)'],
  [-0.04, 'stays the same (n^0.0)'],
  [0.5, 'grows more slowly than the row count (n^0.5)'],
  [1, 'grows in proportion to the row count (n^1.0)'],
  [1.7, 'grows faster than the row count (n^1.7)'],
])('a slope of %d: cost %s', (slope, words) => {
  expect(slopeFigures(slope)).toBe(words);
});

test('cost and result stand side by side', () => {
  const growth = { costSlope: 1, rowsSlope: -1.8, outruns: true, lasts: true };
  expect(growthFigures({ ...growth, rowsAre: 'rows returned' })).toBe(
    'cost grows in proportion to the row count (n^1.0) and the rows returned fall as the row count grows (n^-1.8)',
  );
});
