import { firstMissing } from '../../../src/engine/seed/missing-rows';

const at = (rows: number, insert = 'insert …') => ({ name: 'orders', rows, insert });

describe('firstMissing', () => {
  test('is the first row of an empty table', () => {
    expect(firstMissing(undefined, at(10))).toBe(1);
  });

  test('is past the last row of a table that is right as it is', () => {
    expect(firstMissing(at(10), at(10))).toBe(11);
  });

  test('continues where the row count has no part in the rows', () => {
    expect(firstMissing(at(10), at(100))).toBe(11);
  });

  test('starts again where the rows differ, or are too many', () => {
    expect(firstMissing(at(10), at(100, 'insert other'))).toBe(1);
    expect(firstMissing(at(100), at(10))).toBe(1);
  });
});
