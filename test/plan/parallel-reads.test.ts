import { pagesRead, parallelReads } from '../../src/plan/parallel-reads';
import type { PlanNode } from '../../src/plan/types';

const node = (
  type: string,
  properties: PlanNode['properties'] = {},
  children: readonly PlanNode[] = [],
): PlanNode => ({ type, properties, children });

const indexScan = (properties: PlanNode['properties'] = {}): PlanNode =>
  node('Index Scan', {
    Schema: 'public',
    'Relation Name': 'orders',
    Alias: 'o',
    'Index Name': 'i',
    'Plan Rows': 100,
    ...properties,
  });

const size = { rows: 1_000, pages: 50 };

test('an index without a condition is read in full, one with a condition by its share of the rows', () => {
  const [full] = parallelReads(indexScan());
  const [part] = parallelReads(indexScan({ 'Index Cond': '(a = 1)' }));
  expect(full && pagesRead(full, size)).toBe(50);
  expect(part && pagesRead(part, size)).toBe(5);
});

test('rows of a worker are those of all workers together', () => {
  const parallel = indexScan({ 'Index Cond': '(a = 1)', 'Parallel Aware': true });
  const [read] = parallelReads(node('Gather', { 'Workers Planned': 2 }, [parallel]));
  expect(read?.rows).toBe(240);
});

test('pages of a bitmap follow the rows of its index', () => {
  const bitmap = node('Bitmap Index Scan', { 'Parent Relationship': 'Outer', 'Plan Rows': 100 });
  const properties = { Schema: 'public', 'Relation Name': 'orders', Alias: 'o', 'Plan Rows': 3 };
  const [read] = parallelReads(node('Bitmap Heap Scan', properties, [bitmap]));
  expect(read).toMatchObject({ kind: 'bitmap', relation: 'public.orders', rows: 100 });
  expect(read && pagesRead(read, { rows: 1_000, pages: 200 })).toBe(80);
  expect(read && pagesRead(read, { rows: 1_000, pages: 20 })).toBe(20);
});

test('scans that run again and again, and those whose rows a filter hides, are left out', () => {
  expect(parallelReads(indexScan({ Filter: '(b = 1)' }))).toEqual([]);
  const inner = indexScan({ 'Parent Relationship': 'Inner' });
  const outer = indexScan({ 'Parent Relationship': 'Outer', 'Index Name': 'j' });
  expect(parallelReads(node('Nested Loop', {}, [outer, inner]))).toMatchObject([
    { relation: 'public.j' },
  ]);
  expect(parallelReads(indexScan({ 'Parent Relationship': 'SubPlan' }))).toEqual([]);
});

test('of partitions that are appended the largest counts', () => {
  const root = node('Append', {}, [
    indexScan({ 'Index Name': 'p1', 'Plan Rows': 10 }),
    indexScan({ 'Index Name': 'p2', 'Plan Rows': 30 }),
  ]);
  expect(parallelReads(root)).toMatchObject([{ relation: 'public.p2', of: 'index of an append' }]);
});
