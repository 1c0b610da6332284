import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openTwin } from '../../src/engine/twin/twin';
import { openPlanner } from '../../src/plan/capture';
import { readPulled } from '../../src/pull/folder/read';
import { plancliff } from '../helpers/cli/project';
import { sharedTestServer, type TestDatabase, type TestServer } from '../helpers/server';
import { statisticsDump } from '../helpers/statistics-dump';

let server: TestServer;
let database: TestDatabase;
let folder: string;

/** As pg_dump writes them: everything by its schema, indexes after the tables, owners and rights between. */
const schema = `
SELECT pg_catalog.set_config('search_path', '', false);
CREATE TYPE public.mood AS ENUM ('sad', 'ok');
ALTER TYPE public.mood OWNER TO somebody;
CREATE TABLE public.people (
    id bigint NOT NULL,
    mood public.mood NOT NULL,
    town text,
    street text,
    tags text[],
    born date
);
ALTER TABLE public.people OWNER TO somebody;
COMMENT ON TABLE public.people IS 'Not for the twin';
COPY public.people (id, mood, town) FROM stdin;
1	sad	Not for the twin
\\.
CREATE TABLE public.visits (
    at timestamp with time zone NOT NULL,
    person bigint
)
PARTITION BY RANGE (at);
CREATE TABLE public.visits_old PARTITION OF public.visits FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE public.visits_new PARTITION OF public.visits FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
ALTER TABLE ONLY public.people ADD CONSTRAINT people_pkey PRIMARY KEY (id);
CREATE INDEX people_lower_town ON public.people USING btree (lower(town));
CREATE INDEX people_mood ON public.people USING btree (mood) WHERE (mood = 'sad'::public.mood);
CREATE INDEX people_born ON public.people USING btree (born);
CREATE INDEX visits_person ON public.visits USING btree (person);
CREATE STATISTICS public.places (dependencies) ON town, street FROM public.people;
ALTER TABLE public.visits ADD CONSTRAINT visits_person_fkey FOREIGN KEY (person) REFERENCES public.people(id);
ALTER TABLE public.people ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.people TO "An Owner" USING ((town = 'x'::text));
GRANT SELECT ON TABLE public.people TO somebody;
`;

const statements = [
  'select * from people where id = 77',
  "select * from people where lower(town) = 'town 7'",
  "select count(*) from people where mood = 'sad'",
  "select * from people where born > '1999-12-01' order by born limit 5",
  'select * from visits where person = 7',
  "select * from visits where at > '2026-01-05' and person < 100",
  "select * from people where tags @> array['t3']",
  'select p.town, count(*) from people p join visits v on v.person = p.id group by 1',
];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plancliff-dump-'));
  server = await sharedTestServer();
  const run = schema.replace(/COPY[^]*?\\\.\n/, '').replace(/^.*somebody;$/gm, '').replace('"An Owner"', 'public').replace(/^SELECT.*$/m, ''); // prettier-ignore
  database = await server.open(run);
  await database.connection.query(`
    insert into people select i, case when i % 40 = 0 then 'sad' else 'ok' end::mood, 'Town ' || i % 300, 'Street ' || i % 300,
      array['t' || i % 9, 'u'], date '1950-01-01' + i % 18000 from generate_series(1, 20000) as i;
    insert into visits select timestamptz '2025-06-01' + i * interval '10 minutes', 1 + i % 20000 from generate_series(1, 50000) as i`);
  await database.connection.query('vacuum analyze');
  writeFileSync(join(folder, 'schema.sql'), schema);
  writeFileSync(join(folder, 'statistics.sql'), await statisticsDump(database.connection));
}, 60_000);
afterAll(async () => {
  await database.end();
  await server.close();
  rmSync(folder, { recursive: true });
});

const told = (text: string): string => text.replace(/\s+/g, ' ');

test('a twin from files of pg_dump plans as the server does, and what they lack is named', async () => {
  const args = ['pull', '--statistics', 'statistics.sql', '--schema', 'schema.sql', 'twin'];
  const { stdout, stderr, code } = await plancliff(folder, args);
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  expect(told(stdout)).toContain('statistics.sql, PostgreSQL 18.4, pulled into twin');
  expect(told(stdout)).toContain('leaves out what 1 object of extended statistics found');
  expect(told(stdout)).toContain('Missing: a dump has no role');
  const pulled = await readPulled(join(folder, 'twin'));
  expect(JSON.stringify(pulled)).not.toContain('Not for the twin');
  expect(pulled.manifest.clock).toBe(statSync(join(folder, 'statistics.sql')).mtime.toISOString());
  const twin = await openTwin({ server, pulled });
  const planner = await openPlanner(await database.connect(), {
    settings: {},
    clock: pulled.manifest.clock,
  });
  try {
    expect(twin.lacks).toEqual([]);
    for (const sql of statements) {
      const real = await planner.plan({ sql, parameters: [] });
      const seeming = await twin.planner.plan({ sql, parameters: [] });
      expect([sql, seeming.ok && seeming.plan.document.root]).toEqual([
        sql,
        real.ok && real.plan.document.root,
      ]);
    }
  } finally {
    await twin.close();
    await planner.close();
  }
  // Alone, over a folder that has a schema: the tables are those of the pull before.
  writeFileSync(join(folder, 'later.sql'), (await statisticsDump(database.connection)).replace(/'reltuples', '20000'/, "'reltuples', '40000'")); // prettier-ignore
  const again = await plancliff(folder, ['pull', '--statistics', 'later.sql', 'twin']);
  expect({ stderr: again.stderr, code: again.code }).toEqual({ stderr: '', code: 0 });
  const later = await readPulled(join(folder, 'twin'));
  expect(later.schema).toBe(pulled.schema);
  expect(later.statistics.relations.find(({ name }) => name === 'people')?.reltuples).toBe(40_000);
});

test('schema and statistics may be one text of standard input', async () => {
  const text = [schema, readFileSync(join(folder, 'statistics.sql'), 'utf8')].join('\n');
  const args = ['pull', '--statistics', '-', '--schema', '-', 'piped'];
  const { stderr, code } = await plancliff(folder, args, { stdin: text });
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  const { statistics } = await readPulled(join(folder, 'piped'));
  expect(statistics.relations.map(({ name }) => name)).toContain('people_born');
});

test('a schema file takes the place of what the catalogs say', async () => {
  const url = `postgres://postgres@localhost/${database.name}?host=${dirname(server.dataDirectory ?? '')}`;
  const args = ['pull', '--database-url', url, '--schema', 'schema.sql', 'mixed'];
  const { stdout, stderr, code } = await plancliff(folder, args);
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  expect(told(stdout)).toContain('Missing: the schema is that of a file');
  const text = readFileSync(join(folder, 'mixed/schema.sql'), 'utf8');
  expect(text).toContain('CREATE INDEX people_born');
  expect(text).not.toMatch(/Not for the twin|OWNER|GRANT|set_config/);
});

test.each([
  [['--statistics', 'schema.sql'], 'contains no statistics'],
  [['--statistics', 'statistics.sql'], 'has statistics and no tables'],
  [['--statistics', 'nowhere.sql'], 'nowhere.sql does not exist'],
  [['--statistics', 'statistics.sql', '--live-ends'], 'exclude each other'],
  [['--statistics', 'statistics.sql', '--redact', '--top', '5'], 'exclude each other'],
  [['--statistics', 'statistics.sql', '--database-url', 'postgres://x@y/z'], 'exclude each other'],
])('pull refuses %j', async (args, reason) => {
  const { stderr, code } = await plancliff(folder, ['pull', ...args, 'none']);
  expect(told(stderr)).toContain(reason);
  expect(code).toBe(2);
  expect(existsSync(join(folder, 'none'))).toBe(false);
});

test('statistics of what the schema lacks are named', async () => {
  writeFileSync(join(folder, 'half.sql'), schema.slice(0, schema.indexOf('CREATE TABLE public.visits')).replace('lower(town)', 'town')); // prettier-ignore
  const args = ['pull', '--statistics', 'statistics.sql', '--schema', 'half.sql', 'half'];
  const { stdout, code } = await plancliff(folder, args);
  expect(code).toBe(0);
  expect(told(stdout)).toMatch(/Missing: public\.visits: /);
});
