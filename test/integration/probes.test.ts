import { makeProbes } from '../../src/generate/make-probes';
import { inferModel } from '../../src/generate/model/infer-model';
import { probeKinds, type Probe, type ProbeKind } from '../../src/generate/probes/types';
import { readSchemaFacts } from '../../src/postgres/catalog/read-schema-facts';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server.close());

/** The probes of a schema, each of which the server was able to prepare. */
async function probesOf(ddl: string): Promise<readonly Probe[]> {
  const database = await server.open(ddl);
  try {
    const facts = await readSchemaFacts(database.connection);
    const probes = makeProbes(facts, inferModel(facts)).flatMap((group) => group.probes);
    for (const { name, sql } of probes) {
      try {
        await database.connection.query(`prepare probe as ${sql}`);
      } catch (cause) {
        throw new Error(`${name}: ${sql}`, { cause });
      }
      await database.connection.query('deallocate probe');
    }
    return probes;
  } finally {
    await database.end();
  }
}

const id = 'id bigint generated always as identity primary key';
const pair = (foreignKey: string, more = ''): string =>
  `create table parents (${id}, town text not null);
   create table children (${id}, parent_id bigint ${foreignKey}, at timestamptz not null); ${more}`;

/** For each kind a schema where a query of it is made, with a part of that query, and one where none is. */
const kinds: Readonly<
  Record<
    Exclude<ProbeKind, 'variant'>,
    { readonly bites: readonly [string, RegExp][]; readonly spares: readonly string[] }
  >
> = {
  equality: {
    bites: [
      [
        `create table t (${id}, a int, b int); create index on t (a, b);`,
        /where a = \$1 and b = \$2$/,
      ],
      [
        `create table t (a text); create index on t (lower(a));`,
        /where \(lower\(a\)\) = \(lower\(\$1::text\)\)$/,
      ],
    ],
    spares: [
      'create table t (a int, b jsonb); create index on t using gin (b);',
      'create table t (a int)',
    ],
  },
  range: {
    bites: [
      [`create table t (a int, b date); create index on t (a, b);`, /where a = \$1 and b >= \$2$/],
      [
        `create table t (a int, b date); create index on t (a, b);`,
        /where a = \$1 and b >= \$2 and b <= \$3$/,
      ],
      [`create table t (a int);  create index on t (a);`, /where a < \$1$/],
    ],
    spares: ['create table t (a int); create index on t using hash (a);'],
  },
  'order-limit': {
    bites: [
      ['create table t (a int); create index on t (a);', /order by a desc limit 20$/],
      ['create table t (a int); create index on t (a);', /order by a nulls first limit 20$/],
    ],
    spares: ['create table t (a int); create index on t using brin (a);'],
  },
  'filter-order': {
    bites: [
      [
        'create table t (a int, created_at timestamptz); create index on t (a);',
        /where a = \$1 order by created_at desc limit 20$/,
      ],
    ],
    spares: [
      'create table t (a int, created_at timestamptz); create index on t (a, created_at);',
      'create table t (a int); create index on t (a);',
    ],
  },
  keyset: {
    bites: [
      [
        'create table t (a int, b int); create index on t (a, b);',
        /where \(a, b\) > \(\$1, \$2\) order by a, b limit 20$/,
      ],
    ],
    spares: ['create table t (a int, b int); create index on t (a, b desc);'],
  },
  offset: {
    bites: [['create table t (a int); create index on t (a);', /order by a limit 20 offset \$1$/]],
    spares: ['create table t (a int); create index on t using hash (a);'],
  },
  'min-max': {
    bites: [['create table t (a int); create index on t (a);', /select min\(a\), max\(a\) from/]],
    spares: ['create table t (a boolean); create index on t (a);'],
  },
  exists: {
    bites: [
      [
        'create table t (a int); create index on t (a);',
        /^select exists \(select from .* where a = \$1\)$/,
      ],
    ],
    spares: ['create table t (a jsonb); create index on t using gin (a);'],
  },
  count: {
    bites: [['create table t (a int); create index on t (a);', /^select count\(\*\) from/]],
    spares: ['create table t (a jsonb); create index on t using gin (a);'],
  },
  'in-list': {
    bites: [['create table t (a int); create index on t (a);', /where a = any\(\$1\)$/]],
    spares: ['create table t (a int[]); create index on t (a);'],
  },
  'like-prefix': {
    bites: [
      [
        'create table t (a text); create index on t (a text_pattern_ops);',
        /where a like 'ab12cd%'$/,
      ],
    ],
    spares: ['create table t (a int); create index on t (a);'],
  },
  covering: {
    bites: [
      [
        'create table t (a int, b int, c int); create index on t (a) include (c);',
        /^select a, c from/,
      ],
    ],
    spares: ['create table t (a int, b int); create index on t (a);'],
  },
  'partial-index': {
    bites: [
      [
        'create table t (a int, gone date); create index on t (a) where gone is null;',
        /where a = \$1$/,
      ],
    ],
    spares: ['create table t (a int, gone date); create index on t (a);'],
  },
  expression: {
    bites: [['create table t (a text); create index on t (lower(a));', /where a = \$1$/]],
    spares: ['create table t (a text); create index on t (a);'],
  },
  search: {
    bites: [
      ['create table t (a int[]); create index on t using gin (a);', /where a @> \$1$/],
      ['create table t (a tsvector); create index on t using gin (a);', /where a @@ to_tsquery/],
    ],
    spares: ['create table t (a int[]); create index on t (a);'],
  },
  join: {
    bites: [
      [
        pair('references parents'),
        /^select c\.\* from public\.parents p join public\.children c .* where p\.id = \$1$/,
      ],
      [pair('references parents', 'create index on parents (town);'), /where p\.town = \$1$/],
      [
        pair('references parents'),
        /^select p\.\* from public\.children c join public\.parents p .* where c\.id = \$1$/,
      ],
    ],
    spares: [pair('')],
  },
  'semi-join': {
    bites: [
      [pair('references parents'), /where exists \(select from public\.children c/],
      [pair('references parents'), /where not exists \(select from public\.children c/],
    ],
    spares: [pair('')],
  },
  'foreign-key-action': {
    bites: [
      [
        pair('references parents on delete cascade'),
        /^delete from only public\.children where \$1 = parent_id$/,
      ],
      [
        pair('references parents on delete set null'),
        /^update only public\.children set parent_id = null where \$1 = parent_id$/,
      ],
      [
        pair('references parents'),
        /^select 1 from only public\.children x where \$1 = parent_id for key share of x$/,
      ],
      [
        pair('references parents on update cascade'),
        /^update only public\.children set parent_id = \$1 where \$2 = parent_id$/,
      ],
      [
        pair('references parents on update set default'),
        /^update only public\.children set parent_id = default where \$1 = parent_id$/,
      ],
    ],
    spares: [pair('')],
  },
  'foreign-key-check': {
    bites: [
      [
        pair('references parents'),
        /^select 1 from only public\.parents x where id = \$1 for key share of x$/,
      ],
    ],
    spares: [pair('')],
  },
};

test('every kind has its schemas here', () => {
  expect(Object.keys(kinds).sort()).toEqual(probeKinds.filter((kind) => kind !== 'variant').sort());
});

describe.each(Object.entries(kinds))('%s', (kind, { bites, spares }) => {
  const own = async (ddl: string): Promise<readonly string[]> =>
    (await probesOf(ddl)).filter((probe) => probe.kind === kind).map(({ sql }) => sql);

  test.each(bites)('is made of %s: %s', async (ddl, expected) => {
    expect(await own(ddl)).toContainEqual(expect.stringMatching(expected));
  });

  test.each(spares)('is not made of %s', async (ddl) => {
    expect(await own(ddl)).toEqual([]);
  });
});

test('ON UPDATE asks nothing new of the child where it does what ON DELETE does', async () => {
  const probes = await probesOf(pair('references parents on delete set null on update set null'));
  const actions = probes.filter(({ kind }) => kind === 'foreign-key-action');
  expect(actions).toHaveLength(1);
});

test('a cascading update has the new key and the old one, the cases of two columns have values of one row', async () => {
  const probes = await probesOf(`
    ${pair('references parents on update cascade')} create index on children (parent_id, at);`);
  const update = probes.find(({ sql }) => sql.startsWith('update only'));
  expect(update?.cases['common']).toHaveLength(2);
  const equality = probes.find(({ sql }) => sql.endsWith('where parent_id = $1 and at = $2'));
  expect(Object.keys(equality?.cases ?? {})).toEqual([
    'common',
    'rare',
    'absent',
    'common together',
    'rare together',
  ]);
  expect(equality?.cases['rare together']).toEqual([
    { draw: 'rare', from: 'children.parent_id', row: ['parent_id', 'at'] },
    { draw: 'rare', from: 'children.at', row: ['parent_id', 'at'] },
  ]);
});
