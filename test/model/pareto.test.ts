import fc from 'fast-check';
import { cumulative, pareto, probability, rankAt } from '../../src/model/pareto';

const laws = fc.record({
  count: fc.integer({ min: 1, max: 1_000_000 }),
  exponent: fc.double({ min: 0, max: 3, noNaN: true }),
});

describe('the law in place of Zipf’s', () => {
  it.each([
    [0.5, 0.02],
    [1, 0.022],
    [1.5, 0.042],
    [2, 0.067],
  ])(
    'at exponent %d is within %d of the true weights, relative to the first',
    (exponent, error) => {
      const law = pareto(1000, exponent);
      for (const rank of [2, 3, 10, 100, 999]) {
        const ratio = probability(law, rank) / probability(law, 1);
        expect(Math.abs(ratio / rank ** -exponent - 1)).toBeLessThan(error);
      }
    },
  );

  it('adds up to 1 and never rises with the rank', () => {
    fc.assert(
      fc.property(laws, fc.double({ min: 0, max: 1, noNaN: true }), ({ count, exponent }, at) => {
        const law = pareto(count, exponent);
        expect(cumulative(law, count)).toBe(1);
        const rank = Math.max(1, Math.floor(at * (count - 1)));
        if (rank < count) {
          expect(probability(law, rank + 1)).toBeLessThanOrEqual(probability(law, rank) + 1e-9);
        }
      }),
    );
  });

  it('has the rank at a quantile that the cumulative probability encloses', () => {
    fc.assert(
      fc.property(laws, fc.double({ min: 0, max: 0.999, noNaN: true }), (of, quantile) => {
        const law = pareto(of.count, of.exponent);
        const rank = rankAt(law, quantile);
        expect(rank).toBeGreaterThanOrEqual(1);
        expect(rank).toBeLessThanOrEqual(of.count);
        expect(cumulative(law, rank)).toBeGreaterThanOrEqual(quantile - 1e-6);
        expect(cumulative(law, rank - 1)).toBeLessThanOrEqual(quantile + 1e-6);
      }),
    );
  });
});
