import { locksOf } from '../../../src/audit/what-if/locks';
import type { Catalog } from '../../../src/postgres/catalog/types';
import { oneStatement } from '../../../src/sql/one-statement';

const column = (name: string, type: string) => ({
  name,
  type,
  typeName: type,
  notNull: true,
  hasDefault: false,
  identity: '' as const,
  generated: false,
});

const catalog: Catalog = {
  tables: [
    {
      schema: 'public',
      name: 'orders',
      kind: 'table',
      persistence: 'permanent',
      inherits: [],
      columns: [
        column('id', 'integer'),
        column('code', 'character varying(10)'),
        column('total', 'numeric(10,2)'),
      ],
      indexes: [
        {
          name: 'orders_code_idx',
          schema: 'public',
          method: 'btree',
          unique: false,
          primary: false,
          columns: ['code'],
          definition: '',
        },
      ],
      foreignKeys: [],
    },
  ],
};

/** As a server of PostgreSQL 18 showed them in pg_locks, with what pg_class.relfilenode says of a rewrite. */
test.each([
  ['create index on orders (code)', 'orders: SHARE, builds'],
  ['create index concurrently on orders (code)', 'orders: SHARE UPDATE EXCLUSIVE, builds'],
  ['drop index orders_code_idx', 'orders: ACCESS EXCLUSIVE'],
  ['drop index concurrently orders_code_idx', 'orders: SHARE UPDATE EXCLUSIVE'],
  ['alter table orders add column a int', 'orders: ACCESS EXCLUSIVE'],
  ['alter table orders add column a int default 7', 'orders: ACCESS EXCLUSIVE'],
  ['alter table orders add column a timestamptz default now()', 'orders: ACCESS EXCLUSIVE'],
  ['alter table orders add column a float default random()', 'orders: ACCESS EXCLUSIVE, rewrites'],
  ['alter table orders add column a bigserial', 'orders: ACCESS EXCLUSIVE, rewrites'],
  [
    'alter table orders add column a int generated always as identity',
    'orders: ACCESS EXCLUSIVE, rewrites',
  ],
  [
    'alter table orders add column a int generated always as (id + 1) stored',
    'orders: ACCESS EXCLUSIVE, rewrites',
  ],
  [
    'alter table orders add column a int generated always as (id + 1) virtual',
    'orders: ACCESS EXCLUSIVE',
  ],
  ['alter table orders alter id type bigint', 'orders: ACCESS EXCLUSIVE, rewrites'],
  ['alter table orders alter code type varchar(20)', 'orders: ACCESS EXCLUSIVE'],
  ['alter table orders alter code type varchar(5)', 'orders: ACCESS EXCLUSIVE, rewrites'],
  ['alter table orders alter code type text', 'orders: ACCESS EXCLUSIVE'],
  ['alter table orders alter total type numeric(12,2)', 'orders: ACCESS EXCLUSIVE'],
  ['alter table orders alter total type numeric(12,3)', 'orders: ACCESS EXCLUSIVE, rewrites'],
  ['alter table orders alter code set not null', 'orders: ACCESS EXCLUSIVE, reads'],
  ['alter table orders add check (id > 0)', 'orders: ACCESS EXCLUSIVE, reads'],
  ['alter table orders add check (id > 0) not valid', 'orders: ACCESS EXCLUSIVE'],
  [
    'alter table orders add foreign key (id) references customers not valid',
    'orders: SHARE ROW EXCLUSIVE; customers: SHARE ROW EXCLUSIVE',
  ],
  // A column without a default is null in every row: none is looked up (skipValidation, parse_utilcmd.c).
  [
    'alter table orders add column customer int references shop.customers',
    'orders: ACCESS EXCLUSIVE; shop.customers: SHARE ROW EXCLUSIVE',
  ],
  [
    'alter table orders add column customer int default 1 references customers',
    'orders: ACCESS EXCLUSIVE, reads; customers: SHARE ROW EXCLUSIVE',
  ],
  ['alter table orders add column a int check (a > 0)', 'orders: ACCESS EXCLUSIVE, reads'],
  ['reindex table orders', 'orders: SHARE, builds'],
  ['reindex table concurrently orders', 'orders: SHARE UPDATE EXCLUSIVE, builds'],
  ['alter index orders_code_idx rename to x', 'orders_code_idx: SHARE UPDATE EXCLUSIVE'],
  ['alter table orders validate constraint x', 'orders: SHARE UPDATE EXCLUSIVE, reads'],
  ['alter table orders add unique (code)', 'orders: ACCESS EXCLUSIVE, builds'],
  ['alter table orders add unique using index x', 'orders: ACCESS EXCLUSIVE'],
  ['alter table orders alter code set statistics 500', 'orders: SHARE UPDATE EXCLUSIVE'],
  ['create table x (id int references orders)', 'orders: SHARE ROW EXCLUSIVE'],
  ['truncate orders, x', 'orders: ACCESS EXCLUSIVE; x: ACCESS EXCLUSIVE'],
  ['update orders set id = 1', 'orders: ROW EXCLUSIVE'],
  ['vacuum full orders', 'orders: ACCESS EXCLUSIVE, rewrites'],
  ['create table y (id int)', ''],
])('%s', async (sql, wanted) => {
  const one = await oneStatement(sql);
  if (!one.ok) throw new Error(one.reason);
  const locks = locksOf(one.statement, catalog).map(({ table, mode, work }) =>
    work === undefined ? `${table}: ${mode}` : `${table}: ${mode}, ${work}`,
  );
  expect(locks.join('; ')).toBe(wanted);
});

test('of two tables of one name the search path decides, or the schema that is written', async () => {
  const [orders] = catalog.tables;
  if (orders === undefined) throw new Error('no table');
  const own = {
    ...orders,
    schema: 'app',
    columns: [column('code', 'character varying(30)')],
    indexes: orders.indexes.map((index) => ({ ...index, schema: 'app' })),
  };
  const both: Catalog = { tables: [orders, own] };
  const text = async (sql: string, searchPath: readonly string[]): Promise<string> => {
    const one = await oneStatement(sql);
    if (!one.ok) throw new Error(one.reason);
    const [{ table = '', work = '' } = {}] = locksOf(one.statement, both, searchPath);
    return `${table} ${work}`.trim();
  };
  const widen = 'alter table orders alter code type varchar(20)';
  // 20 characters are more than 10 and fewer than 30.
  expect(await text(widen, ['app', 'public'])).toBe('orders rewrites');
  expect(await text(widen, ['public', 'app'])).toBe('orders');
  expect(await text(widen.replace('orders', 'public.orders'), ['app'])).toBe('public.orders');
  expect(await text('drop index orders_code_idx', ['app', 'public'])).toBe('orders');
  expect(await text('drop index public.orders_code_idx', ['app', 'public'])).toBe('public.orders');
});
