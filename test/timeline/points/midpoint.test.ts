import fc from 'fast-check';
import { isNarrow, midpoint, sharedMiddle } from '../../../src/timeline/points/midpoint';

test('the middle of a decade reads well', () => {
  expect(midpoint(1e6, 1e7, 0.01)).toBe(3_160_000);
  expect(midpoint(1.23e6, 1.25e6, 0.01)).toBe(1_240_000);
});

test('more digits are taken where three do not fit between', () => {
  expect(midpoint(1_000_000, 1_004_000, 0.001)).toBe(1_002_000);
  expect(midpoint(5, 7, 0.01)).toBe(6);
});

test('between neighbours there is none', () => {
  expect(midpoint(5, 6, 0.01)).toBeUndefined();
});

test('it lies between, and halving comes to an end at the precision', () => {
  const rows = fc.integer({ min: 1, max: 1e11 });
  const precision = fc.constantFrom(0.2, 0.05, 0.01, 0.001);
  fc.assert(
    fc.property(rows, rows, precision, (a, b, near) => {
      fc.pre(a !== b);
      let [from, to] = a < b ? [a, b] : [b, a];
      for (let steps = 0; steps < 60; steps += 1) {
        const middle = midpoint(from, to, near);
        if (isNarrow(from, to, near) || middle === undefined) return;
        expect(middle).toBeGreaterThan(from);
        expect(middle).toBeLessThan(to);
        if (steps % 2 === 0) from = middle;
        else to = middle;
      }
      throw new Error('halving did not end');
    }),
  );
});

test('cases whose gaps differ a little share the middle of a wide gap', () => {
  expect(sharedMiddle(1e6, 1e7, 0.01)).toBe(3_160_000);
  expect(sharedMiddle(1.2e6, 1e7, 0.01)).toBe(3_160_000);
  expect(sharedMiddle(1e6, 8.4e6, 0.01)).toBe(3_160_000);
  expect(sharedMiddle(3.3e6, 9e6, 0.01)).toBe(5_620_000);
});

test('the shared middle lies in the middle part of a gap', () => {
  const rows = fc.integer({ min: 1_000, max: 1e11 });
  fc.assert(
    fc.property(rows, fc.double({ min: 2, max: 1_000, noNaN: true }), (from, ratio) => {
      const to = Math.round(from * ratio);
      const point = sharedMiddle(from, to, 0.01) ?? NaN;
      const share = Math.log(point / from) / Math.log(to / from);
      // A tenth of a per cent is what three digits may round by.
      expect(share).toBeGreaterThan(0.29);
      expect(share).toBeLessThan(0.71);
    }),
  );
});
