import { ginPages } from '../../../../src/engine/virtual/sizes/gin';

/** Pages of arrays of one to three elements out of a fifth as many values as there are rows, really loaded. */
test.each([
  [100_000, 284],
  [300_000, 889],
])('arrays over %d rows have the pages of loaded ones', (rows, pages) => {
  const classes = [{ keys: rows / 5, share: 10 / rows, keySize: 16 }];
  const { totalPages } = ginPages({ classes, fresh: { keys: 0, keySize: 0 } }, rows, 35);
  expect(Math.abs(totalPages / pages - 1)).toBeLessThan(0.02);
});
