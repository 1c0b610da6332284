import {
  figuresOf,
  nodeWork,
  rowsScanned,
  withTriggers,
} from '../../../src/trial/work/read-figures';
import { documentOf, node } from '../explained';

const inner = node('Index Scan', {
  'Relation Name': 'lines',
  'Index Name': 'lines_order',
  'Actual Loops': 40,
  'Actual Rows': 2.5,
  'Plan Rows': 9,
  'Rows Removed by Filter': 1,
  'Shared Hit Blocks': 150,
  'Shared Read Blocks': 10,
});
const outer = node('Seq Scan', {
  'Relation Name': 'orders',
  'Actual Rows': 40,
  'Rows Removed by Filter': 960,
  'Shared Hit Blocks': 20,
});
const join = node(
  'Nested Loop',
  {
    'Actual Rows': 30,
    'Rows Removed by Join Filter': 70,
    'Shared Hit Blocks': 170,
    'Shared Read Blocks': 10,
    'Temp Written Blocks': 4,
    'Temp Read Blocks': 3,
  },
  [outer, inner],
);

describe('figures of a run', () => {
  test('count returned and removed rows of every node, times its loops', () => {
    // Join 30 + 70, outer 40 + 960, inner 40 × (2.5 + 1).
    expect(figuresOf(documentOf(join)).rowsHandled).toBe(100 + 1000 + 140);
  });

  test('take pages from the root, whose buffers include those of all nodes', () => {
    const figures = figuresOf(documentOf(join));
    expect(figures).toMatchObject({ pages: 180, tempPages: 7, rowsReturned: 30 });
    expect(figures.work).toBeCloseTo(180 + 7 + 12.4);
  });

  test('take the smaller side of pairs that no condition joins', () => {
    const side = (alias: string, rows: number) =>
      node('Seq Scan', { Alias: alias, 'Plan Rows': rows, 'Actual Rows': rows });
    const pairs = (more: Parameters<typeof node>[1] = {}) =>
      node('Nested Loop', { 'Join Type': 'Inner', 'Actual Rows': 60_000, ...more }, [
        side('c', 3000),
        side('p', 20),
      ]);
    const of = (root: ReturnType<typeof node>) => figuresOf(documentOf(root));
    expect(of(pairs())).toMatchObject({ rowsReturned: 60_000, rowsUnjoined: 20 });
    expect(of(node('Aggregate', {}, [pairs()]))).toMatchObject({ rowsAggregated: 20 });
    expect(of(node('Sort', {}, [pairs()])).rowsUnjoined).toBe(20);
    expect(of(node('Limit', {}, [pairs()])).rowsUnjoined).toBeUndefined();
    expect(of(pairs({ 'Join Filter': '(p.at > c.at)' })).rowsUnjoined).toBeUndefined();
  });

  test('split the pages among the nodes', () => {
    expect(
      nodeWork(documentOf(join)).map(({ type, pages, depth }) => [type, pages, depth]),
    ).toEqual([
      ['Nested Loop', 0, 0],
      ['Seq Scan', 20, 1],
      ['Index Scan', 160, 1],
    ]);
  });

  test('keep what was expected beside what came', () => {
    expect(nodeWork(documentOf(join))[2]).toMatchObject({
      relation: 'lines',
      index: 'lines_order',
      estimatedRows: 9,
      actualRows: 2.5,
      loops: 40,
      removedRows: 40,
    });
  });

  test('a node that never ran has done nothing', () => {
    const idle = node('Seq Scan', { 'Actual Loops': 0, 'Actual Rows': 0, 'Plan Rows': 5000 });
    expect(nodeWork(documentOf(idle))[0]).toMatchObject({ loops: 0, rowsHandled: 0 });
  });

  test('rows before an aggregate are named, through limits and sorts', () => {
    const counted = node('Aggregate', { 'Actual Rows': 3 }, [join]);
    const root = node('Limit', { 'Actual Rows': 2 }, [
      node('Sort', { 'Actual Rows': 2 }, [counted]),
    ]);
    expect(figuresOf(documentOf(root))).toMatchObject({ rowsReturned: 2, rowsAggregated: 30 });
    expect(figuresOf(documentOf(join))).not.toHaveProperty('rowsAggregated');
  });

  test('an aggregate below a join does not make the answer', () => {
    const root = node('Hash Join', { 'Actual Rows': 4 }, [node('Aggregate', {}, [outer]), inner]);
    expect(figuresOf(documentOf(root))).not.toHaveProperty('rowsAggregated');
  });

  test('a statement that changes rows answers with those that it changes', () => {
    const change = node('ModifyTable', { 'Actual Rows': 0 }, [outer]);
    expect(figuresOf(documentOf(change)).rowsReturned).toBe(40);
    const returning = node('ModifyTable', { 'Actual Rows': 12 }, [outer]);
    expect(figuresOf(documentOf(returning)).rowsReturned).toBe(12);
  });

  test('triggers add to pages, rows and work', () => {
    const figures = figuresOf(documentOf(outer));
    const all = withTriggers(figures, { pages: 500, rowsHandled: 2_000 });
    expect(all).toMatchObject({ pages: 520, rowsHandled: 3_000 });
    expect(all.work).toBeCloseTo(520 + 30);
  });

  test('scanned rows are those that scans took from tables and indexes', () => {
    const bitmap = node('Bitmap Heap Scan', { 'Actual Rows': 6 }, [
      node('Bitmap Index Scan', { 'Actual Rows': 8 }),
    ]);
    expect(rowsScanned(documentOf(node('Nested Loop', {}, [outer, bitmap])))).toBe(1000 + 8);
  });
});
