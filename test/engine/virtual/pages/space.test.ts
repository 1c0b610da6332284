import { spacePages } from '../../../../src/engine/virtual/pages/space';

// GiST over addresses, as CREATE INDEX of PostgreSQL 18.4 made it.
const addresses = {
  period: 2,
  fixed: 0,
  builds: [
    { rows: 30_587, pages: 101 },
    { rows: 25_602, pages: 101 },
    { rows: 21_526, pages: 101 },
    { rows: 18_018, pages: 70 },
  ],
};

test.each([
  [61_014, 201],
  [85_507, 403],
  [121_675, 403],
  [171_396, 804],
  [242_677, 804],
])('%i addresses fill as much of their pages as a part of the sample', (rows, pages) => {
  expect(Math.abs(spacePages(addresses, rows) / pages - 1)).toBeLessThan(0.03);
});

test('without a period pages follow the rows', () => {
  const even = { period: 1, fixed: 5, builds: [{ rows: 1_000, pages: 105 }] };
  expect(spacePages(even, 10_000)).toBe(1_005);
  expect(spacePages(even, 0)).toBe(5);
});
