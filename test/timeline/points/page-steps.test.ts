import { pageSteps } from '../../../src/timeline/points/page-steps';

test('stock settings give two workers, from 8 MB of a table and 512 kB of an index on, and from three times as much', () => {
  const [pages, indexPages] = [
    [1_024, 3_072],
    [64, 192],
  ];
  expect(pageSteps({})).toEqual({ pages, indexPages, setupCost: 1_000, cached: 524_288 });
});

test.each([
  ['8MB', '4', [1_024, 3_072, 9_216, 27_648]],
  ['512kB', '1', [64]],
  ['0', '3', [1, 3, 9]],
  ['1GB', '2', [131_072, 393_216]],
  ['8MB', '0', []],
])('%s and %s workers', (size, workers, pages) => {
  const settings = {
    min_parallel_table_scan_size: size,
    max_parallel_workers_per_gather: workers,
    min_parallel_index_scan_size: size,
    parallel_setup_cost: '10.5',
    effective_cache_size: '1GB',
  };
  expect(pageSteps(settings)).toEqual({
    pages,
    indexPages: pages,
    setupCost: 10.5,
    cached: 131_072,
  });
});

test('no step lies beyond the largest number of pages that PostgreSQL counts', () => {
  const { pages } = pageSteps({ max_parallel_workers_per_gather: '1024' });
  expect(pages).toHaveLength(14);
  expect(Math.max(...pages)).toBeLessThanOrEqual(2 ** 31 - 1);
});
