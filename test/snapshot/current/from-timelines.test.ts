import { snapshotOf } from '../../../src/snapshot/current/from-timelines';
import { formatSnapshot } from '../../../src/snapshot/format/format';
import { parseSnapshot } from '../../../src/snapshot/format/parse';
import type { Timeline } from '../../../src/timeline/types';
import { timeline } from '../../helpers/results';
import { header } from '../../helpers/entries';

const of = (...timelines: Timeline[]) =>
  snapshotOf({ scenario: 'web-shop', header, timelines }).entries;

const indexed = { table: 'orders', alias: 'o', index: 'a_idx', filter: 'status' };
const full = { table: 'orders', alias: 'o' };
const customer = { table: 'customers', alias: 'c', index: 'customers_pkey', on: 'id' };

describe('a timeline in a snapshot', () => {
  test('has ranges that meet at the changes, rounded to three digits', () => {
    const [entry] = of(
      timeline('orders', [
        [1000, indexed],
        [41_234_567, full],
      ]),
    );
    expect(entry?.ranges).toEqual([
      {
        from: 1000,
        to: 41_200_000,
        access: [{ text: 'Index Scan a_idx (o): filter status', cliff: false }],
      },
      { from: 41_200_000, to: 1e9, access: [{ text: 'Seq Scan (o)', cliff: true }] },
    ]);
  });

  test('marks the occurrence that fell, and no other', () => {
    const self = { table: 'orders', alias: 'p' };
    const [entry] = of(
      timeline('orders', [
        [1000, customer, full, self],
        [5000, customer, indexed, self],
        [1e6, customer, full, self],
        [2e6, { table: 'customers', alias: 'c' }, full, self],
      ]),
    );
    expect(
      entry?.ranges.map(({ access }) =>
        access.filter(({ cliff }) => cliff).map(({ text }) => text),
      ),
    ).toEqual([[], [], ['Seq Scan (o)'], ['Seq Scan (c)']]);
  });

  test('tells nothing of the order of a join', () => {
    const [entry] = of(
      timeline('orders', [
        [1000, indexed, customer],
        [50_000, customer, indexed],
      ]),
    );
    expect(entry?.ranges).toHaveLength(1);
    expect(entry?.ranges[0]?.access.map(({ text }) => text)).toEqual([
      'Index Scan customers_pkey (c): on id',
      'Index Scan a_idx (o): filter status',
    ]);
  });

  test('leaves out a range that rounding closes, and joins what it parted', () => {
    const [entry] = of(
      timeline('orders', [
        [1000, indexed],
        [5_000_000, full],
        [5_001_000, indexed],
        [6_000_000, full],
      ]),
    );
    expect(entry?.ranges.map(({ from, to }) => [from, to])).toEqual([
      [1000, 6_000_000],
      [6_000_000, 1e9],
    ]);
  });

  test('reaches from the first scale to the last, even if the first range is very narrow', () => {
    const [entry] = of(
      timeline('orders', [
        [1000, full],
        [1002, indexed],
      ]),
    );
    expect(entry?.ranges.map(({ from, to }) => [from, to])).toEqual([[1000, 1e9]]);
  });

  test('of one scale has one range', () => {
    const [entry] = of(timeline('orders', [[10_000, full]], { to: 10_000 }));
    expect(entry?.ranges.map(({ from, to }) => [from, to])).toEqual([[10_000, 10_000]]);
  });

  test('holds statement and values in one line each', () => {
    const [entry] = of(timeline('orders', [[1000, full]]));
    expect(entry).toMatchObject({
      sql: 'select * from orders where status = $1',
      parameters: ["'paid'"],
    });
  });
});

test('a snapshot is read as it was made, in name order', () => {
  const made = snapshotOf({
    scenario: 'web-shop',
    header,
    timelines: [
      timeline('b', [
        [1000, indexed],
        [41_234_567, full],
      ]),
      timeline('a', [[1000, full]], { condition: 'stale' }),
      timeline('a', [[1000, full]]),
      timeline('a', [[1000, full]], { case: 'absent' }),
    ],
  });
  expect(made.entries.map((entry) => [entry.query, entry.case, entry.condition])).toEqual([
    ['a', 'absent', 'fresh'],
    ['a', 'common', 'fresh'],
    ['a', 'common', 'stale'],
    ['b', 'common', 'fresh'],
  ]);
  expect(parseSnapshot(formatSnapshot(made))).toEqual(made);
});
