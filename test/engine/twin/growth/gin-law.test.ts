import { grownGin } from '../../../../src/engine/twin/growth/gin-law';
import type { ColumnStatistics } from '../../../../src/pull/types';

const column = (statistics: Partial<ColumnStatistics>): ColumnStatistics => ({
  attname: 'c',
  inherited: false,
  type: 'text[]',
  null_frac: 0,
  avg_width: 56,
  n_distinct: -0.5,
  ...statistics,
});

const counters = (entries: number) => ({ totalPages: 0, entryPages: 0, dataPages: 0, entries });

/** Arrays of one to five out of 500 tags; the pages are those of indexes over 60,000 and 600,000 loaded rows. */
const tags = column({
  most_common_elems: Array.from({ length: 500 }, (_, k) => `tag${k}`),
  most_common_elem_freqs: Array<number>(500).fill(2.9777 / 500),
  elem_count_histogram: [1, 5, 2.9777],
});
const tagged = { column: tags, rows: 60_000, heapPages: 663, pages: 75 };

test('an index whose elements repeat grows less than its table', () => {
  const grown = grownGin({ ...tagged, counters: undefined })?.(10);
  expect(Math.abs((grown?.totalPages ?? 0) / 504 - 1)).toBeLessThan(0.05);
  expect(grown?.entries).toBe(500);
});

test('elements that no other row has are as many more as there are rows', () => {
  // Two UUIDs of their own in each of 15,000 rows: 265 pages, and 2,650 over ten times as many.
  const tokens = column({
    type: 'uuid[]',
    most_common_elems: ['00000000-0000-0000-0000-000000000000'],
    most_common_elem_freqs: [1 / 15_000],
    elem_count_histogram: [2, 2, 2],
  });
  const of = { column: tokens, rows: 15_000, heapPages: 140, pages: 265 };
  for (const read of [undefined, counters(30_000)]) {
    const grown = grownGin({ ...of, counters: read })?.(10);
    expect(Math.abs((grown?.totalPages ?? 0) / 2650 - 1)).toBeLessThan(0.05);
    expect(grown?.entries).toBeGreaterThan(200_000);
  }
});

test('without statistics of elements there is no law', () => {
  expect(grownGin({ ...tagged, column: column({}), counters: undefined })).toBeUndefined();
  // ANALYZE counts the words of a text's row for no histogram.
  const { most_common_elems = [], most_common_elem_freqs = [] } = tags;
  const texts = column({ type: 'tsvector', most_common_elems, most_common_elem_freqs });
  expect(grownGin({ ...tagged, column: texts, counters: undefined })).toBeUndefined();
});
