import fc from 'fast-check';
import { shownPositions } from '../../../src/commands/rows/read-rows';

test('shows the first and the last rows, and some between, each once', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e11 }),
      fc.integer({ min: 1, max: 60 }),
      (rows, limit) => {
        const shown = shownPositions(rows, limit);
        expect(shown).toHaveLength(Math.min(rows, limit));
        expect(new Set(shown).size).toBe(shown.length);
        expect([...shown].sort((a, b) => a - b)).toEqual(shown);
        expect(shown[0]).toBe(1);
        expect(shown.at(-1)).toBeLessThanOrEqual(rows);
        if (limit > 1) expect(shown.at(-1)).toBe(rows);
      },
    ),
  );
  expect(shownPositions(1e7, 6)).toEqual([1, 2, 3333334, 6666666, 9999999, 1e7]);
});
