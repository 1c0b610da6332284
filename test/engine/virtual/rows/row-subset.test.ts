import fc from 'fast-check';
import type { Relation } from '../../../../src/engine/virtual/catalog/relations';
import { scattered } from '../../../../src/engine/virtual/rows/row-subset';

const relation = {} as Relation;

/** Row numbers in strictly rising order. */
const rising = fc
  .array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 300 })
  .map((gaps) => gaps.reduce<number[]>((all, gap) => [...all, (all.at(-1) ?? 0) + gap], []));

const isRising = (numbers: readonly number[]): boolean =>
  numbers.every((number, k) => k === 0 || number > (numbers[k - 1] as number));

test('a sample of a partition never has a row twice, however few of its row numbers are known', () => {
  fc.assert(
    fc.property(
      rising,
      fc.double({ min: 0.01, max: 500, noNaN: true }),
      fc.integer({ min: 1, max: 600 }),
      fc.double({ min: 0.05, max: 300, noNaN: true }),
      fc.option(rising, { nil: undefined }),
      (places, perPlace, size, rowsPerPage, keys) => {
        const rows = Math.max(1, Math.round(places.length * perPlace));
        const stretch = scattered({
          relation,
          rows,
          first: places[0] as number,
          last: places.at(-1) as number,
          places,
          keys,
          chosen: keys !== undefined,
          complete: false,
        });
        const { positions, draws } = stretch.sample(rows, size, rowsPerPage);
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
