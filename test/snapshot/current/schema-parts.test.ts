import type { Catalog, CatalogIndex, CatalogTable } from '../../../src/postgres/catalog/types';
import type { Scenario } from '../../../src/scenario/types';
import { schemaChanges } from '../../../src/snapshot/compare/schema-changes';
import { schemaParts } from '../../../src/snapshot/current/schema-parts';
import { scenarioResult } from '../../helpers/results';
import { header } from '../../helpers/entries';

function index(name: string, keys: string, parts: Partial<CatalogIndex> = {}): CatalogIndex {
  const method = parts.method ?? 'btree';
  return {
    name,
    schema: 'public',
    method,
    unique: false,
    primary: false,
    columns: [],
    definition: `CREATE INDEX ${name} ON public.t USING ${method} ${keys}`,
    ...parts,
  };
}

function table(name: string, columns: readonly string[], parts: Partial<CatalogTable> = {}) {
  return {
    schema: 'public',
    name,
    kind: 'table',
    persistence: 'permanent',
    inherits: [],
    columns: columns.map((column) => {
      const [of = '', type = '', ...rest] = column.split(' ');
      return {
        name: of,
        type,
        typeName: type,
        notNull: rest.length === 0,
        hasDefault: false,
        identity: '',
        generated: false,
      };
    }),
    indexes: [],
    foreignKeys: [],
    ...parts,
  } satisfies CatalogTable;
}

const scenario = (tables: object): Scenario => {
  const { scenario: made } = scenarioResult();
  return { ...made, definition: { ...made.definition, tables: tables as never } };
};
const parts = (tables: readonly CatalogTable[], models: object = { orders: { rows: 1 } }) =>
  schemaParts(scenario(models), { tables } satisfies Catalog);
const text = (tables: readonly CatalogTable[], models?: object) =>
  parts(tables, models).map(
    ({ kind, name, on, text: of }) =>
      `${kind} ${name}${on === undefined ? '' : ` on ${on}`}: ${of}`,
  );

const orders = table('orders', ['id bigint', 'customer_id bigint', 'note text null'], {
  indexes: [
    index('orders_tags_idx', '(tags)', { method: 'gin' }),
    index('orders_pkey', '(id)', { unique: true }),
    index('orders_open_idx', "(placed_at DESC) WHERE (state = 'open'::text)"),
  ],
  foreignKeys: [
    { columns: ['customer_id'], schema: 'crm', table: 'people', referencedColumns: ['id'] },
  ],
});
const people = table('people', ['id bigint'], { schema: 'crm' });

test('a schema is listed by table, whatever the order of its statements', () => {
  const listed = text([orders, people]);
  expect(listed).toEqual([
    'model (all): driving table orders, seed 1, clock 2026-01-01T00:00:00Z',
    'table crm.people: id bigint',
    'table orders: id bigint, customer_id bigint, note text null',
    'key orders: (customer_id) references crm.people (id)',
    "index orders_open_idx on orders: (placed_at DESC) WHERE (state = 'open'::text)",
    'index orders_pkey on orders: unique (id)',
    'index orders_tags_idx on orders: gin (tags)',
    expect.stringMatching(/^model orders: [0-9a-f]{12}$/) as string,
  ]);
  const turned = { ...orders, indexes: orders.indexes.toReversed() };
  expect(text([people, turned])).toEqual(listed);
});

test('partitions are counted, with the indexes that they alone have', () => {
  const own = index('events_at_idx', '(at)');
  const events = table('events', ['at date'], {
    kind: 'partitioned',
    partitionKey: 'RANGE (at)',
    indexes: [own],
  });
  const partition = (name: string, ...more: CatalogIndex[]) =>
    table(name, ['at date'], {
      partitionOf: 'events',
      indexes: [index(`${name}_at_idx`, '(at)'), ...more],
    });
  expect(
    text([events, partition('jan'), partition('feb', index('feb_hot_idx', '(kind)'))], {}).slice(1),
  ).toEqual([
    'table events: at date, partition by RANGE (at), 2 partitions',
    'index events_at_idx on events: (at)',
    'index feb_hot_idx on events: (kind)',
  ]);
});

test.each<[string, readonly CatalogTable[], object | undefined, readonly string[]]>([
  [
    'nothing that it lists',
    [orders, people],
    undefined,
    ['the text of the schema changed, but no table, column, index, foreign key or data model'],
  ],
  [
    'an index',
    [{ ...orders, indexes: orders.indexes.slice(0, 2) }, people],
    undefined,
    ['orders_open_idx is gone from the schema'],
  ],
  [
    'a column',
    [
      table('orders', ['id bigint', 'customer_id integer', 'note text null'], {
        indexes: orders.indexes,
        foreignKeys: orders.foreignKeys,
      }),
      people,
    ],
    undefined,
    ['table orders now has customer_id integer and no longer has customer_id bigint'],
  ],
  [
    'a foreign key',
    [{ ...orders, foreignKeys: [] }, people],
    undefined,
    ['the foreign key orders (customer_id) references crm.people (id) is gone from the schema'],
  ],
  [
    'a table',
    [orders, people, table('tags', ['id bigint'])],
    undefined,
    ['table tags is new in the schema'],
  ],
  [
    'the rows of a table',
    [orders, people],
    { orders: { rows: 2 } },
    ['the data model of orders changed'],
  ],
  [
    'the keys of an index',
    [
      {
        ...orders,
        indexes: [...orders.indexes.slice(0, 2), index('orders_open_idx', '(placed_at)')],
      },
      people,
    ],
    undefined,
    [
      "orders_open_idx is now (placed_at), in the snapshot (placed_at DESC) WHERE (state = 'open'::text)",
    ],
  ],
])('a change of %s is named', (_, tables, models, phrases) => {
  const before = { ...header, schema: parts([orders, people]) };
  const after = { ...header, digest: 'edited', schema: parts(tables, models) };
  expect(schemaChanges(before, after).map(({ phrase }) => phrase)).toEqual(phrases);
});
