import { pull } from '../../src/pull/read/pull';
import type { GinFacts } from '../../src/pull/types';
import type { Connection } from '../../src/postgres/types';
import { sharedTestServer, type TestDatabase, type TestServer } from '../helpers/server';

let server: TestServer;
let database: TestDatabase;

const indexes = ['documents', 'ways', 'tags', 'words', 'trigrams', 'texts', 'numbers', 'late'];

beforeAll(async () => {
  server = await sharedTestServer();
  database = await server.open(`
    create extension pageinspect;
    create extension pg_trgm;
    create table t (id int primary key, d jsonb, e jsonb, a text[], n bigint[], m bigint[], v tsvector, s text);
    create index documents on t using gin (d);
    create index ways on t using gin (e jsonb_path_ops);
    create index tags on t using gin (a);
    create index words on t using gin (v);
    create index trigrams on t using gin (s gin_trgm_ops);
    create index texts on t using gin (to_tsvector('simple', s));
    create index numbers on t using gin (n);
    create index late on t using gin (m) where id + 0 > 100`);
}, 120_000);
afterAll(async () => {
  await database.end();
  await server.close();
});

const insert = (from: number, to: number): string => `
  insert into t select i, jsonb_build_object('k', i % 7, 'u', i), jsonb_build_object('k', i % 7, 'ms', i % 900), array['t' || i % 97, 't' || i % 89],
    array[i, i % 300], array[i, i % 200], to_tsvector('simple', 'w' || i % 500 || ' v' || i % 37 || ' z' || (i * 31 % 4000)), md5(i::text)
  from generate_series(${from}, ${to}) i`;

type Counted = Pick<GinFacts, 'entries' | 'pendingPages' | 'totalPages'>;

const ofMetaPage = async (connection: Connection, index: string): Promise<Counted> => {
  const { rows } = await connection.query<{ counted: Counted }>(
    `select json_build_object('entries', n_entries, 'pendingPages', n_pending_pages, 'totalPages', n_total_pages) as counted
     from gin_metapage_info(get_raw_page($1, 0))`,
    [index],
  );
  return rows[0]?.counted as Counted;
};

async function pulled(connection: Connection) {
  await connection.query('begin transaction read only');
  try {
    await connection.query('set local search_path = pg_catalog');
    return await pull(connection, 'public');
  } finally {
    await connection.query('rollback');
  }
}

test('counters of GIN indexes are known without pageinspect, pending rows as well, but not beside an index that serves as well', async () => {
  const { connection } = database;
  const expectAll = async (): Promise<void> => {
    const real: Record<string, Counted> = {};
    for (const name of indexes) real[name] = await ofMetaPage(connection, name);
    await connection.query('drop extension pageinspect');
    const { statistics, manifest } = await pulled(connection);
    await connection.query('create extension pageinspect');
    const found = statistics.relations
      .filter(({ index }) => index?.method === 'gin')
      .map(({ name, index }) => {
        const { entries, pendingPages, totalPages } = index?.gin ?? {};
        return [name, { entries, pendingPages, totalPages }] as const;
      });
    expect(Object.fromEntries(found)).toEqual(real);
    expect(manifest.lacks.join()).not.toContain('GIN');
  };
  await connection.query(insert(1, 4_000));
  await connection.query('vacuum analyze t');
  await expectAll();
  await connection.query(insert(4_001, 4_200));
  await expectAll();

  await connection.query('create index other on t using gin (d jsonb_path_ops)');
  await connection.query('drop extension pageinspect');
  const { manifest } = await pulled(connection);
  await connection.query('create extension pageinspect');
  expect(manifest.lacks.join()).toContain('counters of 1 GIN index are unknown');
}, 120_000);
