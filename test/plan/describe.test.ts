import { accessPaths } from '../../src/plan/access';
import { describeAccess } from '../../src/plan/describe';
import { recorded } from '../fixtures/explain/recorded';

test.each([
  ['newest first', 'Index Scan Backward orders_created_at_idx (o): filter status'],
  ['primary key', 'Index Scan orders_pkey (orders): on id'],
  ['index only', 'Index Only Scan orders_pkey (orders): on id'],
  [
    'condition and filter',
    'Index Scan orders_customer_id_created_at_idx (o): on created_at, customer_id; filter status, total',
  ],
  [
    'bitmap of one index',
    'Index Scan orders_customer_id_created_at_idx (o): on created_at, customer_id; filter status, total',
  ],
  ['bitmap and', 'Index Scan orders_created_at_idx + orders_total_idx (o): on created_at, total'],
  ['cast on a column', 'Seq Scan (orders)'],
  ['tid range', 'Tid Scan (orders): on ctid'],
  ['foreign table', 'Foreign Scan (lines): filter line'],
  ['materialized cte', 'Index Scan orders_created_at_idx (orders@recent): on created_at'],
])('%s reads %s', (name, line) => {
  expect(accessPaths(recorded(name)).map(describeAccess)).toEqual([line]);
});

test('a second use of a relation is told from the first', () => {
  expect(accessPaths(recorded('nested view twice')).map(describeAccess)).toEqual([
    'Index Scan orders_total_idx (o): on total',
    'Index Scan orders_total_idx (o#2): on total',
  ]);
});
