import { compareSnapshot } from '../../../src/snapshot/compare/compare';
import { entry, snapshot, type Drawn } from '../../helpers/entries';
import { found, index, seq } from './compared';

describe('taking an index up', () => {
  const from = (rows: number): Drawn => [
    [1000, seq],
    [rows, index],
  ];

  test('later is harmless on a small table only', () => {
    expect(found(from(2000), from(8000))).toEqual([['plan-changed', 'info', 2000, 8000]]);
    expect(found(from(2000), from(8_000_000))).toEqual([
      ['plan-changed', 'error', 2000, 8_000_000],
    ]);
  });

  test('earlier, or where none was used, is told', () => {
    expect(found(from(8_000_000), from(2000))).toEqual([['plan-changed', 'info', undefined, 2000]]);
    expect(found([[1000, seq]], [[1000, index]])).toEqual([
      ['plan-changed', 'info', undefined, 1000],
    ]);
  });
});

describe('another access without a cliff', () => {
  test.each([
    ['another index', index, 'Index Scan orders_status_idx (o): on status', 'info'],
    ['another direction', index, 'Index Scan orders_created_at_idx (o): filter status', 'info'],
    [
      'a condition that became a filter',
      'Index Scan a_b_idx (o): on a, b',
      'Index Scan a_b_idx (o): on a; filter b',
      'error',
    ],
    [
      'an index walked in full',
      'Index Scan a_idx (o): on a',
      'Index Scan a_idx (o): filter a',
      'error',
    ],
    ['heap visits', 'Index Only Scan a_idx (o): on a', 'Index Scan a_idx (o): on a', 'warning'],
    [
      'heap visits no more',
      'Index Scan a_idx (o): on a',
      'Index Only Scan a_idx (o): on a',
      'info',
    ],
    [
      'one index of two',
      'Index Scan a_idx + b_idx (o): on a, b',
      'Index Scan a_idx (o): on a; filter b',
      'info',
    ],
    ['another way to read all', seq, 'Sample Scan (o)', 'info'],
  ])('%s', (_, before, after, severity) => {
    expect(
      found(
        [[1000, before]],
        [
          [1000, before],
          [50_000, after],
        ],
      ),
    ).toEqual([['plan-changed', severity, undefined, 50_000]]);
  });

  test('a table that the plan reads in full and did not read at all', () => {
    expect(
      found(
        [[1000, index]],
        [
          [1000, index],
          [50_000, index, 'Seq Scan (c)'],
        ],
      ),
    ).toEqual([['plan-changed', 'warning', undefined, 50_000]]);
    expect(found([[1000, index, seq]], [[1000, index]])).toHaveLength(1);
  });

  test('nothing is found where no relation is read on either side', () => {
    expect(found([[1000]], [[1000]])).toEqual([]);
  });
});

describe('cases', () => {
  const [a, b] = [entry('a', [[1000, seq]]), entry('b', [[1000, seq]])];

  test('are new or obsolete', () => {
    const result = compareSnapshot(snapshot([a]), snapshot([b]));
    expect(result).toMatchObject({ findings: [], added: [b], obsolete: [a] });
  });

  test('are not obsolete because a filter or a failure left them out', () => {
    expect(compareSnapshot(snapshot([a, b]), snapshot([b]), { partial: true }).obsolete).toEqual(
      [],
    );
    const unknown = new Set([JSON.stringify(['a', 'common', 'fresh'])]);
    expect(compareSnapshot(snapshot([a, b]), snapshot([b]), { unknown }).obsolete).toEqual([]);
  });
});
