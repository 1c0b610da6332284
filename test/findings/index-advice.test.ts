import { bestIndex } from '../../src/findings/index-advice';
import type { Predicate } from '../../src/plan/types';
import type { CatalogIndex } from '../../src/postgres/catalog-types';
import { access, catalogOf, node, planOf, predicate } from '../helpers/timelines';

const status = predicate("(o.status = 'paid'::text)", 'status');
const since = predicate("(o.created_at > '2026-01-01'::date)", 'created_at');
const alive = predicate('(o.deleted_at IS NULL)', 'deleted_at');

const advise = (
  filters: readonly Predicate[],
  sortKey?: readonly string[],
  ...indexes: readonly Partial<CatalogIndex>[]
) => {
  const of = access({ filters });
  const root =
    sortKey === undefined
      ? node('Seq Scan')
      : node('Limit', {}, node('Sort', { 'Sort Key': sortKey }));
  return bestIndex(of, planOf({ cost: 1, rows: 1 }, [of], root), catalogOf(...indexes));
};

test('equal columns come first, then the order, then what is tested', () => {
  expect(advise([status, since, alive], ['o.created_at DESC', 'o.id'])).toBe(
    'create index on public.orders (status, created_at desc, id) where deleted_at is null',
  );
});

test('a range stands last where there is no order', () => {
  expect(advise([since, status])).toBe('create index on public.orders (status, created_at)');
});

test('an order of which another table has a part can not be had', () => {
  expect(advise([status], ['o.created_at', 'c.name'])).toBe(
    'create index on public.orders (status)',
  );
  expect(advise([status], ['lower(o.name)'])).toBe('create index on public.orders (status)');
});

test('names that need it are quoted', () => {
  const odd = predicate('("Order"."User Id" = 1)', 'User Id');
  expect(advise([odd])).toBe('create index on public.orders ("User Id")');
});

test('conditions that name nothing to index give nothing', () => {
  expect(advise([])).toBeUndefined();
  expect(advise([predicate("(lower(o.email) = 'x'::text)", 'email')])).toBeUndefined();
  expect(advise([alive])).toBeUndefined();
});

test('an index that is there already is no advice', () => {
  expect(advise([status], undefined, { columns: ['status', 'id'] })).toBeUndefined();
  expect(advise([status], undefined, { columns: ['id', 'status'] })).toBeDefined();
  expect(advise([status], undefined, { columns: ['status'], predicate: 'paid' })).toBeDefined();
});
