import { jsonText } from '../../src/pull/folder/json-text';
import { ratesBetween, ratesOfActivity } from '../../src/pull/rates';
import type { Pulled } from '../../src/pull/types';

it('puts lists of plain values in one line, and larger objects a field a line', () => {
  const value = { a: [1, 'x', null], b: [{ c: 1 }], d: 1, e: 2, f: 3, g: undefined };
  expect(jsonText(value)).toBe(
    '{\n  "a": [1, "x", null],\n  "b": [\n    { "c": 1 }\n  ],\n  "d": 1,\n  "e": 2,\n  "f": 3\n}',
  );
  expect(JSON.parse(jsonText(value))).toEqual({
    a: [1, 'x', null],
    b: [{ c: 1 }],
    d: 1,
    e: 2,
    f: 3,
  });
});

const pulledAt = (clock: string, reltuples: number) =>
  ({
    manifest: { clock },
    statistics: { relations: [{ schema: 'public', name: 'orders', kind: 'table', reltuples }] },
  }) as unknown as Pulled;

it('takes rates from two pulls', () => {
  const rates = ratesBetween(
    pulledAt('2026-01-01T00:00:00.000000Z', 1000),
    pulledAt('2026-01-16T00:00:00.000000Z', 1500),
  );
  expect(rates).toEqual([
    { schema: 'public', name: 'orders', rowsPerMonth: 1000, since: '2026-01-01' },
  ]);
  // Minutes say nothing of a month.
  expect(
    ratesBetween(pulledAt('2026-01-01T00:00:00Z', 1), pulledAt('2026-01-01T00:01:00Z', 9)),
  ).toEqual([]);
});

it('takes rates from what the server counts', () => {
  const tables = [{ schema: 'public', name: 'orders', inserted: 500, updated: 9, deleted: 200 }];
  const activity = { since: '2026-01-01T00:00:00Z', until: '2026-01-31T00:00:00Z', tables };
  expect(ratesOfActivity({ activity })).toEqual([
    { schema: 'public', name: 'orders', rowsPerMonth: 300, since: '2026-01-01' },
  ]);
  expect(ratesOfActivity({ activity: { until: activity.until, tables } })).toEqual([]);
});
