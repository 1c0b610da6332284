import { parameterText } from '../../../src/snapshot/current/parameter-text';

test.each([
  ["it's", "'it''s'"],
  [42, '42'],
  [2n ** 63n, '9223372036854775808'],
  [true, 'true'],
  [null, 'null'],
  [undefined, 'null'],
  [new Date('2026-01-01T00:00:00Z'), "'2026-01-01T00:00:00.000Z'"],
  [Buffer.from([1, 255]), String.raw`'\x01ff'`],
  [['a', 1, null], "array['a', 1, null]"],
  [{ a: "o'clock" }, `'{"a":"o''clock"}'`],
])('%p', (value, text) => {
  expect(parameterText(value)).toBe(text);
});

test('a long value is cut, and still told from another of its length', () => {
  const long = parameterText('x'.repeat(10_000));
  expect(long.length).toBeLessThan(120);
  expect(long).toMatch(/^'x{59}… \(10002 characters, sha256 [0-9a-f]{12}\)$/);
  expect(parameterText(`${'x'.repeat(9_999)}y`)).not.toBe(long);
});
