import { growthOf } from '../../src/engine/twin/growth/growth';
import { readCatalog } from '../../src/postgres/catalog/read-catalog';
import type { Pulled } from '../../src/pull/types';
import { startTestServer, type TestServer } from '../helpers/server';
import { pullFrom } from '../helpers/pull-from';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

const helpers = `
  create extension pg_trgm;
  create function word(rank bigint) returns text language sql immutable as
    $$ select translate(substr(md5(rank::text), 1, (3 + abs(hashint8(rank)) % 8)::int), '0123456789', 'ghijklmnop') $$;
  create function u(i bigint, k int) returns float8 language sql immutable as
    $$ select ((hashint8extended(i * 1000 + k, 7)::bit(64) >> 12)::bigint) / (2.0 ^ 52) $$;
  create function ranked(x float8, count float8, power float8) returns bigint language sql immutable as
    $$ select case when power = 1 then floor(exp(x * ln(count + 1)))::bigint
         else floor(power(1 - x * (1 - power(count + 1, 1 - power)), 1 / (1 - power)))::bigint end $$;`;

const text = (fewest: number, span: number, vocabulary: number, power: number): string =>
  `(select string_agg(word(ranked(u(i, w), ${vocabulary}, ${power})), ' ') from generate_series(1, ${fewest} + (i % ${span})::int) w)`;

const order = `jsonb_build_object('id', i, 'email', word(i) || i || '@example.com', 'plan', 'p' || ranked(u(i, 3), 4, 1),
  'tags', jsonb_build_array('t' || ranked(u(i, 1), 50, 1), 't' || ranked(u(i, 2), 50, 1)))`;

/** Column and index, and how far the pages of the grown index may be off at ×4 and ×10. */
const cases: readonly (readonly [string, string, string, number])[] = [
  ['words of a vocabulary', `to_tsvector('simple', ${text(20, 41, 20_000, 1)})`, 'c', 0.1],
  ['words of texts', text(8, 12, 8_000, 1.2), `to_tsvector('english', c)`, 0.1],
  ['documents with values of their own', order, 'c', 0.1],
  ['ways in documents', order, 'c jsonb_path_ops', 0.1],
  ['trigrams of titles', text(3, 6, 5_000, 1), 'c gin_trgm_ops', 0.1],
  [
    'trigrams of hexadecimal numbers',
    'substr(md5(i::text), 1, 20 + (i % 12)::int)',
    'c gin_trgm_ops',
    0.1,
  ],
  [
    'elements of a fixed set',
    'array(select floor(u(i, k) * 50000)::int from generate_series(1, 4) k)',
    'c',
    0.1,
  ],
];

const from = 6_000;

test.each(cases)(
  'the pages of a grown GIN index over %s are those of the really grown one',
  async (_, column, key, allowed) => {
    const at = async (rows: number) => {
      const database = await server.open(
        `${helpers} create table t as select i as id, ${column} as c from generate_series(1, ${rows}) i; create index x on t using gin (${key})`,
      );
      try {
        await database.connection.query('vacuum analyze');
        return [
          await pullFrom(database.connection),
          await readCatalog(database.connection),
        ] as const;
      } finally {
        await database.end();
      }
    };
    const pagesIn = (
      relations:
        | Pulled['statistics']['relations']
        | ReturnType<ReturnType<typeof growthOf>['imageAt']>['relations'],
    ) => relations.find(({ name }) => name === 'x')?.pages ?? 0;
    const [small, catalog] = await at(from);
    const growth = growthOf(small, catalog);
    for (const factor of [4, 10]) {
      const [large] = await at(from * factor);
      const error =
        pagesIn(growth.imageAt(factor).relations) / pagesIn(large.statistics.relations) - 1;
      expect([factor, Math.abs(error) < allowed ? 'near' : error]).toEqual([factor, 'near']);
    }
  },
  300_000,
);
