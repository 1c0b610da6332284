import { parseTime } from '../../src/model/arguments';

describe('parseTime', () => {
  it.each([
    ['2025-01-31', '2025-01-31T00:00:00.000Z'],
    ['2025-01-31T12:00', '2025-01-31T12:00:00.000Z'],
    ['2025-01-31 12:00:05', '2025-01-31T12:00:05.000Z'],
    ['2025-01-31T12:00:05.25Z', '2025-01-31T12:00:05.250Z'],
    ['2025-01-31T12:00:00+02:00', '2025-01-31T10:00:00.000Z'],
  ])('reads %s as UTC where it names no zone', (text, expected) => {
    expect(new Date(parseTime(text)).toISOString()).toBe(expected);
  });

  it.each(['', 'yesterday', '2025', '2025-13-01', '2025-01-31Z', '31.01.2025', '2025-01-31 noon'])(
    'refuses %j',
    (text) => expect(parseTime(text)).toBeNaN(),
  );
});
