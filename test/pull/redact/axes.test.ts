import { dateAxis, timestampAxis } from '../../../src/pull/redact/axes';

test.each(['0001-01-01', '0099-12-31', '1970-01-01', '9999-12-31'])('%s is a day', (day) => {
  expect(dateAxis.write(dateAxis.read(day) ?? 0n)).toBe(day);
  const time = `${day} 23:59:58.000007`;
  expect(timestampAxis(false).write(timestampAxis(false).read(time) ?? 0n)).toBe(time);
});

test('days of the first century come before those of the twentieth', () => {
  expect(dateAxis.read('0001-01-01')).toBeLessThan(dateAxis.read('1901-01-01') ?? 0n);
  const times = timestampAxis(true);
  expect(times.read('0001-01-01 00:00:00+00')).toBeLessThan(
    times.read('1901-01-01 00:00:00+00') ?? 0n,
  );
});

test('a time is read with its zone, and one of five digits for the year not at all', () => {
  const times = timestampAxis(true);
  expect(times.write(times.read('2026-03-01 01:00:00+02:30') ?? 0n)).toBe(
    '2026-02-28 22:30:00.000000+00',
  );
  expect(times.read('10000-01-01 00:00:00+00')).toBeUndefined();
  expect(dateAxis.read('10000-01-01')).toBeUndefined();
  expect(dateAxis.read('2026-13-01')).toBeUndefined();
  expect(times.read('2026-13-01 00:00:00+00')).toBeUndefined();
});
