import type { PlanNode } from '../../../src/plan/types';
import { column, table, unique } from '../../helpers/catalogs';
import { orders, predicate, suggested } from '../situations';

const equal = predicate("(o.status = 'open'::text)", 'status');
const since = predicate("(o.created_at > '2026-01-01'::timestamptz)", 'created_at');
const alive = predicate('(o.deleted_at IS NULL)', 'deleted_at');
const btree = (name: string, keys: string, columns: readonly string[]) =>
  unique(name, columns, {
    unique: false,
    definition: `CREATE INDEX ${name} ON public.orders USING btree (${keys})`,
  });

describe('a b-tree', () => {
  test('has the equality in front and the range behind it', async () => {
    const sql = 'select * from orders o where status = $1 and created_at > $2';
    expect(await suggested('index', { sql, filters: [equal, since] })).toEqual([
      'create index on public.orders (status, created_at)',
    ]);
  });

  test('has the order behind the equality where a LIMIT ends the read, and the range as a second try', async () => {
    const sql =
      'select * from orders o where status = $1 and created_at > $2 order by o.id desc limit 5';
    expect(await suggested('index', { sql, filters: [equal, since], limited: true })).toEqual([
      'create index on public.orders (status, id desc)',
      'create index on public.orders (status, created_at)',
    ]);
  });

  test.each(['min(created_at)', 'max(o.created_at)'])(
    'has the column of %s behind the equality',
    async (end) => {
      const sql = `select ${end} from orders o where status = $1`;
      expect(await suggested('index', { sql, filters: [equal] })).toEqual([
        'create index on public.orders (status, created_at)',
      ]);
    },
  );

  test('is not suggested where an index serves the same', async () => {
    const sql = 'select * from orders o where status = $1';
    const tables = [orders({ indexes: [btree('s', 'status, id', ['status', 'id'])] })];
    expect(await suggested('index', { sql, filters: [equal], tables })).toEqual([]);
  });

  test('is not suggested on a function of each row', async () => {
    const sql = 'select * from orders o where id = (random() * 10)::int';
    const filters = [predicate('(o.id = ((random() * 10))::integer)', 'id')];
    expect(await suggested('index', { sql, filters })).toEqual([]);
  });
});

describe('a partial index', () => {
  test('has a test of the text as its condition', async () => {
    const sql = 'select * from orders o where status = $1 and deleted_at is null';
    expect(await suggested('partial-index', { sql, filters: [equal, alive] })).toEqual([
      'create index on public.orders (status) where deleted_at is null',
    ]);
  });

  test('is suggested beside an index that bounds the read and holds all rows', async () => {
    const sql = 'select * from orders o where status = $1 and deleted_at is null';
    const beside = (options: { predicate?: string; unique?: boolean }) => {
      const tables = [orders({ indexes: [{ ...btree('s', 'status', ['status']), ...options }] })];
      return suggested('partial-index', { sql, filters: [equal, alive], tables });
    };
    expect(await beside({})).toEqual([
      'create index on public.orders (status) where deleted_at is null',
    ]);
    expect(await beside({ predicate: '(deleted_at IS NULL)' })).toEqual([]);
    expect(await beside({ unique: true })).toEqual([]);
  });

  test('holds just the rows of a lonely test', async () => {
    const sql = 'select * from orders o where deleted_at is null';
    expect(await suggested('partial-index', { sql, filters: [alive] })).toEqual([
      'create index on public.orders (deleted_at) where deleted_at is null',
    ]);
  });

  test('has no parameter as its condition: the generic plan cannot prove it', async () => {
    const tables = [
      table('orders', [column('urgent', { typeName: 'bool' }), column('customer_id')]),
    ];
    const sql = 'select * from orders o where customer_id = $1 and urgent = $2';
    const filters = [
      predicate('(o.customer_id = 7)', 'customer_id'),
      predicate('o.urgent', 'urgent'),
    ];
    expect(await suggested('partial-index', { sql, filters, tables })).toEqual([]);
    expect(await suggested('index', { sql, filters, tables })).toEqual([
      'create index on public.orders (customer_id, urgent)',
    ]);
  });

  test('has a constant of the text as its condition, and not one of the values', async () => {
    const filters = [equal, since];
    const sql = "select * from orders o where status = 'open' and created_at > $1";
    expect(await suggested('partial-index', { sql, filters })).toEqual([
      "create index on public.orders (created_at) where status = 'open'",
    ]);
    const given = 'select * from orders o where status = $1 and created_at > $2';
    expect(await suggested('partial-index', { sql: given, filters })).toEqual([]);
  });
});

describe('a covering index', () => {
  test('includes the few other columns that the query names', async () => {
    const sql = 'select sum(o.customer_id) from orders o where status = $1';
    expect(await suggested('covering-index', { sql, filters: [equal] })).toEqual([
      'create index on public.orders (status) include (customer_id)',
    ]);
  });

  test('is not suggested where whole rows are returned', async () => {
    const sql = 'select * from orders o where status = $1';
    expect(await suggested('covering-index', { sql, filters: [equal] })).toEqual([]);
  });
});

describe('an index for patterns', () => {
  const like = (pattern: string, operator = '~~') => [
    predicate(`(o.status ${operator} '${pattern}'::text)`, 'status'),
  ];
  const sql = 'select * from orders o where status like $1';

  test('orders by bytes where the pattern has a fixed beginning', async () => {
    expect(await suggested('pattern-index', { sql, filters: like('acme-%') })).toEqual([
      'create index on public.orders (status text_pattern_ops)',
    ]);
  });

  test('has trigrams for a pattern without one, where the schema has pg_trgm', async () => {
    const given = { sql, filters: like('%acme%') };
    expect(await suggested('pattern-index', given)).toEqual([]);
    expect(await suggested('pattern-index', { ...given, extensions: ['pg_trgm'] })).toEqual([
      'create index on public.orders using gin (status gin_trgm_ops)',
    ]);
  });

  test('is not suggested where one exists', async () => {
    const indexes = [btree('p', 'status text_pattern_ops', ['status'])];
    const tables = [orders({ indexes })];
    expect(await suggested('pattern-index', { sql, filters: like('acme-%'), tables })).toEqual([]);
  });
});

describe('an inverted index', () => {
  const sql = 'select * from orders o where tags && $1';
  const overlap = [predicate("(o.tags && '{a}'::text[])", 'tags')];

  test('has the elements of an array', async () => {
    expect(await suggested('inverted-index', { sql, filters: overlap })).toEqual([
      'create index on public.orders using gin (tags)',
    ]);
  });

  test('has the paths of a document, or its keys where the query asks for these', async () => {
    const contains = [predicate(`(o.extra @> '{"a": 1}'::jsonb)`, 'extra')];
    expect(await suggested('inverted-index', { sql, filters: contains })).toEqual([
      'create index on public.orders using gin (extra jsonb_path_ops)',
    ]);
    const asks = [predicate("(o.extra ? 'a'::text)", 'extra')];
    expect(await suggested('inverted-index', { sql, filters: asks })).toEqual([
      'create index on public.orders using gin (extra)',
    ]);
  });

  test('is not suggested for a whole array, nor where one exists', async () => {
    const whole = [predicate("(o.tags = '{a}'::text[])", 'tags')];
    expect(await suggested('inverted-index', { sql, filters: whole })).toEqual([]);
    const tables = [orders({ indexes: [unique('g', ['tags'], { method: 'gin' })] })];
    expect(await suggested('inverted-index', { sql, filters: overlap, tables })).toEqual([]);
  });
});

describe('an index on an expression', () => {
  const sql = 'select * from orders o where lower(status) = $1';
  const filters = [predicate("(lower(o.status) = 'open'::text)", 'status')];

  test('has what hides the column', async () => {
    expect(await suggested('expression-index', { sql, filters })).toEqual([
      'create index on public.orders ((lower(status)))',
    ]);
  });

  test('is not suggested where it exists, nor for a bare column', async () => {
    const tables = [orders({ indexes: [btree('l', 'lower(status)', ['lower(status)'])] })];
    expect(await suggested('expression-index', { sql, filters, tables })).toEqual([]);
    expect(await suggested('expression-index', { sql, filters: [equal] })).toEqual([]);
  });
});

describe('an index on a foreign key', () => {
  const key = {
    columns: ['order_id'],
    schema: 'public',
    table: 'orders',
    referencedColumns: ['id'],
  };
  const lines = (indexes: readonly ReturnType<typeof btree>[] = []) =>
    table('lines', [column('order_id')], { foreignKeys: [key], indexes });

  test('is suggested for a delete of referenced rows, and for an update of their key', async () => {
    const tables = [orders(), lines()];
    const text = ['create index on public.lines (order_id)'];
    const remove = 'delete from orders where id = $1';
    expect(await suggested('foreign-key-index', { sql: remove, tables })).toEqual(text);
    const move = 'update orders set id = $1 where id = $2';
    expect(await suggested('foreign-key-index', { sql: move, tables })).toEqual(text);
  });

  test('is not suggested for an update of other columns, nor where it exists', async () => {
    const close = 'update orders set status = $1 where id = $2';
    expect(
      await suggested('foreign-key-index', { sql: close, tables: [orders(), lines()] }),
    ).toEqual([]);
    const served = [orders(), lines([btree('f', 'order_id, id', ['order_id', 'id'])])];
    const remove = 'delete from orders where id = $1';
    expect(await suggested('foreign-key-index', { sql: remove, tables: served })).toEqual([]);
  });
});

describe('an index for each alternative of an OR', () => {
  const sql = 'select * from orders o where customer_id = $1 or created_at > $2';

  test('is suggested where an alternative has none', async () => {
    expect(await suggested('or-indexes', { sql })).toEqual([
      'create index on public.orders (customer_id); create index on public.orders (created_at)',
    ]);
    const tables = [orders({ indexes: [btree('c', 'customer_id', ['customer_id'])] })];
    expect(await suggested('or-indexes', { sql, tables })).toEqual([
      'create index on public.orders (created_at)',
    ]);
  });

  test('is not suggested where all have one, or one is no comparison of a column', async () => {
    const indexes = [
      btree('c', 'customer_id', ['customer_id']),
      btree('t', 'created_at', ['created_at']),
    ];
    expect(await suggested('or-indexes', { sql, tables: [orders({ indexes })] })).toEqual([]);
    const other = 'select * from orders o where customer_id = $1 or lower(status) = $2';
    expect(await suggested('or-indexes', { sql: other })).toEqual([]);
    const one = 'select * from orders o where customer_id = $1 or customer_id = $2';
    expect(await suggested('or-indexes', { sql: one })).toEqual([]);
  });
});

test('an index of elements is suggested for the overlap with a column of another relation', async () => {
  const scan = {
    type: 'Seq Scan',
    properties: { 'Relation Name': 'orders', Schema: 'public', Alias: 'o' },
    children: [],
  };
  const root = {
    type: 'Nested Loop',
    properties: { 'Join Filter': '(o.tags && w.tags)' },
    children: [scan],
  };
  const sql = 'select * from wishes w join orders o on o.tags && w.tags';
  expect(await suggested('inverted-index', { sql, root })).toEqual([
    'create index on public.orders using gin (tags)',
  ]);
});

describe('a relation that a join reads by its key', () => {
  const sql = 'select * from lines l join orders o on o.id = l.order_id where o.status = $1';
  const filters = [predicate("(o.status = 'gone'::text)", 'status')];
  const primary = { ...btree('orders_pkey', 'id', ['id']), unique: true, primary: true };
  const tables = [orders({ indexes: [primary] })];
  const joined = (type: string, properties: PlanNode['properties']): PlanNode => ({
    type,
    properties,
    children: [
      {
        type: 'Index Scan',
        properties: { 'Relation Name': 'orders', Schema: 'public', Alias: 'o' },
        children: [],
      },
    ],
  });
  const text = 'create index on public.orders (status)';

  test('is suggested an index on its own conditions', async () => {
    const root = joined('Hash Join', { 'Hash Cond': '(o.id = l.order_id)' });
    expect(await suggested('index', { sql, filters, tables, root })).toContain(text);
  });

  test('also where a nested loop hands the key down', async () => {
    const root = joined('Nested Loop', {});
    const conditions = [predicate('(o.id = l.order_id)', 'id')];
    const found = await suggested('index', { sql, filters, access: { conditions }, tables, root });
    expect(found).toContain(text);
  });
});
