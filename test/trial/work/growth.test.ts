import fc from 'fast-check';
import { growth } from '../../../src/trial/work/growth';

const sizes = [10_000, 30_000, 100_000, 300_000];

describe('growth', () => {
  test.each([0, 0.3, 1, 1.5, 2])('finds the exponent %p', (exponent) => {
    const points = sizes.map((size) => ({ size, value: 7 * size ** exponent }));
    expect(growth(points)?.slope).toBeCloseTo(exponent, 6);
  });

  test('is a matter of the sizes and not of their order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1, max: 1e9, noNaN: true }), { minLength: 4, maxLength: 4 }),
        (values) => {
          const points = sizes.map((size, k) => ({ size, value: values[k] ?? 1 }));
          expect(growth(points.toReversed())?.slope).toBeCloseTo(growth(points)?.slope ?? 0, 9);
        },
      ),
    );
  });

  test('extrapolates from the largest size, and says so', () => {
    const found = growth(sizes.map((size) => ({ size, value: size / 100 })));
    expect(found?.at(3_000_000).value).toBeCloseTo(30_000);
    expect(found?.at(3_000_000).extrapolated).toBe(true);
    expect(found?.at(300_000)).toEqual({ value: 3_000, extrapolated: false });
  });

  test('no row and one row are the same answer', () => {
    expect(growth(sizes.map((size, k) => ({ size, value: k % 2 })))?.slope).toBe(0);
  });

  test('one size has none', () => {
    expect(growth([{ size: 10, value: 5 }])).toBeUndefined();
    expect(growth([])).toBeUndefined();
  });
});
