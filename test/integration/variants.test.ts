import { readSchemaFacts } from '../../src/postgres/catalog/read-schema-facts';
import type { SchemaFacts } from '../../src/postgres/catalog/schema-facts';
import { variants } from '../../src/variants/rules';
import { valuesFor, variantsOf } from '../../src/variants/variants-of';
import { sharedTestServer, type TestDatabase, type TestServer } from '../helpers/server';

let server: TestServer;
let database: TestDatabase;
let facts: SchemaFacts;

beforeAll(async () => {
  server = await sharedTestServer();
  database = await server.open(`
    create type mood as enum ('sad', 'ok');
    create table houses (id bigint primary key, street text not null, town text not null, built date);
    insert into houses select i, 'street ' || i % 37, 'town ' || i % 5, date '2000-01-01' + (i % 40)::int
      from generate_series(1, 200) i;
    create table guests (
      id bigint primary key, house_id bigint not null references houses, small int, name text,
      code varchar(10) not null, key uuid not null, at timestamptz not null, day date, feeling mood,
      price numeric(8, 2), initials char(3));
    create index on guests (house_id, at);
    insert into guests
      select i, 1 + i % 150, nullif(i % 50, 7), 'Name ' || i % 90, 'c' || i % 40, md5((i % 60)::text)::uuid,
        timestamptz '2025-01-01 00:00Z' + (i / 3) * interval '1 hour', date '2025-01-01' + (i % 30)::int,
        case i % 3 when 0 then 'sad' when 1 then 'ok' end::mood, i % 20, 'a' || i % 9
      from generate_series(1, 3000) i;
    analyze;`);
  facts = await readSchemaFacts(database.connection);
});
afterAll(async () => {
  await database.end();
  await server.close();
});

/** For each rule a query that it is about, with values, and one that it leaves alone. */
const queries: Readonly<
  Record<
    string,
    {
      readonly bites: readonly (readonly [string, ...unknown[]])[];
      readonly spares: readonly string[];
    }
  >
> = {
  'date of the column': {
    bites: [['select id from guests where at = $1', '2025-01-03 00:00Z']],
    spares: ['select id from guests where day = $1', 'select id from guests where at > $1'],
  },
  'lower on the column': {
    bites: [['select id from guests where name = $1', 'Name 3']],
    spares: ['select id from guests where small = $1'],
  },
  'cast on the column': {
    bites: [
      ['select id from guests where small = $1', 12],
      [
        'select * from guests g where g.key = $1 and small > 3',
        '00000000-0000-0000-0000-000000000000',
      ],
      ['select id from guests where id = $1::int + 1', 77],
      ['select id from guests where feeling = $1', 'ok'],
    ],
    spares: ['select id from guests where name = $1', 'select id from guests where $1 = small'],
  },
  'coalesce on the column': {
    bites: [['select id from guests where name = $1', 'Name 3']],
    spares: ['select id from guests where code = $1', 'select id from guests where feeling = $1'],
  },
  'leading wildcard': {
    bites: [['select id from guests where code = $1', 'c3']],
    spares: ['select id from guests where at = $1', 'select id from guests where initials = $1'],
  },
  'case-insensitive match': {
    bites: [['select id from guests where name = $1', 'Name 3']],
    spares: ['select id from guests where key = $1'],
  },
  'arithmetic on the column': {
    bites: [
      ['select id from guests where small = $1', 12],
      ["select id from guests where name = 'Name 9' and house_id = $1", 10],
    ],
    spares: ['select id from guests where price = $1'],
  },
  'numeric parameter': {
    bites: [
      ['select id from guests where small = $1', 12],
      ['select id from guests g where g.id = $1', 44],
    ],
    spares: ['select id from guests where price = $1', 'select id from guests where name = $1'],
  },
  'double parameter': {
    bites: [['select id from guests where house_id = $1', 12]],
    spares: ['select id from guests where price = $1'],
  },
  'text parameter for char(n)': {
    bites: [['select id from guests where initials = $1', 'a3']],
    spares: ['select id from guests where name = $1'],
  },
  'is not distinct from': {
    bites: [
      ['select id from guests where feeling = $1', 'sad'],
      ['select id from guests where (initials = $1) and small = 3', 'a3 '],
      ['select id from guests where small operator(pg_catalog.=) $1', 12],
    ],
    spares: [
      'select id from guests where small <> $1',
      'select g.id from guests g where g.small = g.id',
    ],
  },
  'optional filter': {
    bites: [
      ['select id from guests where initials = $1', 'a3'],
      ['select id from guests where price = $1', '3.00'],
      ['select id from guests where feeling = $1', 'ok'],
      ['select count(*) from guests g where g.code = $1', 'c3'],
    ],
    spares: ['select id from guests'],
  },
  'not equal': {
    bites: [['select id from guests where feeling = $1', 'sad']],
    spares: ['select id from guests where small between $1 and 3'],
  },
  'or across columns': {
    bites: [['select id from guests where small = $1 and name = $2 and id > 3', 12, 'Name 12']],
    spares: [
      'select id from guests where small = $1',
      'select id from guests where small = $1 or id = 3',
    ],
  },
  'or with a subquery': {
    bites: [
      ['select id from guests where house_id = $1', 12],
      ['select count(*), max(at) from guests where name = $1', 'Name 4'],
    ],
    spares: ['select id from guests where house_id > $1'],
  },
  'missing leading column': {
    bites: [['select id from guests where house_id = $1 and at = $2', 5, '2025-01-03 00:00Z']],
    spares: [
      'select id from guests where house_id = $1',
      'select id from guests where name = $1 and at = $2',
    ],
  },
  'mixed sort direction': {
    bites: [
      ['select id from guests order by house_id, at limit 5'],
      ['select id from guests order by house_id desc, coalesce(at, now()) desc limit 5'],
    ],
    spares: [
      'select id from guests order by id limit 5',
      'select id from guests order by house_id, at nulls first limit 5',
    ],
  },
  'keyset as OR': {
    bites: [
      [
        'select id from guests where (house_id, at) > ($1, $2) order by house_id, at, id limit 9',
        5,
        '2025-01-03 00:00Z',
      ],
      [
        'select id from guests where small > 1 and (house_id, at, id) <= ($1, $2, 9 + 1)',
        90,
        '2025-01-09 00:00Z',
      ],
    ],
    spares: [
      'select id from guests where id > $1 order by id limit 9',
      'select id from guests where (house_id, id) = ($1, $2)',
    ],
  },
  'offset for keyset': {
    bites: [
      [
        'select id from guests where (house_id, at) > ($1, $2) order by house_id, at limit 9',
        5,
        '2025-01-03 00:00Z',
      ],
    ],
    spares: [
      'select id from guests where (house_id, at) > ($1, $2)',
      'select id from guests limit 9',
    ],
  },
  'limit dropped': {
    bites: [['select id from guests order by id limit 9']],
    spares: ['select id from guests order by id'],
  },
  'count for existence': {
    bites: [
      ['select exists (select from guests where house_id = $1)', 12],
      ['select exists (select 1 from guests where house_id = $1) as is_there', 9_999],
    ],
    spares: [
      'select count(*) > 0 from guests',
      'select 1 from guests where exists (select from houses)',
    ],
  },
  'NOT IN': {
    bites: [
      ['select h.* from houses h where not exists (select from guests g where g.house_id = h.id)'],
      [
        'select h.id from houses h where h.town = $1 and not exists (select 1 from guests g where h.id = g.house_id and g.small = 3)',
        'town 3',
      ],
      [
        'select h.id from houses h where (not exists (select from guests g where g.house_id = h.id order by g.at))',
      ],
    ],
    spares: [
      'select h.id from houses h where not exists (select from guests g where g.small = h.id)',
      'select h.id from houses h where exists (select from guests g where g.house_id = h.id)',
      'select h.id from houses h where not exists (select from guests g where g.house_id = h.id and g.name = h.town)',
    ],
  },
  'distinct over a join': {
    bites: [
      [
        'select h.* from houses h where exists (select from guests g where g.house_id = h.id) order by h.id limit 30',
      ],
      [
        'select * from houses h where h.town = $1 and exists (select 1 from guests g where g.house_id = h.id and g.small = 3)',
        'town 3',
      ],
      [
        'select h.* from houses h where h.town = $1 and (exists (select 1 from guests g where g.house_id = h.id or g.small = h.id))',
        'town 3',
      ],
      [
        'select h.* from houses h where exists (select from guests g where g.house_id = h.id order by g.at)',
      ],
    ],
    spares: [
      'select h.* from houses h where exists (select from guests g where g.house_id = h.id for share)',
      'select h.town from houses h where exists (select from guests g where g.house_id = h.id)',
      'select h.* from houses h where not exists (select from guests g where g.house_id = h.id)',
    ],
  },
  'correlated subquery': {
    bites: [
      [
        'select g.* from houses h join guests g on g.house_id = h.id where h.street = $1',
        'street 4',
      ],
      [
        'select g.id, g.at from guests g, houses h where g.house_id = h.id and h.id = $1 and g.small > 3',
        44,
      ],
      [
        'select g.* from guests g join houses h on g.house_id = h.id and h.street = $1 where g.small = 3 or g.small = 4',
        'street 4',
      ],
    ],
    spares: [
      'select h.* from houses h join guests g on g.house_id = h.id where g.name = $1',
      'select g.id, h.id from houses h join guests g on g.house_id = h.id where h.street = $1',
      'select g.id from houses h left join guests g on g.house_id = h.id where h.street = $1',
    ],
  },
  'materialized CTE': {
    bites: [
      ['select * from guests where house_id = $1', 12],
      ['select g.id, count(*) over () from guests g where g.small = $1 order by g.id', 12],
    ],
    spares: [
      'select * from guests',
      'select ctid from guests where house_id = $1',
      'select g.id from guests g, houses h where h.id = g.house_id',
    ],
  },
  'cross join': {
    bites: [
      [
        'select h.town from houses h join guests g on g.house_id = h.id where h.street = $1 limit 3',
        'street 4',
      ],
    ],
    spares: [
      'select h.town from houses h cross join guests g where h.street = $1',
      'select h.town from houses h left join guests g on g.house_id = h.id',
    ],
  },
};

const digest = async (sql: string, values: readonly unknown[]): Promise<readonly string[]> => {
  const { rows } = await database.connection.query<{ line: string }>(
    `select row(result.*)::text as line from (${sql}) result`,
    values,
  );
  return rows.map(({ line }) => line).sort();
};

test('every rule has queries here', () => {
  expect(Object.keys(queries).sort()).toEqual(variants.map(({ name }) => name).sort());
});

describe.each(variants.map((rule) => [rule.name, rule] as const))('%s', (name, rule) => {
  const { bites, spares } = queries[name] ?? { bites: [], spares: [] };

  const biting = bites.map(([sql, ...values]) => ({ sql, values }));

  test.each(biting)('rewrites, and plans: $sql', async ({ sql, values }) => {
    const found = (await variantsOf(sql, facts)).filter((each) => each.rule === rule);
    expect(found).not.toEqual([]);
    for (const each of found) {
      expect(each.sql).not.toBe(sql);
      const rows = await digest(each.sql, valuesFor(each, values));
      if (!rule.sameRows) continue;
      expect(rows).toEqual(await digest(sql, values));
    }
  });

  test.each(spares)('leaves alone: %s', async (sql) => {
    await database.connection.query(`prepare spared as ${sql}`);
    await database.connection.query('deallocate spared');
    expect((await variantsOf(sql, facts)).filter((each) => each.rule === rule)).toEqual([]);
  });
});

test('queries that return rows are among those that are compared', async () => {
  const compared = variants.filter(({ sameRows }) => sameRows);
  for (const { name } of compared) {
    const counts = await Promise.all(
      (queries[name]?.bites ?? []).map(
        async ([sql, ...values]) => (await digest(sql, values)).length,
      ),
    );
    expect([name, Math.max(...counts) > 0]).toEqual([name, true]);
  }
});

test('nothing is made of a text that is no plain select', async () => {
  for (const sql of [
    'update guests set small = 1 where id = $1',
    'select 1',
    'nonsense',
    'select 1; select 2',
    '',
  ])
    expect(await variantsOf(sql, facts)).toEqual([]);
});
