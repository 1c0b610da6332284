import { type Drawn } from '../../helpers/entries';
import { compared, found, index, other, seq } from './compared';

describe('a cliff', () => {
  test('that stands where it stood is no finding', () => {
    const same: Drawn = [
      [1000, index],
      [41_200_000, seq],
    ];
    expect(compared(same, same)).toMatchObject({ findings: [], comparable: true });
    expect(compared(same, same).matched).toHaveLength(1);
  });

  test('may move by the tolerance, to either side, and no further', () => {
    const at = (rows: number): Drawn => [
      [1000, index],
      [rows, seq],
    ];
    expect(found(at(10_000_000), at(11_000_000))).toEqual([]);
    expect(found(at(11_000_000), at(10_000_000))).toEqual([]);
    expect(found(at(10_000_000), at(11_100_000))).toEqual([
      ['cliff-moved-later', 'info', 10_000_000, 11_100_000],
    ]);
    expect(found(at(11_100_000), at(10_000_000))).toEqual([
      ['cliff-moved-earlier', 'error', 11_100_000, 10_000_000],
    ]);
    expect(found(at(10_000_000), at(11_100_000), 0.2)).toEqual([]);
  });

  test('that is new is an error at its row count, with the name of the index', () => {
    const result = compared(
      [[1000, index]],
      [
        [1000, index],
        [41_200_000, seq],
      ],
    );
    expect(result.findings).toMatchObject([
      {
        kind: 'cliff-appeared',
        severity: 'error',
        at: 41_200_000,
        now: 41_200_000,
        index: 'orders_created_at_idx',
        occurrence: 'o',
        query: 'orders',
        case: 'common',
      },
    ]);
    expect(result.changed).toHaveLength(1);
  });

  test('is new at the first row count if the index is gone altogether', () => {
    expect(found([[1000, index]], [[1000, seq]])).toEqual([
      ['cliff-appeared', 'error', undefined, 1000],
    ]);
    expect(
      found(
        [
          [1000, index],
          [5_000_000, seq],
        ],
        [[1000, seq]],
      ),
    ).toEqual([['cliff-moved-earlier', 'error', 5_000_000, 1000]]);
  });

  test('that is gone is told, and is no failure', () => {
    expect(
      found(
        [
          [1000, index],
          [41_200_000, seq],
        ],
        [[1000, index]],
      ),
    ).toEqual([['cliff-gone', 'info', 41_200_000, undefined]]);
  });

  test('just inside the end of one sweep may lie just beyond that of the other', () => {
    expect(
      found(
        [
          [1000, index],
          [950_000_000, seq],
        ],
        [[1000, index]],
      ),
    ).toEqual([]);
    expect(
      found(
        [[1000, index]],
        [
          [1000, index],
          [950_000_000, seq],
        ],
      ),
    ).toEqual([]);
    expect(
      found(
        [
          [1000, seq],
          [1050, index],
        ],
        [[1000, index]],
      ),
    ).toEqual([]);
  });

  test('is found behind a harmless change', () => {
    const swapped = 'Index Scan orders_status_idx (o): on status';
    expect(
      found(
        [[1000, index]],
        [
          [1000, swapped],
          [50_000, index],
          [41_200_000, seq],
        ],
      ),
    ).toEqual([['cliff-appeared', 'error', undefined, 41_200_000]]);
  });

  test('of one occurrence says nothing of another', () => {
    expect(
      found(
        [
          [1000, other, index],
          [41_200_000, other, seq],
        ],
        [
          [1000, other, index],
          [5_000_000, 'Seq Scan (c)', index],
          [41_200_000, 'Seq Scan (c)', seq],
        ],
      ),
    ).toEqual([['cliff-appeared', 'error', undefined, 5_000_000]]);
  });

  test('that the index comes back from is told with its end, and is less where both cost the same', () => {
    const until = (back: number): Drawn => [
      [1000, index],
      [5_000_000, seq],
      [back, index],
    ];
    const [far] = compared([[1000, index]], until(50_000_000)).findings;
    expect(far).toMatchObject({
      kind: 'cliff-appeared',
      severity: 'error',
      why: 'orders_created_at_idx is not used between 5M and 50M rows; the snapshot keeps orders_created_at_idx up to 1B.',
    });
    expect(compared([[1000, index]], until(9_000_000)).findings).toMatchObject([
      { kind: 'cliff-appeared', severity: 'warning', now: 5_000_000 },
    ]);
  });

  test('names the index that was in use right before it', () => {
    const swapped = 'Index Scan orders_status_idx (o): on status';
    const [fallen] = compared(
      [[1000, index]],
      [
        [1000, swapped],
        [5_000_000, seq],
      ],
    ).findings;
    expect(fallen).toMatchObject({ index: 'orders_status_idx', now: 5_000_000 });
    expect(fallen?.why).toBe(
      'orders_status_idx is not used from 5M rows on; the snapshot keeps orders_created_at_idx up to 1B.',
    );
  });

  test('stands behind an index that was taken out, and the one that stands in for it is named', () => {
    const standIn = 'Index Scan orders_status_idx (o): on status';
    const upTo = (cliff: number): Drawn => [
      [1000, seq],
      [50_000, standIn],
      [cliff, seq],
    ];
    expect(compared([[1000, index]], upTo(41_200_000)).findings).toMatchObject([
      {
        kind: 'cliff-appeared',
        severity: 'error',
        now: 41_200_000,
        index: 'orders_status_idx',
        why: 'orders_status_idx is not used from 41.2M rows on; the snapshot keeps orders_created_at_idx up to 1B.',
      },
    ]);
    expect(compared([[1000, index]], upTo(41_200_000).slice(0, 2)).findings).toMatchObject([
      {
        kind: 'plan-changed',
        severity: 'error',
        index: 'orders_status_idx',
        why: 'orders_status_idx is used from 50k rows on; in the snapshot orders_created_at_idx is from 1k.',
      },
    ]);
  });

  test('after which another index takes over says which', () => {
    const [fallen] = compared(
      [[1000, index]],
      [
        [1000, index],
        [5_000_000, seq],
        [50_000_000, 'Index Scan orders_status_idx (o): on status'],
      ],
    ).findings;
    expect(fallen?.why).toBe(
      'orders_created_at_idx is not used from 5M rows on, and orders_status_idx takes over at 50M; the snapshot keeps orders_created_at_idx up to 1B.',
    );
  });

  test('in a stretch too narrow to matter is none', () => {
    const narrow: Drawn = [
      [1000, index],
      [5_000_000, seq],
      [5_400_000, index],
    ];
    expect(found([[1000, index]], narrow)).toEqual([]);
    expect(found(narrow, [[1000, index]])).toEqual([]);
    const wide: Drawn = [
      [1000, index],
      [5_000_000, seq],
      [8_000_000, index],
    ];
    expect(found([[1000, index]], wide)).toEqual([
      ['cliff-appeared', 'warning', undefined, 5_000_000],
    ]);
  });
});
