import fc from 'fast-check';
import { balance, type Cell } from '../../../../src/engine/virtual/rows/balance';

/** Candidates with a category in each column, drawn with these shares by a fixed generator. */
function candidates(
  shares: readonly (readonly number[])[],
  count: number,
  seed: number,
): readonly Cell[] {
  let state = seed;
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const cells = new Map<string, { categories: number[]; keys: number[] }>();
  for (let key = 1; key <= count; key += 1) {
    const categories = shares.map((column) => {
      let left = random();
      const at = column.findIndex((share) => (left -= share) < 0);
      return at < 0 ? column.length - 1 : at;
    });
    const cell = cells.get(categories.join()) ?? { categories, keys: [] };
    cell.keys.push(key);
    cells.set(categories.join(), cell);
  }
  return [...cells.values()];
}

const column = fc
  .array(fc.integer({ min: 1, max: 400 }), { minLength: 2, maxLength: 5 })
  .map((weights) => weights.map((weight) => weight / weights.reduce((a, b) => a + b, 0)));

test('every category is as common as it should be, to a row or two', () => {
  fc.assert(
    fc.property(
      fc.array(column, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 2 ** 30 }),
      (shares, seed) => {
        const size = 2_000;
        const cells = candidates(shares, size * 4, seed);
        const keys = balance(cells, shares, size);
        expect(keys).toHaveLength(size);
        expect(new Set(keys).size).toBe(size);
        const chosen = new Set(keys);
        shares.forEach((wanted, place) => {
          wanted.forEach((share, category) => {
            const there = cells
              .filter(({ categories }) => categories[place] === category)
              .flatMap((cell) => cell.keys);
            const count = there.filter((key) => chosen.has(key)).length;
            const possible = Math.min(there.length, share * size);
            expect(Math.abs(count - possible)).toBeLessThanOrEqual(3);
          });
        });
      },
    ),
    { numRuns: 40 },
  );
});
