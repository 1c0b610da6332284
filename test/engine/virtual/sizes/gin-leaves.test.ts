import { ginLeaves } from '../../../../src/engine/virtual/sizes/gin-leaves';

const page = 8_160;

test('small entries leave pages half full', () => {
  const leaves = ginLeaves([{ count: 100_000, size: 40 }], page);
  expect(leaves / ((100_000 * 40) / (page / 2))).toBeCloseTo(1, 1);
});

test('of nine entries a split leaves five', () => {
  expect(ginLeaves([{ count: 5_000, size: 990 }], page)).toBe(1_000);
});

test('what fits on a page takes one', () => {
  expect(ginLeaves([{ count: 3, size: 40 }], page)).toBe(1);
});
