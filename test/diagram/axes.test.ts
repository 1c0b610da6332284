import { scaleAxis } from '../../src/diagram/axes';

test('eight row counts to a decade, with both ends', () => {
  expect(scaleAxis({ from: 1e3, to: 1e5 })).toHaveLength(17);
  expect(scaleAxis({ from: 1e3, to: 1e5 }).filter((rows) => rows % 1e3 === 0)).toEqual([
    1e3, 1e4, 1e5,
  ]);
});

test('one row count is one column', () => {
  expect(scaleAxis({ from: 1e7, to: 1e7 })).toEqual([1e7]);
});

test('a row count is no two columns', () => {
  expect(scaleAxis({ from: 1, to: 10 })).toEqual([1, 2, 3, 4, 6, 7, 10]);
});
