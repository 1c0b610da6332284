import fc from 'fast-check';
import { parentAt, parentClasses, parentShare, skewLaw } from '../../src/model/skew-law';
import type { Skew } from '../../src/model/types';

const plain: fc.Arbitrary<Skew> = fc.oneof(
  fc.constant<Skew>({ kind: 'uniform' }),
  fc.double({ min: 0, max: 2, noNaN: true }).map((exponent): Skew => ({ kind: 'zipf', exponent })),
  fc
    .tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.oneof(
        fc.constant(undefined),
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 0.001, max: 0.9, noNaN: true }),
      ),
    )
    .map(([share, parents]): Skew => ({
      kind: 'hot',
      share,
      ...(parents === undefined ? {} : { parents }),
    })),
);
const skews = fc.oneof(
  plain,
  fc
    .tuple(
      fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }),
      fc.double({ min: 0, max: 1 / 6, noNaN: true }),
      plain,
    )
    .map(([rows, share, rest]): Skew => ({
      kind: 'named',
      shares: rows.map((row) => ({ row, share })),
      rest,
    })),
);
const counts = fc.integer({ min: 1, max: 300 });

test('the shares of all parents add up to all rows, and none is negative', () => {
  fc.assert(
    fc.property(skews, counts, (skew, parents) => {
      const shares = Array.from({ length: parents }, (_, k) => parentShare(skew, parents, k + 1));
      expect(Math.min(...shares)).toBeGreaterThanOrEqual(-1e-9);
      expect(skewLaw(skew, parents).upTo(parents)).toBeCloseTo(1, 9);
    }),
  );
});

test('named parents without others have all rows, though their shares are zero', () => {
  const skew: Skew = {
    kind: 'named',
    shares: [
      { row: 1, share: 0 },
      { row: 2, share: 0 },
    ],
    rest: { kind: 'uniform' },
  };
  expect([1, 2].map((row) => parentShare(skew, 2, row))).toEqual([0.5, 0.5]);
});

test('the common and the rare parent are those with the largest and the smallest share', () => {
  fc.assert(
    fc.property(skews, counts, (skew, parents) => {
      const shares = Array.from({ length: parents }, (_, k) => parentShare(skew, parents, k + 1));
      const found = (label: 'common' | 'rare') =>
        parentShare(skew, parents, parentAt(skew, parents, label));
      expect(found('common')).toBeCloseTo(Math.max(...shares), 9);
      expect(found('rare')).toBeCloseTo(Math.min(...shares), 9);
    }),
  );
});

test('classes of parents have all parents and all rows, and shares like those of their parents', () => {
  fc.assert(
    fc.property(skews, skews, counts, (one, other, parents) => {
      const laws = [one, other].map((skew, k) => ({
        law: skewLaw(skew, parents),
        share: k === 0 ? 0.3 : 0.7,
      }));
      const classes = parentClasses(laws, parents);
      expect(classes.reduce((sum, { keys }) => sum + keys, 0)).toBe(parents);
      expect(classes.reduce((sum, { keys, share }) => sum + keys * share, 0)).toBeCloseTo(1, 9);
      let row = 0;
      for (const { keys, share } of classes) {
        const within = Array.from({ length: keys }, (_, k) =>
          laws.reduce(
            (sum, { law, share: part }) => sum + part * (law.upTo(row + k + 1) - law.upTo(row + k)),
            0,
          ),
        );
        expect(Math.max(...within) - Math.min(...within)).toBeLessThanOrEqual(0.12 * share + 1e-12);
        row += keys;
      }
    }),
  );
});
