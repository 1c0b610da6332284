import fc from 'fast-check';
import { backlog, share, sharesOf } from '../../src/model/amount';
import type { Weight } from '../../src/model/types';

const weights: fc.Arbitrary<Weight> = fc.oneof(
  fc.double({ min: 0.01, max: 100, noNaN: true }),
  fc.integer({ min: 0, max: 1e6 }).map((count) => backlog(count)),
  fc.double({ min: 0, max: 0.2, noNaN: true }).map((part) => share(part)),
);

test('shares of classes with a weight among them add up to all rows', () => {
  fc.assert(
    fc.property(
      fc.array(weights, { maxLength: 8 }),
      fc.integer({ min: 1, max: 1e10 }),
      (some, rows) => {
        const shares = sharesOf([...some, 1], rows);
        expect(shares.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 9);
        expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});

test('a backlog has as many rows at every row count, those of the newest first where there are too few', () => {
  const all = [backlog(500), backlog(100, { newest: 1_000 }), share(0.5), 3, 1];
  const expected = [0.0005, 0.0001, 0.5, 0.37455, 0.12485];
  sharesOf(all, 1e6).forEach((each, k) => expect(each).toBeCloseTo(expected[k] ?? NaN, 12));
  expect(sharesOf(all, 400)).toEqual([0.75, 0.25, 0, 0, 0]);
  expect(sharesOf([share(0.2), 1], Infinity)).toEqual([0.2, 0.8]);
});
