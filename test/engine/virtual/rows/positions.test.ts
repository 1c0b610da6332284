import fc from 'fast-check';
import { sampleRows, rowIntervals } from '../../../../src/engine/virtual/rows/positions';

const size = 3_000;
/** Where any size shows it. */
const small = 200;

const risesStrictly = (positions: readonly number[]): boolean =>
  positions.every((position, k) => k === 0 || position > (positions[k - 1] as number));

/** Row counts of tables with 0.5 to 40 pages for each sampled row: there, pages of neighbouring turns may meet. */
const aroundSize = fc
  .record({
    rowsPerPage: fc.double({ min: 1, max: 300, noNaN: true }),
    pagesPerTurn: fc.double({ min: 0.5, max: 40, noNaN: true }),
  })
  .map(({ rowsPerPage, pagesPerTurn }) => ({
    rowsPerPage,
    rows: Math.max(small, Math.round(pagesPerTurn * small * rowsPerPage)),
  }));

test('row numbers rise strictly where a table has about as many pages as the sample has rows', () => {
  fc.assert(
    fc.property(aroundSize, ({ rows, rowsPerPage }) => {
      const { positions, draws } = sampleRows({ rows, size: small, rowsPerPage });
      expect(positions).toHaveLength(small);
      expect(risesStrictly(positions)).toBe(true);
      expect(positions[0]).toBeGreaterThanOrEqual(1);
      expect(positions.at(-1)).toBeLessThanOrEqual(rows);
      expect(new Set(draws).size).toBe(small);
    }),
    { numRuns: 300 },
  );
});

test('stretches of neighbouring rows never overlap', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 1, max: 100_000 }),
      (most, length, rows) => {
        const { positions } = rowIntervals(rows, most, length);
        expect(positions).toHaveLength(Math.min(most, Math.floor(rows / length)) * length);
        expect(risesStrictly(positions)).toBe(true);
        expect(positions.at(-1) ?? 0).toBeLessThanOrEqual(rows);
      },
    ),
  );
});

test('takes each row once, in order, and each draw key once', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: small, max: 2 ** 36 }),
      fc.double({ min: 1, max: 300, noNaN: true }),
      (rows, rowsPerPage) => {
        const { positions, draws } = sampleRows({ rows, size: small, rowsPerPage });
        expect(positions).toHaveLength(small);
        expect(risesStrictly(positions)).toBe(true);
        expect(positions[0]).toBeGreaterThanOrEqual(1);
        expect(positions.at(-1)).toBeLessThanOrEqual(rows);
        expect(new Set(draws)).toEqual(new Set(Array.from({ length: small }, (_, k) => k + 1)));
      },
    ),
    { numRuns: 60 },
  );
});

test('gives a draw key the same place at every size', () => {
  const shares = [1e6, 1.01e6, 1e9].map((rows) => {
    const { positions, draws } = sampleRows({ rows, size, rowsPerPage: 80 });
    return new Map(draws.map((draw, k) => [draw, (positions[k] ?? 0) / rows]));
  });
  const [small, near, large] = shares;
  let moved = 0;
  for (const [draw, share] of small ?? []) {
    if (Math.abs((near?.get(draw) ?? 0) - share) > 0.001) moved += 1;
    if (Math.abs((large?.get(draw) ?? 0) - share) > 0.001) moved += 1;
  }
  // Those few that met on one row at one of the sizes.
  expect(moved).toBeLessThan(size / 50);
});

test('takes all rows of a table that is no larger than the sample', () => {
  const { positions } = sampleRows({ rows: size, size, rowsPerPage: 80 });
  expect(positions).toEqual(Array.from({ length: size }, (_, k) => k + 1));
});

test('takes rows from as many pages as it has rows, several from some, as ANALYZE does', () => {
  const rowsPerPage = 80;
  const { positions } = sampleRows({ rows: 80_000_000, size, rowsPerPage });
  const pages = new Map<number, number>();
  for (const position of positions) {
    const page = Math.floor((position - 1) / rowsPerPage);
    pages.set(page, (pages.get(page) ?? 0) + 1);
  }
  // Rows fall on the chosen pages by chance: 1/e of these get none.
  expect(pages.size / size).toBeCloseTo(1 - 1 / Math.E, 1);
});
