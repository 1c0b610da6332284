import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyProject, plancliff, type Project } from '../helpers/cli/project';

let project: Project;
beforeAll(() => {
  project = copyProject('notes');
  const write = (name: string, text: string | Buffer): void =>
    writeFileSync(join(project.path, name), text);
  write(
    'zoo.sql',
    `create table keepers (id bigint generated always as identity primary key, email text not null unique);
     create table animals (
       id bigint generated always as identity primary key, keeper_id bigint not null references keepers on update cascade,
       born_on date not null, state text not null check (state in ('well', 'ill')));
     create index animals_keeper on animals (keeper_id, state);`,
  );
  write('empty.sql', ' \n');
  write(
    'mysql.sql',
    'CREATE TABLE `a` (`id` INT AUTO_INCREMENT, PRIMARY KEY (`id`)) ENGINE=InnoDB;',
  );
  write('dump.custom', Buffer.from('PGDMP\u0001\u000e\u0000rest'));
  write('picture.sql', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]));
  write(
    'half.sql',
    `create table good (id bigint primary key, name text);
     create table bad (id bigint primary key, at int references nowhere);
     create index bad_at on bad (at);
     create index good_name on good (name);`,
  );
  write(
    'rows.sql',
    `create table songs (id bigint primary key, title text);
COPY public.songs (id, title) FROM stdin;
1\tone; two
2\t\\N
3\tthree
\\.
insert into songs values (4, 'four');
create index songs_title on songs (title);
`,
  );
  mkdirSync(join(project.path, 'nothing'));
  write('nothing/readme.md', 'no SQL here');
  mkdirSync(join(project.path, 'mixed'));
  write('mixed/1_init.sql', 'create table coats (id bigint primary key, size int);');
  write('mixed/2_backfill.go', 'package migrations');
});
afterAll(() => project.remove());

const scan = (...args: string[]) => plancliff(project.path, ['scan', ...args, '-q']);

test('--explain-model prints each table, its columns and why, and plans nothing', async () => {
  const { stdout, code } = await scan('zoo.sql', '--explain-model');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^The scale is the row count of animals/);
  expect(stdout).toMatch(/keepers: ratio\(0\.2\)/);
  expect(stdout).toMatch(/state: weighted\(/);
});

test('migrations that are not SQL are counted, and the first is named', async () => {
  const line = '1 migration is not SQL and was not read, first 2_backfill.go:';
  expect((await scan('mixed', '--explain-model')).stdout).toContain(line);
  const { stdout } = await scan('mixed', '--no-trial', '--max-queries', '1');
  expect(stdout).toContain(line);
});

test('--rows and --ratio change row counts, and --write writes a scenario that check accepts unchanged', async () => {
  const { stdout, code } = await scan('zoo.sql', '--ratio', 'keepers=0.001', '--max-queries', '12', '--write', 'scenarios/zoo.ts'); // prettier-ignore
  expect(code).toBe(0);
  expect(stdout).toBe(
    'Wrote scenarios/zoo.ts and scenarios/zoo.sql: `npx plancliff check scenarios/zoo.ts` runs it.\n',
  );
  const source = readFileSync(join(project.path, 'scenarios/zoo.ts'), 'utf8');
  expect(source).toContain('rows: ratio(0.001),');
  expect(source).toContain('// row-count: given by --ratio');
  expect(source).toContain("...draw.row('animals', 'rare', ['keeper_id', 'state'])");
  const checked = await plancliff(project.path, ['check', 'scenarios/zoo.ts', '-q', '--scales', '1k..100k', '--no-trial', '--fail-on', 'never', '--json']); // prettier-ignore
  expect(checked.code).toBe(0);
  const { scenarios, problems } = JSON.parse(checked.stdout) as {
    scenarios: { unplannable: unknown[]; timelines: unknown[] }[];
    problems: unknown[];
  };
  expect(problems).toEqual([]);
  expect(scenarios[0]?.unplannable).toEqual([]);
  expect(scenarios[0]?.timelines.length).toBeGreaterThan(12);
  const again = await scan('zoo.sql', '--write', 'scenarios/zoo.ts');
  expect(again.code).toBe(2);
  expect(again.stderr).toContain('A scan overwrites nothing');
});

test('--json is one document, the same for two scans, with the variants where they are asked for', async () => {
  const args = [
    'zoo.sql',
    '--json',
    '--variants',
    '--max-queries',
    '12',
    '--rows',
    'animals=100k,keepers=100',
  ];
  const [one, two] = [await scan(...args), await scan(...args)];
  expect(one.stdout).toBe(two.stdout);
  const document = JSON.parse(one.stdout) as {
    version: number;
    queries: { kind: string; variant?: { rule: string; of: string } }[];
    failures: unknown[];
    model: { tables: { name: string; rows: unknown }[] };
  };
  expect(document.version).toBe(1);
  expect(document.failures).toEqual([]);
  expect(document.model.tables.find(({ name }) => name === 'keepers')?.rows).toEqual({
    kind: 'ratio',
    ratio: 0.001,
  });
  const variants = document.queries.filter(({ kind }) => kind === 'variant');
  expect(variants.length).toBeGreaterThan(5);
  expect(variants.every(({ variant }) => variant !== undefined)).toBe(true);
});

test.each([
  ['an empty file', 'empty.sql', 'no SQL in empty.sql'],
  ['a folder without SQL', 'nothing', 'the folder nothing contains no .sql file'],
  ["SQL of MySQL's", 'mysql.sql', 'the schema has no table: mysql.sql'],
  ['a dump in a format of its own', 'dump.custom', 'dump.custom is not an SQL file'],
  ['a picture', 'picture.sql', 'picture.sql is not an SQL file'],
  ['a file that is not there', 'missing.sql', 'missing.sql does not exist'],
])('%s is refused in a line', async (_, file, message) => {
  const { stdout, stderr, code } = await scan(file);
  expect([stdout, code]).toEqual(['', 2]);
  expect(stderr).toContain(message);
  expect(stderr).not.toContain('    at ');
});

test('a schema that fails half-way is scanned, with the line, the message and what was skipped because of it', async () => {
  const { stdout, code } = await scan('half.sql', '--no-trial', '--max-queries', '6', '--all');
  expect(code).toBe(0);
  expect(stdout).toMatch(/2 statements did not run, first line 2: /);
  expect(stdout).toMatch(/half\.sql:3: .* because\s+half\.sql:2 was skipped/s);
});

test('rows in a dump are left out, and counted', async () => {
  const { stdout, code } = await scan('rows.sql', '--no-trial', '--max-queries', '6');
  expect(code).toBe(0);
  expect(stdout).toContain('left out 3 rows of COPY and 1 statement that writes rows');
  expect(stdout).toMatch(/1 table, 2 indexes/);
});
