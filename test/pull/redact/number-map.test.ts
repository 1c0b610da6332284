import { dateAxis } from '../../../src/pull/redact/axes';
import { numberMap } from '../../../src/pull/redact/number-map';
import { randomOf } from '../../../src/pull/redact/random';

const alone = (value: bigint, key: number): bigint =>
  numberMap([value], new Set(), randomOf(Buffer.from([key]), 'number'))(value);

test.each([32_767n, -32_768n, 2_147_483_647n])('%s alone stays within its type', (value) => {
  for (let key = 0; key < 20; key += 1) {
    const to = alone(value, key);
    expect(to).not.toBe(value);
    expect(to > 0n).toBe(value > 0n);
    expect(to * to).toBeLessThan(value * value);
  }
});

test('the last day that people write, alone, has a day of four digits for its year', () => {
  const last = dateAxis.read('9999-12-31') ?? 0n;
  for (let key = 0; key < 20; key += 1)
    expect(dateAxis.write(alone(last, key))).toMatch(/^9\d{3}-\d\d-\d\d$/);
});
