import fc from 'fast-check';
import { PlancliffError } from '../../src/errors';
import { formatRows, parseRowCount, roundRows } from '../../src/text/row-count';

test.each([
  ['10m', 10_000_000],
  ['41.2M', 41_200_000],
  ['1_000_000', 1_000_000],
  ['1e6', 1_000_000],
  ['1E+6', 1_000_000],
  ['1k', 1000],
  ['2.5b', 2_500_000_000],
  [' 850 ', 850],
  [1234, 1234],
  ['1.5', 2],
])('%p is read', (text, rows) => {
  expect(parseRowCount(text)).toBe(rows);
});

test.each(['', 'k', '10x', '1k1', '-5', '0', 'NaN', '1..2', '_1', '0.2', Infinity])(
  '%p is refused',
  (text) => {
    expect(() => parseRowCount(text)).toThrow(PlancliffError);
    expect(() => parseRowCount(text)).toThrow(/is not a row count/);
  },
);

test('more rows than any table can have are no typing error', () => {
  expect(() => parseRowCount('1e99')).toThrow('"1e99" is too large a row count');
});

test.each([
  [1, '1'],
  [850, '850'],
  [999, '999'],
  [1000, '1k'],
  [9995, '10k'],
  [12_345, '12.3k'],
  [41_234_567, '41.2M'],
  [999_500, '1M'],
  [999_499, '999k'],
  [1e9, '1B'],
  [2.345e12, '2350B'],
  [1e15, '1e15'],
  [2.4712e15, '2.47e15'],
])('%d is written %s', (rows, text) => {
  expect(formatRows(rows)).toBe(text);
});

const rows = fc.integer({ min: 1, max: 1e12 });

test('what is written is read back to three digits', () => {
  fc.assert(
    fc.property(rows, (count) => {
      const read = parseRowCount(formatRows(count));
      expect(read).toBe(roundRows(count, 3));
      expect(Math.abs(read / count - 1)).toBeLessThanOrEqual(0.005);
      expect(formatRows(read)).toBe(formatRows(count));
    }),
  );
});

test('a plain number is read back as itself', () => {
  fc.assert(fc.property(rows, (count) => expect(parseRowCount(String(count))).toBe(count)));
});

test('larger counts are not written as smaller ones', () => {
  fc.assert(
    fc.property(rows, rows, (a, b) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      expect(parseRowCount(formatRows(low))).toBeLessThanOrEqual(parseRowCount(formatRows(high)));
    }),
  );
});
