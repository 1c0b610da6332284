import fc from 'fast-check';
import { keysBelow, limitOf, spreadDraws, spreadOf } from '../../src/model/spread';

/** What the SQL computes, by BigInt. */
function drawOf({ factor, start }: ReturnType<typeof spreadOf>, key: number): number {
  return Number((factor * BigInt(key) + start) & BigInt(spreadDraws - 1));
}

const keys = fc
  .tuple(fc.integer({ min: 1, max: 1e11 }), fc.integer({ min: 0, max: 2_000 }))
  .map(([first, count]) => ({ first, last: first + count }));

test('keys below a limit are counted as if each were looked at', () => {
  fc.assert(
    fc.property(fc.string(), keys, fc.integer({ min: 0, max: spreadDraws }), (name, of, limit) => {
      const spread = spreadOf(name);
      let below = 0;
      for (let key = of.first; key <= of.last; key += 1)
        below += drawOf(spread, key) < limit ? 1 : 0;
      expect(keysBelow(spread, BigInt(limit), of)).toBe(below);
    }),
    { numRuns: 200 },
  );
});

test('a limit is passed by exactly as many keys as wanted', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.integer({ min: 1, max: 1e11 }),
      fc.integer({ min: 0, max: 1e6 }),
      (name, last, wanted) => {
        const of = { first: 1, last };
        const limit = limitOf(spreadOf(name), wanted, of);
        expect(keysBelow(spreadOf(name), limit, of)).toBe(Math.min(wanted, last));
      },
    ),
    { numRuns: 100 },
  );
});

test('any part of the keys has its share, to a few keys', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.integer({ min: 1, max: 1e6 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (name, last, share) => {
        const limit = BigInt(Math.round(share * spreadDraws));
        const below = keysBelow(spreadOf(name), limit, { first: 1, last });
        expect(Math.abs(below - share * last)).toBeLessThan(12);
      },
    ),
    { numRuns: 300 },
  );
});
