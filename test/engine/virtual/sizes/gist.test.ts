import { gistPages } from '../../../../src/engine/virtual/sizes/gist';

// GiST over addresses, as CREATE INDEX of PostgreSQL 18.4 made it.
const addresses = {
  period: 2,
  fixed: 0,
  densities: [
    [18_018, 70],
    [21_526, 101],
    [25_602, 101],
    [30_587, 101],
  ].map(([rows = 1, pages = 0]) => ({ rows, density: pages / rows })),
};

test.each([
  [61_014, 201],
  [85_507, 403],
  [121_675, 403],
  [171_396, 804],
  [242_677, 804],
])('%i addresses fill as much of their pages as a part of the sample', (rows, pages) => {
  expect(Math.abs(gistPages(addresses, rows) / pages - 1)).toBeLessThan(0.03);
});

test('without a period pages are as full as those of the nearest build', () => {
  const even = { densities: [{ rows: 1_000, density: 0.1 }], fixed: 5 };
  expect(gistPages(even, 10_000)).toBe(1_005);
  expect(gistPages(even, 0)).toBe(5);
});

test('between two builds fullness follows the logarithm of the rows', () => {
  const refinedDensity = {
    densities: [
      { rows: 1_000, density: 0.1 },
      { rows: 100_000, density: 0.3 },
    ],
    fixed: 0,
  };
  expect(gistPages(refinedDensity, 10_000)).toBe(2_000);
});
