import fc from 'fast-check';
import type { Relation } from '../../../../src/engine/virtual/catalog/relations';
import { scattered, strictlyRising } from '../../../../src/engine/virtual/rows/row-subset';

const relation = {} as Relation;

/** Row numbers in strictly ascending order. */
const monotonic = fc
  .array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 300 })
  .map((gaps) => gaps.reduce<number[]>((all, gap) => [...all, (all.at(-1) ?? 0) + gap], []));

const isRising = (numbers: readonly number[]): boolean =>
  numbers.every((number, k) => k === 0 || number > (numbers[k - 1] as number));

test('a sample of a partition never has a row twice, however few of its row numbers are known', () => {
  fc.assert(
    fc.property(
      monotonic,
      fc.double({ min: 0.01, max: 500, noNaN: true }),
      fc.integer({ min: 1, max: 600 }),
      fc.double({ min: 0.05, max: 300, noNaN: true }),
      fc.option(monotonic, { nil: undefined }),
      (places, perPlace, size, rowsPerPage, keys) => {
        const rows = Math.max(1, Math.round(places.length * perPlace));
        const rowSubset = scattered({
          relation,
          rows,
          first: places[0] as number,
          last: places.at(-1) as number,
          places,
          keys,
          chosen: keys !== undefined,
          complete: false,
        });
        const { positions, draws } = rowSubset.sample(rows, size, rowsPerPage);
        expect(isRising(positions)).toBe(true);
        expect(positions.every((position) => places.includes(position))).toBe(true);
        expect(new Set(draws).size).toBe(positions.length);
        if (keys === undefined) {
          expect(positions).toHaveLength(Math.min(rows, size, places.length));
        }
      },
    ),
  );
});

test('rows among others rise strictly and lie within the stretch', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5_000 }),
      fc.double({ min: 1, max: 30, noNaN: true }),
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.integer({ min: 1, max: 3_000 }),
      (rows, step, first, size) => {
        const last = first + Math.ceil(rows * step) - 1;
        const of = { relation, rows, first, last, chosen: false, complete: false };
        const { positions, draws } = scattered(of).sample(rows, size, 100);
        expect(isRising(positions)).toBe(true);
        expect(positions[0]).toBeGreaterThanOrEqual(first);
        expect(positions.at(-1)).toBeLessThanOrEqual(last);
        expect(new Set(draws).size).toBe(Math.min(rows, size));
      },
    ),
  );
});

test.each([0.1, 0.2, 0.7])(
  'equal values that follow one another come as often as in a sample of %d of the rows by chance',
  (share) => {
    // Ten rows to a value, and 30,000 rows sampled of those in the partition.
    const rows = 1_000_000;
    const of = { relation, rows: rows * share, first: 1, last: rows, chosen: false };
    const { positions } = scattered({ ...of, complete: false }).sample(rows * share, 30_000, 150);
    const values = new Set(positions.map((position) => Math.floor((position - 1) / 10)));
    const byChance = (rows / 10) * (1 - (1 - 30_000 / rows) ** 10);
    expect(values.size / byChance).toBeCloseTo(1, 1.7);
  },
);

test.each([
  [[1, 1, 1, 5], 9, [1, 2, 3, 5]],
  [[7, 8, 9, 9, 9], 9, [5, 6, 7, 8, 9]],
  [[2, 9, 9], 9, [2, 8, 9]],
  [[], 9, []],
])('rows at %j of at most %d are moved to %j', (rows, most, moved) => {
  expect(strictlyRising(rows, most)).toEqual(moved);
});
