import { readSchema } from '../../src/scan/read/read-schema';
import { scanSchema } from '../../src/scan/scan-schema';
import { scanText } from '../../src/scan/scan-text';
import type { ScanResult } from '../../src/scan/types';
import { startTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

function scan(
  text: string,
  maxQueries = 60,
  more: { readonly variants?: boolean } = {},
): Promise<ScanResult> {
  return scanSchema({
    ...more,
    noTrial: true,
    server,
    sources: [{ name: 'schema.sql', text }],
    scales: [1e3, 1e7],
    given: {},
    maxQueries,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
}

const kindsOf = ({ findings }: ScanResult): readonly string[] =>
  findings.map(({ kind, subject }) => `${kind} ${subject}`);

const clean = `
  create table authors (id bigint generated always as identity primary key, email text not null unique);
  create table posts (
    id bigint generated always as identity primary key,
    author_id bigint not null references authors on delete cascade,
    title text not null,
    created_at timestamptz not null default now());
  create index posts_author_idx on posts (author_id, created_at);`;

describe('a scan', () => {
  test('has nothing to say of a schema whose indexes all serve', async () => {
    const result = await scan(clean);
    expect(kindsOf(result)).toEqual([]);
    expect(result.failures).toEqual([]);
    expect(scanText(result, { all: false })).toContain('Nothing to change');
  });

  test('finds foreign keys that no index serves, and shows what the server runs', async () => {
    const child = (name: string, indexes: string): string => `
      create table ${name} (
        id bigint generated always as identity primary key,
        author_id bigint not null references authors on delete cascade,
        title text not null,
        created_at timestamptz not null default now());
      ${indexes}`;
    const result = await scan(
      `${clean} ${child('bare', '')}
       ${child('without_nulls', 'create index on without_nulls (author_id) where author_id is not null;')}
       ${child('titled', "create index on titled (author_id) where title <> '';")}`,
      120,
    );
    const found = result.findings.filter(({ kind }) => kind.startsWith('foreign'));
    // A partial index that leaves only nulls out serves, one with another condition does not.
    expect(found.map(({ subject }) => subject).toSorted()).toEqual([
      'bare_author_id_fkey',
      'titled_author_id_fkey',
    ]);
    const [finding, ...others] = result.findings.filter(({ subject }) => /^bare/.test(subject));
    expect(others).toEqual([]);
    expect(finding?.kind).toBe('foreign-key-without-index');
    expect(finding?.change).toBe('create index on bare (author_id);');
    expect(finding?.query).toMatch(/^delete from only bare where \d+ = author_id$/);
  });

  test('finds indexes that another one starts with or that no query uses, and spares one that enforces something', async () => {
    const result = await scan(`${clean}
      create index posts_author_alone on posts (author_id);
      create unique index posts_author_title on posts (author_id, title);
      create index authors_email_again on authors (email desc);
      create table visits (id bigint generated always as identity primary key, at timestamptz not null default now(),
        mark uuid not null);
      create index visits_mark on visits using brin (mark);`);
    expect(kindsOf(result).toSorted()).toEqual([
      'redundant-index authors_email_again',
      'redundant-index posts_author_alone',
      'unused-index visits_mark',
    ]);
  });

  test('says of no index that nothing uses it before all that it is for was planned', async () => {
    const ddl = `${clean} create index posts_title on posts (title); create index posts_at on posts (created_at, title);`;
    expect(kindsOf(await scan(ddl, 8))).toEqual([]);
  });

  test('lists ways to write a condition that lose the index, where it is asked to', async () => {
    const result = await scan(`${clean} create index posts_created on posts (created_at);`, 60, {
      variants: true,
    });
    const found = result.findings.filter(({ kind }) => kind === 'variant-loses-index');
    expect(found.map(({ subject }) => subject)).toContain('posts_created');
    expect(found.find(({ subject }) => subject === 'posts_created')?.title).toContain(
      'date of the column',
    );
    expect(result.failures).toEqual([]);
  });

  test('creates a schema that no file creates, and says so once', async () => {
    const { settled, facts } = await readSchema({
      server,
      sources: [
        {
          name: 'a.sql',
          text: 'set search_path = store; create table shelves (id int primary key);',
        },
        {
          name: 'b.sql',
          text: `create table store.goods (id int primary key, shelf int references store.shelves);
            create table carts (id int primary key);
            create table later.notes (id int primary key); create schema later;`,
        },
      ],
      scales: [1e3, 1e6],
      given: {},
      driver: undefined,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    // The search path of a file ends with it.
    expect(facts.tables.map(({ schema, name }) => `${schema}.${name}`).toSorted()).toEqual([
      'public.carts',
      'store.goods',
      'store.shelves',
    ]);
    expect(settled.notes).toEqual(['created schemas that no file creates: store']);
    // A schema that is created too late is the file's own fault.
    expect(settled.skipped.map(({ message }) => message)).toEqual([
      'schema "later" does not exist',
    ]);
  });

  test('asks for the collation of an index that is not the one of its column', async () => {
    const result =
      await scan(`create table words (id bigint generated always as identity primary key,
        word text not null, plain text not null);
      create unique index words_c on words (word collate "C", id); create index words_plain on words (plain);`);
    const queries = result.cases
      .map(({ probe }) => probe)
      .filter(({ index }) => index === 'words_c');
    expect(queries.length).toBeGreaterThan(0);
    expect(queries.filter(({ sql }) => !/\bword collate pg_catalog\."C"/.test(sql))).toEqual([]);
    expect(result.cases.some(({ probe }) => / plain = \$1/.test(probe.sql))).toBe(true);
    expect(kindsOf(result)).toEqual([]);
  });

  test('starts each file with the search path that it is given, and leaves scratch tables out', async () => {
    const { settled, facts } = await readSchema({
      server,
      sources: [
        {
          name: 'a.sql',
          text: `create table shelves (id int primary key); create temp table scratch (id int);
            do $$ begin create temp table copy as select * from shelves; end $$;`,
        },
        { name: 'b.sql', text: 'set search_path = shop; create table carts (id int primary key);' },
        { name: 'c.sql', text: 'create table goods (shelf int references store.shelves);' },
      ],
      searchPath: ['store', 'public'],
      scales: [1e3, 1e6],
      given: {},
      driver: undefined,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    expect(facts.tables.map(({ schema, name }) => `${schema}.${name}`).toSorted()).toEqual([
      'shop.carts',
      'store.goods',
      'store.shelves',
    ]);
    expect(settled.skipped).toEqual([]);
    expect(settled.ran.at(-1)).toBe('discard temp');
  });

  test('takes tables of blocks, and what is local to a transaction or a file, where they belong', async () => {
    const { settled, facts } = await readSchema({
      server,
      sources: [
        {
          name: 'a.sql',
          text: `do $$ begin create schema app; create table app.made (id int primary key); end $$;
            create table moved (id int primary key, made_id int references app.made);
            alter table moved set schema app;
            begin; set local search_path to app; create table inner_t (id int references moved); commit;
            create table outer_t (id int primary key);
            set local search_path to app; create table last_t (id int references made);`,
        },
        { name: 'b.sql', text: 'create table next_t (id int references outer_t);' },
      ],
      scales: [1e3, 1e6],
      given: {},
      driver: undefined,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    expect(settled.skipped).toEqual([]);
    expect(facts.tables.map(({ schema, name }) => `${schema}.${name}`).toSorted()).toEqual([
      'app.inner_t',
      'app.last_t',
      'app.made',
      'app.moved',
      'public.next_t',
      'public.outer_t',
    ]);
  });

  test('names the system whose SQL a file looks like, and the file', async () => {
    const reading = readSchema({
      server,
      sources: [{ name: 'm.sql', text: "create table `users` (`n` text); -- it's\n" }],
      scales: [1e3, 1e6],
      given: {},
      driver: undefined,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    await expect(reading).rejects.toMatchObject({
      message: expect.stringContaining('m.sql'),
      hint: expect.stringContaining('It looks like SQL of MySQL'),
    });
  });

  test('goes on after statements that fail, and says which they made fail', async () => {
    const { settled, facts } = await readSchema({
      server,
      sources: [
        {
          name: 'a.sql',
          text: `create extension nowhere_to_be_found;
            create table places (id bigint primary key, at geometry(Point, 4326), owner text);
            alter table places owner to nobody_here;
            create table broken (id bigint, at no_such_function(1) check (true) nonsense);
            create table halves (id bigint primary key, x int references missing_table);
            create index on halves (x);
            insert into places values (1, null, 'x');`,
        },
      ],
      scales: [1e3],
      given: {},
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    expect(facts.tables.map(({ name }) => name)).toEqual(['places']);
    expect(settled.notes).toContain('the type geometry is missing: text stands in for it');
    expect(settled.skipped.map(({ line, because }) => [line, because])).toEqual([
      [1, undefined],
      [4, undefined],
      [5, undefined],
      [6, 'a.sql:5'],
    ]);
    expect(settled.leftOutRows).toEqual({ copied: 0, statements: 1 });
  });

  test.each([
    ['SQL of another server', 'CREATE TABLE `a` (id INT AUTO_INCREMENT) ENGINE=InnoDB;'],
    ['no table', 'select 1;'],
  ])('is an error where nothing is left: %s', async (_, text) => {
    await expect(scan(text)).rejects.toThrow('the schema has no table: schema.sql');
  });
});
