import fc from 'fast-check';
import { distinctShares } from '../../../src/model/expression/distinct-labels';

const values = fc
  .array(fc.double({ min: 0.001, max: 100, noNaN: true }), { minLength: 1, maxLength: 9 })
  .map((weights) => weights.map((weight, value) => ({ value, weight })));

test('shares of labels add up, and no label is more common than once in each parent', () => {
  fc.assert(
    fc.property(values, fc.nat(), (of, any) => {
      const size = 1 + (any % of.length);
      const shares = distinctShares(of, size);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      expect(Math.max(...shares) * size).toBeLessThanOrEqual(1 + 1e-6);
      // Weights decide wherever they leave room.
      const total = of.reduce((sum, { weight }) => sum + weight, 0);
      const fits = of.every(({ weight }) => (weight / total) * size <= 1 - 1e-6);
      if (fits) of.forEach(({ weight }, k) => expect(shares[k]).toBeCloseTo(weight / total, 9));
    }),
  );
});
