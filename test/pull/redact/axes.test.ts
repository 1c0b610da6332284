import { dateAxis, timestampAxis } from '../../../src/pull/redact/axes';

test.each(['0001-01-01', '0099-12-31', '1970-01-01', '9999-12-31'])('%s is a day', (day) => {
  expect(dateAxis.write(dateAxis.read(day) ?? 0n)).toBe(day);
  const time = `${day} 23:59:58.000007`;
  expect(timestampAxis(false).write(timestampAxis(false).read(time) ?? 0n)).toBe(time);
});

test('days before the year 1 come before those after it, the earlier the higher their year', () => {
  const days = ['4713-01-01 BC', '0044-03-15 BC', '0001-12-31 BC', '0001-01-01', '0044-03-15'];
  const times = timestampAxis(true);
  for (const day of days) expect(dateAxis.write(dateAxis.read(day) ?? 0n)).toBe(day);
  const places = days.map((day) => dateAxis.read(day) ?? 0n);
  expect(places.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(places);
  const time = '0044-03-15 11:59:58.000007+00 BC';
  expect(times.write(times.read(time) ?? 0n)).toBe(time);
  expect(times.read(time)).toBeLessThan(times.read('0001-01-01 00:00:00+00') ?? 0n);
  expect(dateAxis.read('0044-02-31 BC')).toBeUndefined();
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
