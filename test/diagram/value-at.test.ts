import { valueAt } from '../../src/diagram/value-at';
import type { ColumnStatistics } from '../../src/postgres/catalog/column-statistics';

const even = (type: string, low: number, high: number): ColumnStatistics => ({
  type,
  nulls: 0,
  common: [],
  shares: [],
  bounds: Array.from({ length: 101 }, (_, k) => String(low + ((high - low) * k) / 100)),
});

describe('valueAt of a range', () => {
  it.each([
    ['<', 0.25, '250'],
    ['<=', 0.001, '1'],
    ['>', 0.25, '750'],
    ['>=', 1, '0'],
    ['<', 1, '1000'],
  ])('%s %s is %s', (operator, share, value) => {
    expect(valueAt(even('integer', 0, 1000), operator, share)).toBe(value);
  });

  it('counts common values where they lie, and nulls as no rows', () => {
    const column: ColumnStatistics = {
      ...even('bigint', 0, 1000),
      nulls: 0.2,
      common: ['500'],
      shares: [0.4],
    };
    expect(valueAt(column, '<', 0.2)).toBe('500');
    expect(valueAt(column, '<', 0.1)).toBe('250');
    expect(valueAt(column, '>', 0.1)).toBe('750');
  });

  it('has no value for a share that null rows make impossible', () => {
    expect(valueAt({ ...even('integer', 0, 10), nulls: 0.9 }, '<', 1)).toBeUndefined();
  });

  it('reads and writes times and dates', () => {
    const days = ['2025-01-01', '2025-01-11'];
    const of = (type: string, bounds: readonly string[]) => ({
      type,
      nulls: 0,
      common: [],
      shares: [],
      bounds,
    });
    expect(valueAt(of('date', days), '<', 0.5)).toBe('2025-01-06');
    expect(
      valueAt(
        of('timestamp with time zone', ['2025-01-01 00:00:00+00', '2025-01-01 10:00:00+00']),
        '>',
        0.1,
      ),
    ).toBe('2025-01-01T09:00:00.000Z');
    expect(
      valueAt(
        of('timestamp without time zone', ['2025-01-01 00:00:00', '2025-01-01 10:00:00']),
        '<',
        0.1,
      ),
    ).toBe('2025-01-01T01:00:00.000Z');
  });

  it('takes bounds as they are where only the server orders values', () => {
    const column = { type: 'text', nulls: 0, common: [], shares: [], bounds: ['a', 'm', 'z'] };
    expect(valueAt(column, '<', 0.4)).toBe('m');
    expect(valueAt(column, '<', 0.01)).toBe('a');
  });

  it('has none without statistics, or for another operator', () => {
    expect(
      valueAt({ type: 'integer', nulls: 0, common: [], shares: [], bounds: [] }, '<', 0.5),
    ).toBeUndefined();
    expect(valueAt(even('integer', 0, 9), '@>', 0.5)).toBeUndefined();
  });
});

describe('valueAt of =', () => {
  const column: ColumnStatistics = {
    type: 'text',
    nulls: 0,
    common: ['paid', 'open'],
    shares: [0.9, 0.02],
    bounds: [],
  };
  it.each([
    [1, 'paid'],
    [0.03, 'open'],
    [0.2, undefined],
    [0.0001, undefined],
  ])('%s is %s', (share, value) => {
    expect(valueAt(column, '=', share)).toBe(value);
  });
});
