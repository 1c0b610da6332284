import { bestIndex } from '../../../src/findings/missing-index/index-advice';
import type { Predicate } from '../../../src/plan/types';
import type { CatalogIndex } from '../../../src/postgres/catalog/types';
import { access, catalogOf, node, planOf, predicate } from '../../helpers/timelines';

const status = predicate("(o.status = 'paid'::text)", 'status');
const since = predicate("(o.created_at > '2026-01-01'::date)", 'created_at');
const number = predicate('(7 = o.n)', 'n');
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

const btree = (keys: string, where = '') =>
  `CREATE INDEX i ON public.orders USING btree (${keys})${where}`;

describe('an existing index is not proposed again', () => {
  const order = ['o.created_at DESC'];
  test.each<[string, readonly Predicate[], readonly string[] | undefined, Partial<CatalogIndex>]>([
    ['the same columns', [status], undefined, { columns: ['status'] }],
    ['a prefix of another', [status], undefined, { columns: ['status', 'id'] }],
    ['equal columns in another order', [status, number], undefined, { columns: ['n', 'status'] }],
    [
      'the same order',
      [status],
      order,
      {
        columns: ['status', 'created_at'],
        definition: btree('status, created_at DESC'),
      },
    ],
    ['the order read backward', [status], order, { columns: ['status', 'created_at'] }],
    ['a hash index on the column', [status], undefined, { columns: ['status'], method: 'hash' }],
    ['a unique index', [number, status], undefined, { columns: ['n'], unique: true }],
    [
      'a partial index of the same condition',
      [status, alive],
      undefined,
      { columns: ['status'], predicate: '(deleted_at IS NULL)' },
    ],
    [
      'another operator class, which equality does not mind',
      [status],
      undefined,
      { columns: ['status'], definition: btree('status text_pattern_ops') },
    ],
  ])('%s', (_name, filters, sortKey, index) => {
    expect(advise(filters, sortKey, index)).toBeUndefined();
  });

  test.each<[string, readonly Predicate[], readonly string[] | undefined, Partial<CatalogIndex>]>([
    ['another first column', [status], undefined, { columns: ['id', 'status'] }],
    ['a condition of its own', [status], undefined, { columns: ['status'], predicate: 'paid' }],
    [
      'another collation',
      [status],
      undefined,
      { columns: ['status'], definition: btree('status COLLATE "C"') },
    ],
    [
      'an order of which one half is reversed',
      [status],
      ['o.created_at DESC', 'o.id'],
      { columns: ['status', 'created_at', 'id'] },
    ],
    [
      'nulls at the other end',
      [status],
      ['o.created_at DESC NULLS LAST'],
      { columns: ['status', 'created_at'] },
    ],
    [
      'another operator class under a range',
      [status, since],
      undefined,
      { columns: ['status', 'created_at'], definition: btree('status, created_at some_ops') },
    ],
    ['another access method', [status], undefined, { columns: ['status'], method: 'gin' }],
  ])('but one with %s is another', (_name, filters, sortKey, index) => {
    expect(advise(filters, sortKey, index)).toBeDefined();
  });
});

test('nulls that stand at the other end in the order do so in the index', () => {
  expect(advise([status], ['o.created_at DESC NULLS LAST'])).toBe(
    'create index on public.orders (status, created_at desc nulls last)',
  );
});

describe('where it is not sure that an index helps', () => {
  const cast = predicate("((o.n)::numeric = '7'::numeric)", 'n');
  const overlaps = predicate("(o.tags && '{a}'::text[])", 'tags');
  test.each<[string, readonly Predicate[], readonly string[] | undefined]>([
    ['an ORDER BY does not stand in for a condition that nothing bounds', [cast], ['o.id']],
    ['nor for one that only GIN or GiST answers', [overlaps], ['o.id']],
    ['a range does not either', [since, overlaps], undefined],
    ['a range on one column and an order by another can not both be had', [since], ['o.id']],
  ])('%s', (_name, filters, sortKey) => {
    expect(advise(filters, sortKey)).toBeUndefined();
  });

  test('an equality bounds the read whatever else is asked', () => {
    const only = 'create index on public.orders (status)';
    expect(advise([status, cast])).toBe(only);
    expect(advise([status, overlaps])).toBe(only);
    expect(advise([status, since], ['o.id'])).toBe(
      'create index on public.orders (status, created_at)',
    );
  });

  test('an order alone wants an index only below a LIMIT, before any join', () => {
    const of = access();
    const under = (...nodes: Parameters<typeof node>[]) =>
      nodes
        .toReversed()
        .reduce<ReturnType<typeof node> | undefined>(
          (child, [type, properties]) =>
            child === undefined ? node(type, properties) : node(type, properties, child),
          undefined,
        );
    const sort = ['Sort', { 'Sort Key': ['o.id'] }] as const;
    const best = (...nodes: Parameters<typeof node>[]) =>
      bestIndex(of, planOf({ cost: 1, rows: 1 }, [of], under(...nodes)));
    expect(best(['Limit'], [...sort], ['Seq Scan'])).toBe('create index on public.orders (id)');
    expect(best([...sort], ['Seq Scan'])).toBeUndefined();
    expect(best(['Limit'], [...sort], ['Hash Join'], ['Seq Scan'])).toBeUndefined();
  });

  test('the proposed index bounds at least what the lost one did', () => {
    const of = access({ filters: [status] });
    const plan = planOf({ cost: 1, rows: 1 }, [of]);
    const joined = predicate('(o.tags && ARRAY[c.tag])', 'tags');
    expect(bestIndex(of, plan, undefined, [status])).toBeDefined();
    expect(bestIndex(of, plan, undefined, [status, joined])).toBeUndefined();
  });

  test('an equality that no b-tree answers', () => {
    const box = predicate("(o.area = '(1,1),(0,0)'::box)", 'area');
    const of = access({ filters: [box] });
    const [table] = catalogOf().tables;
    const column = {
      name: 'area',
      type: 'box',
      typeName: 'box',
      notNull: false,
      hasDefault: false,
      identity: '',
      generated: false,
    } as const;
    const catalog = { tables: table === undefined ? [] : [{ ...table, columns: [column] }] };
    expect(bestIndex(of, planOf({ cost: 1, rows: 1 }, [of]), catalog)).toBeUndefined();
  });
});
