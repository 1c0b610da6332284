import { indexNeverUsed } from '../../../src/findings/rules/index-never-used';
import {
  access,
  apply,
  catalogOf,
  planOf,
  predicate,
  sameRows,
  timeline,
} from '../../helpers/timelines';

const filters = [predicate("(orders.status = 'paid'::text)", 'status')];
const full = (scale: number) => access({ filters, cost: scale / 50, rows: 20 });
const never = timeline((scale) => planOf({ cost: scale / 50, rows: 20 }, [full(scale)]));
const catalog = catalogOf({ name: 'orders_status_idx', columns: ['status', 'id'] });
const context = { catalog, relationRows: sameRows };

test('an index that fits and is chosen at no size is a warning', () => {
  const found = apply(indexNeverUsed, never, context);
  expect(found).toMatchObject([
    { kind: 'index-never-used', severity: 'warning', index: 'orders_status_idx', at: 10_000 },
  ]);
});

test('that a table below ten thousand rows is read in full says nothing', () => {
  const used = timeline((scale) =>
    planOf({ cost: scale / 50, rows: 20 }, [
      scale < 1e4 ? full(scale) : access({ method: 'index', indexes: ['orders_status_idx'] }),
    ]),
  );
  expect(apply(indexNeverUsed, used, context)).toEqual([]);
});

test('another case that the index serves shows its use', () => {
  const rare = timeline(() =>
    planOf({ cost: 8, rows: 1 }, [access({ method: 'bitmap', indexes: ['orders_status_idx'] })]),
  );
  expect(apply(indexNeverUsed, never, { ...context, siblings: [never, rare] })).toEqual([]);
});

test('rows that grow with the table excuse the scan', () => {
  const whole = timeline((scale) =>
    planOf({ cost: scale / 50, rows: scale / 2 }, [
      access({ filters, cost: scale / 50, rows: scale / 2 }),
    ]),
  );
  expect(apply(indexNeverUsed, whole, context)).toEqual([]);
});

test.each([
  ['another first column', { name: 'i', columns: ['id', 'status'] }],
  ['a condition of its own', { name: 'i', columns: ['status'], predicate: "status = 'new'" }],
])('an index with %s does not fit', (_name, index) => {
  expect(apply(indexNeverUsed, never, { ...context, catalog: catalogOf(index) })).toEqual([]);
});

test('without a catalog nothing is known', () => {
  expect(apply(indexNeverUsed, never, { relationRows: sameRows })).toEqual([]);
});

test.each([
  ['a table of a fixed size', () => 5e6],
  ['a table that stays small', (_: unknown, scale: number) => scale / 1e6],
])('%s is read in full by any plan', (_name, relationRows) => {
  expect(apply(indexNeverUsed, never, { catalog, relationRows })).toEqual([]);
});

test('a small share that grows with the table is no excuse', () => {
  const few = timeline((scale) =>
    planOf({ cost: scale / 50, rows: scale / 5000 }, [
      access({ filters, cost: scale / 50, rows: scale / 5000 }),
    ]),
  );
  expect(apply(indexNeverUsed, few, context)).toHaveLength(1);
});

test('the finding has no cost of the whole query beside that of the scan, and proposes to drop nothing', () => {
  const [found] = apply(indexNeverUsed, never, context);
  expect(found).not.toHaveProperty('costWithout');
  expect(found?.advice).not.toMatch(/drop/i);
});

test.each([
  ['another collation', 'status COLLATE "C"'],
  ['another access method', 'status', 'gin'],
])('an index with %s does not fit', (_name, keys, method = 'btree') => {
  const definition = `CREATE INDEX i ON public.orders USING ${method} (${keys})`;
  const index = { name: 'i', columns: ['status'], definition, method };
  expect(apply(indexNeverUsed, never, { ...context, catalog: catalogOf(index) })).toEqual([]);
});
