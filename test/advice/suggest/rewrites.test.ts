import type { PlanNode } from '../../../src/plan/types';
import { column, table, unique } from '../../helpers/catalogs';
import { orders, predicate, suggested } from '../situations';

describe('a comparison of rows', () => {
  test('stands for a cursor that is written with OR', async () => {
    const sql =
      'select * from orders o where status = $3 and (o.created_at < $1 or (o.created_at = $1 and o.id < $2)) order by 1 limit 9';
    expect(await suggested('row-values', { sql })).toEqual([
      'select * from orders o where status = $3 and (o.created_at, o.id) < ($1, $2) order by 1 limit 9',
    ]);
  });

  test.each([
    ['nested', 'a > $1 or (a = $1 and (b > $2 or (b = $2 and c >= $3)))'],
    ['flat', 'a > $1 or (a = $1 and b > $2) or (a = $1 and b = $2 and c >= $3)'],
    ['the widest part last', '(c >= $3 and b = $2 and a = $1) or (a = $1 and b > $2) or a > $1'],
    ['the equality last', 'a > $1 or (b > $2 and a = $1) or (c >= $3 and b = $2 and a = $1)'],
  ])('has as many columns as the cursor: %s', async (_, cursor) => {
    expect(await suggested('row-values', { sql: `select from t where ${cursor}` })).toEqual([
      'select from t where (a, b, c) >= ($1, $2, $3)',
    ]);
  });

  test.each([
    ['two directions', 'a > $1 or (a = $1 and b < $2)'],
    ['another value', 'a > $1 or (a = $3 and b > $2)'],
    ['another column', 'a > $1 or (b = $1 and b > $2)'],
    ['one more condition', 'a > $1 or (a = $1 and b > $2 and d = 1)'],
    ['a first comparison that lets equals in', 'a >= $1 or (a = $1 and b > $2)'],
    ['no OR', 'a > $1 and b > $2'],
  ])('is not suggested for %s', async (_, cursor) => {
    expect(await suggested('row-values', { sql: `select from t where ${cursor}` })).toEqual([]);
  });
});

describe('EXISTS', () => {
  test.each([
    ['count(*) > 0', 'exists'],
    ['1 <= count(*)', 'exists'],
    ['0 <> count(*)', 'exists'],
    ['count(*) = 0 as empty', 'not exists'],
    ['count(*) <= 0', 'not exists'],
  ])('stands for %s', async (asked, by) => {
    const alias = asked.includes(' as ') ? ' as empty' : '';
    expect(
      await suggested('exists', { sql: `select ${asked} from orders o where o.status = $1` }),
    ).toEqual([`select ${by} (select from orders o where o.status = $1)${alias}`]);
  });

  test.each([
    'select count(*) from orders',
    'select count(*) > 5 from orders',
    'select count(*) >= 0 from orders',
    'select 0 < 1 from orders',
    'select count(note) > 0 from orders',
    'select count(*) > 0 from orders group by status',
    'select count(*) > 0, max(id) from orders',
  ])('is not suggested for %s', async (sql) => {
    expect(await suggested('exists', { sql })).toEqual([]);
  });
});

describe('a cast of the value', () => {
  const day = [predicate("((o.created_at)::date = '2026-01-01'::date)", 'created_at')];
  const key = [predicate("((o.id)::numeric = '7'::numeric)", 'id')];

  test('makes a range of a day', async () => {
    const sql = 'select * from orders o where o.created_at::date = $1 and status = $2';
    expect(await suggested('cast-the-value', { sql, filters: day })).toEqual([
      'select * from orders o where (o.created_at >= ($1)::date and o.created_at < ($1)::date + 1) and status = $2',
    ]);
  });

  test.each([
    [
      'select * from orders where id = $1::numeric',
      'select * from orders where id = ($1::numeric)::bigint',
    ],
    [
      'select * from orders where $1::numeric <= id',
      'select * from orders where id >= ($1::numeric)::bigint',
    ],
    [
      'select * from orders where id between $1::numeric and $2::numeric and id is not null',
      'select * from orders where (id >= ($1::numeric)::bigint and id <= ($2::numeric)::bigint) and id is not null',
    ],
  ])('leaves the column bare: %s', async (sql, text) => {
    expect(await suggested('cast-the-value', { sql, filters: key })).toEqual([text]);
  });

  test.each([
    [
      'select * from orders where id::text = any ($1)',
      'select * from orders where id = any (($1)::bigint[])',
    ],
    [
      "select * from orders where id::text in ('7', $1) and status = $2",
      "select * from orders where id = any ((array['7', $1])::bigint[]) and status = $2",
    ],
  ])('is that of a list: %s', async (sql, text) => {
    const filters = [predicate("((o.id)::text = ANY ('{7}'::text[]))", 'id')];
    expect(await suggested('cast-the-value', { sql, filters })).toEqual([text]);
  });

  test.each([
    [
      "date_trunc('month', o.created_at) = $1",
      "(o.created_at >= date_trunc('month', ($1)::timestamp with time zone) and o.created_at < date_trunc('month', ($1)::timestamp with time zone) + interval '1 month')",
    ],
    [
      "$1 >= date_trunc('quarter', created_at)",
      "created_at < date_trunc('quarter', ($1)::timestamp with time zone) + interval '3 months'",
    ],
    ["date_trunc('day', created_at) >= $1", 'created_at >= ($1)::timestamp with time zone'],
  ])('makes a range of %s', async (condition, range) => {
    const sql = `select * from orders o where ${condition} order by id`;
    expect(await suggested('cast-the-value', { sql })).toEqual([
      `select * from orders o where ${range} order by id`,
    ]);
  });

  test.each(["date_trunc('fortnight', created_at) = $1", 'date_trunc($1, created_at) = $2'])(
    'leaves %s as it is',
    async (condition) => {
      const sql = `select * from orders o where ${condition}`;
      expect(await suggested('cast-the-value', { sql })).toEqual([]);
    },
  );

  test('is not suggested where the plan has the column bare', async () => {
    const sql = 'select * from orders o where id = $1::int';
    const filters = [predicate('(o.id = 7)', 'id')];
    expect(await suggested('cast-the-value', { sql, filters })).toEqual([]);
  });
});

describe('NOT EXISTS', () => {
  const lines = (notNull: boolean) =>
    table('lines', [column('order_id', { notNull }), column('kind')]);

  test.each([
    'select * from orders o where o.id not in (select order_id from lines where kind = 1 or kind = 2)',
    'select * from orders o where not (o.id in (select order_id from lines where kind = 1 or kind = 2))',
  ])('stands for %s', async (sql) => {
    expect(await suggested('not-exists', { sql, tables: [orders(), lines(true)] })).toEqual([
      'select * from orders o where not exists (select from lines where (kind = 1 or kind = 2) and lines.order_id = o.id)',
    ]);
  });

  test('is not suggested for a list, a limited subquery, or one with the same name inside', async () => {
    const tables = [orders(), lines(true)];
    for (const condition of [
      'id not in (1, 2)',
      'id not in (select order_id from lines limit 3)',
      'id not in (select customer_id from orders)',
      'id in (select order_id from lines)',
    ]) {
      const sql = `select * from orders where ${condition}`;
      expect(await suggested('not-exists', { sql, tables })).toEqual([]);
    }
  });
});

describe('a union', () => {
  test('has a part for each side of the OR, and no row twice', async () => {
    const sql =
      'select o.id from orders o where deleted_at is null and (status = $1 or customer_id = $2)';
    expect(await suggested('union', { sql })).toEqual([
      'select o.id from orders o where deleted_at is null and (status = $1) union all select o.id from orders o where deleted_at is null and (customer_id = $2) and (status = $1) is not true',
    ]);
  });

  test('sorts and limits each part and the whole', async () => {
    const sql =
      'select * from orders o where status = $1 or customer_id = $2 order by o.id desc limit 10';
    expect(await suggested('union', { sql })).toEqual([
      '(select * from orders o where (status = $1) order by o.id desc limit 10) union all (select * from orders o where (customer_id = $2) and (status = $1) is not true order by o.id desc limit 10) order by id desc limit 10',
    ]);
  });

  test.each([
    ['no OR', 'select * from orders where status = $1'],
    ['an aggregate', 'select count(*) from orders where status = $1 or id = $2'],
    ['groups', 'select status from orders where status = $1 or id = $2 group by 1'],
    ['an offset', 'select * from orders where status = $1 or id = $2 order by id limit 9 offset 9'],
    [
      'an order that is not in the output',
      'select id from orders where status = $1 or id = $2 order by status',
    ],
    ['locks', 'select * from orders where status = $1 or id = $2 for update'],
  ])('is not suggested for %s', async (_, sql) => {
    expect(await suggested('union', { sql })).toEqual([]);
  });
});

describe('an order in front of a limit', () => {
  const filters = [predicate("(o.status = 'gone'::text)", 'status')];
  const indexes = [
    {
      name: 's',
      schema: 'public',
      method: 'btree',
      unique: false,
      primary: false,
      columns: ['status'],
      definition: 'CREATE INDEX s ON public.orders USING btree (status)',
    },
  ];

  test('is that of the column which an index leads with', async () => {
    const sql = 'select * from orders o where status = $1 limit 3';
    expect(await suggested('order-by', { sql, filters, tables: [orders({ indexes })] })).toEqual([
      'select * from orders o where status = $1 order by o.status limit 3',
    ]);
  });

  test('is not suggested by a column of a subquery that became a join', async () => {
    const tables = [orders({ indexes })];
    const sql =
      'select * from lines l where exists (select 1 from orders o where o.id = l.order_id and status = $1) limit 3';
    expect(await suggested('order-by', { sql, filters, tables })).toEqual([]);
  });

  test('is not suggested without a limit, with an order, or without an index', async () => {
    const tables = [orders({ indexes })];
    for (const rest of ['', 'order by id limit 3']) {
      const sql = `select * from orders o where status = $1 ${rest}`;
      expect(await suggested('order-by', { sql, filters, tables })).toEqual([]);
    }
    const sql = 'select * from orders o where status = $1 limit 3';
    expect(await suggested('order-by', { sql, filters })).toEqual([]);
  });
});

describe('a materialized part', () => {
  test('finds the matches before they are sorted and limited', async () => {
    const sql = 'select * from orders o where tags && $1 order by o.id desc nulls last limit 3';
    expect(await suggested('materialized', { sql })).toEqual([
      'with matches as materialized (select * from orders o where tags && $1) select * from matches order by id desc nulls last limit 3',
    ]);
  });

  test('passes on a column of the order that the result lacks', async () => {
    const sql =
      'select o.id, tags as words from orders o where tags && $1 order by o.created_at desc, id limit 3';
    expect(await suggested('materialized', { sql })).toEqual([
      'with matches as materialized (select o.id, tags as words, o.created_at from orders o where tags && $1) select id, words from matches order by created_at desc, id limit 3',
    ]);
  });

  test.each([
    'select id + 1 from orders where tags && $1 order by created_at limit 3',
    'select id as created_at from orders o where tags && $1 order by o.created_at limit 3',
    'select id from orders where tags && $1 order by lower(status) limit 3',
  ])('is not suggested where a name is missing or means two things: %s', async (sql) => {
    expect(await suggested('materialized', { sql })).toEqual([]);
  });

  test('is not suggested without a limit or a condition', async () => {
    expect(await suggested('materialized', { sql: 'select * from orders where id = 1' })).toEqual(
      [],
    );
    expect(await suggested('materialized', { sql: 'select * from orders limit 3' })).toEqual([]);
  });
});

describe('a look-up of its own for each row of the other tables', () => {
  const joined = (filter: string): PlanNode => ({
    type: 'Nested Loop',
    properties: { 'Join Filter': filter },
    children: [
      {
        type: 'Seq Scan',
        properties: { 'Relation Name': 'orders', Schema: 'public', Alias: 'o' },
        children: [],
      },
    ],
  });
  const given = {
    tables: [
      orders({ indexes: [unique('orders_tags_idx', ['tags'], { method: 'gin', unique: false })] }),
      table('words', [column('word', { type: 'text' })]),
    ],
    root: joined('(o.tags && ARRAY[w.word])'),
  };

  test.each([
    [
      'select distinct o.id from orders o, words w where o.tags && array[w.word]',
      'select distinct o.id from words w, lateral (select * from orders o where o.tags && array[w.word] offset 0) o',
    ],
    [
      'select o.id, w.* from words w inner join orders as o on (tags && array[word]) where w.word > $1 and o.status = $2 order by o.id limit 3',
      'select o.id, w.* from words w, lateral (select * from orders as o where (tags && array[word]) and o.status = $2 offset 0) o where w.word > $1 order by o.id limit 3',
    ],
    [
      'select count(*) from orders o cross join words w where (o.tags && array[w.word]) or (o.id = 1) group by w.word',
      'select count(*) from words w, lateral (select * from orders o where ((o.tags && array[w.word]) or (o.id = 1)) offset 0) o group by w.word',
    ],
  ])('is suggested for %s', async (sql, text) => {
    expect(await suggested('lateral', { ...given, sql })).toEqual([text]);
  });

  test.each([
    ['a star', 'select * from orders o, words w where o.tags && array[w.word]'],
    ['an outer join', 'select o.id from words w left join orders o on o.tags && array[w.word]'],
    ['one table', 'select o.id from orders o where o.tags && $1'],
    [
      'a subquery',
      'select o.id from orders o, (select word from words) w where o.tags && array[w.word]',
    ],
    ['a lock', 'select o.id from orders o, words w where o.tags && array[w.word] for update'],
  ])('is not suggested for %s', async (_, sql) => {
    expect(await suggested('lateral', { ...given, sql })).toEqual([]);
  });

  test('is not suggested for an equality, nor where no index leads with the column', async () => {
    const sql = 'select o.id from orders o, words w where o.tags && array[w.word]';
    const root = joined('(o.tags = w.word)');
    expect(await suggested('lateral', { ...given, root, sql })).toEqual([]);
    const tables = [orders(), ...given.tables.slice(1)];
    expect(await suggested('lateral', { ...given, tables, sql })).toEqual([]);
  });
});
