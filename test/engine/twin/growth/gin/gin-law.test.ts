import { grownGin } from '../../../../../src/engine/twin/growth/gin/gin-law';
import type { ColumnStatistics } from '../../../../../src/pull/types';

const column = (statistics: Partial<ColumnStatistics>): ColumnStatistics => ({
  attname: 'c',
  inherited: false,
  type: 'text[]',
  null_frac: 0,
  avg_width: 56,
  n_distinct: -0.5,
  ...statistics,
});

/** Of an index without pages that nothing uses. */
const counters = (entries: number, pages: number) => ({
  totalPages: pages,
  entryPages: pages - 1,
  dataPages: 0,
  entries,
});

/** Arrays of one to five out of 500 tags; the pages are those of indexes over 60,000 and 600,000 loaded rows. */
const tags = column({
  most_common_elems: Array.from({ length: 500 }, (_, k) => `tag${k}`),
  most_common_elem_freqs: Array<number>(500).fill(2.9777 / 500),
  elem_count_histogram: [1, 5, 2.9777],
});
const tagged = {
  column: tags,
  definition: 'CREATE INDEX i ON t USING gin (c)',
  rows: 60_000,
  heapPages: 663,
  pages: 75,
};

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
  const of = { ...tagged, column: tokens, rows: 15_000, heapPages: 140, pages: 265 };
  for (const read of [undefined, counters(30_000, 265)]) {
    const grown = grownGin({ ...of, counters: read })?.(10);
    expect(Math.abs((grown?.totalPages ?? 0) / 2650 - 1)).toBeLessThan(0.05);
    expect(grown?.entries).toBeGreaterThan(200_000);
  }
});

/** Texts of so many bytes with words that 6,000 rows were analyzed of; the words with a name are as common as in a language. */
const words = (named: number, bytes: number): ColumnStatistics =>
  column({
    type: 'tsvector',
    avg_width: bytes,
    most_common_elems: Array.from({ length: named }, (_, k) => `word${k}`),
    most_common_elem_freqs: Array.from({ length: named }, (_, k) => Math.min(1, 2.5 / (k + 1))),
  });

test('words get rarer by their rank, and an index with few of them has all of them already', () => {
  const of = { ...tagged, column: words(1_000, 450), rows: 6_000, heapPages: 700, pages: 236 };
  const grown = grownGin({ ...of, counters: counters(17_272, 236) })?.(10);
  // Of 19,365 words that can occur; in proportion it would be 172,720 entries and 2,360 pages.
  expect(Math.abs((grown?.entries ?? 0) / 19_365 - 1)).toBeLessThan(0.15);
  expect(Math.abs((grown?.totalPages ?? 0) / 1134 - 1)).toBeLessThan(0.15);
});

const sampleOf = (text: (k: number) => string): ColumnStatistics =>
  column({ type: 'jsonb', histogram_bounds: Array.from({ length: 101 }, (_, k) => text(k)) });

test('fields of documents are told apart: one with a value of its own for each row, one with a few values', () => {
  const documents = sampleOf((k) => JSON.stringify({ id: 7_919 * k, plan: `p${k % 4}` }));
  const of = { ...tagged, column: documents, rows: 6_000, heapPages: 60, pages: 60 };
  const grown = grownGin({ ...of, counters: counters(6_006, 60) })?.(10);
  expect(Math.abs((grown?.entries ?? 0) / 60_006 - 1)).toBeLessThan(0.01);
  const closed = grownGin({ ...of, counters: counters(50, 60) })?.(10);
  expect(closed?.entries).toBeLessThan(60);
});

test('pages of a pending list that are left in the file do not grow beyond its limit', () => {
  const of = { ...tagged, pages: 475 };
  const left = { totalPages: 475, entryPages: 74, dataPages: 0, entries: 500 };
  const grown = grownGin({ ...of, counters: left })?.(10);
  expect(Math.abs((grown?.totalPages ?? 0) / (504 + 512) - 1)).toBeLessThan(0.05);
});

test('without statistics of elements there is no law', () => {
  expect(grownGin({ ...tagged, column: column({}), counters: undefined })).toBeUndefined();
  // Documents that are too large for statistics.
  const documents = column({ type: 'jsonb' });
  expect(grownGin({ ...tagged, column: documents, counters: undefined })).toBeUndefined();
});
