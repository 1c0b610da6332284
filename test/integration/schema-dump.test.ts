import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readModel } from '../../src/check/read-model';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { PlancliffError } from '../../src/errors';
import { serial, weighted } from '../../src/model/distributions';
import type { Scenario } from '../../src/scenario/types';
import { scenarioOf } from '../helpers/scenario-of';
import { startTestServer, type TestServer } from '../helpers/server';
import { inWorld } from '../helpers/world';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const dump = readFileSync(join(__dirname, '../fixtures/schemas/pg-dump-18.sql'), 'utf8');

function flats(ddl: string): Scenario {
  return scenarioOf('flats', ddl, {
    schema: ddl,
    driving: 'flats',
    tables: { flats: { columns: { id: serial(), city: weighted({ Rome: 9, Bern: 1 }) } } },
    queries: { all: { sql: "select * from flats where city = 'Bern' and id = 7" } },
  });
}

const at1k = { from: 1_000, to: 1_000 };

async function refusal(ddl: string): Promise<PlancliffError> {
  const error: unknown = await readModel(server, flats(ddl), at1k).catch(
    (thrown: unknown) => thrown,
  );
  if (error instanceof PlancliffError) return error;
  throw new Error('Nothing was refused', { cause: error });
}

describe('a schema as pg_dump writes it', () => {
  test('loads, and says once what was skipped or replaced', async () => {
    const { catalog, schemaNotes } = await readModel(server, flats(dump), at1k);
    expect(catalog.tables.map(({ name }) => name)).toEqual(['flats']);
    expect([...schemaNotes].sort()).toEqual([
      'created roles that the schema names and does not create: "App User"',
      'created roles that the schema names and does not create: landlord',
      'created roles that the schema names and does not create: reader',
      'created roles that the schema names and does not create: tenant',
      'skipped 2 rows of COPY into flats',
      'skipped commands of psql: \\restrict, \\unrestrict',
      'skipped event triggers',
      'skipped publications',
      'skipped security labels',
      'skipped subscriptions',
    ]);
  });

  test('is planned with its indexes, whatever search path it left', async () => {
    const scenario = flats(dump);
    const cases = scenario.queries.flatMap((query) => query.cases);
    const [outcome] = await inWorld(server, virtualEngine, scenario, (world) =>
      world.planAt(1_000_000, cases),
    );
    expect(outcome).toMatchObject({ ok: true });
    expect(JSON.stringify(outcome)).toContain('flats_pkey');
  });

  const table = `create table flats (id bigint primary key, city text);`;

  test('roles may be created by the schema, several times on one server', async () => {
    const ddl = `create role janitor nologin; ${table} alter table flats owner to janitor; grant janitor to janitress;`;
    await readModel(server, flats(ddl), at1k);
    await expect(readModel(server, flats(ddl), at1k)).resolves.toMatchObject({ schemaNotes: [] });
  });

  test('an index is built without `concurrently`, and in a transaction', async () => {
    const ddl = `begin; ${table} create index concurrently flats_city on flats (city); commit;`;
    const { catalog, schemaNotes } = await readModel(server, flats(ddl), at1k);
    expect(catalog.tables[0]?.indexes.map(({ name }) => name)).toContain('flats_city');
    expect(schemaNotes).toEqual([]);
  });

  test.each([
    ['set default_table_access_method = columnar;', /SET default_table_access_method = columnar/],
    ["set default_tablespace = 'fast';", /SET default_tablespace = fast/],
    ['set no_such_parameter = 1;', /SET no_such_parameter/],
  ])('%s is skipped', async (sql, note) => {
    const { schemaNotes } = await readModel(server, flats(`${sql}\n${table}`), at1k);
    expect(schemaNotes).toEqual([expect.stringMatching(note)]);
  });

  test('an extension that the server lacks: where it comes from', async () => {
    const error = await refusal(
      `${table}\ncreate extension if not exists postgis with schema public;`,
    );
    expect(error.message).toMatch(/line 2 of the schema/);
    expect(error.reason).toMatch(/does not contain the extension postgis/);
    expect(error.hint).toMatch(
      /postgresql-18-postgis-3 .*PLANCLIFF_PG_BIN.*remove CREATE EXTENSION/,
    );
    expect(error.hint).not.toMatch(/installed on the system/);
  });

  test.each(['create extension plperl', 'create language plpython3u'])(
    'a library that cannot be loaded: what to do (%s)',
    async (sql) => {
      const name = sql.split(' ').at(-1) ?? '';
      const error = await refusal(`${table}\n${sql};`).catch(() => undefined);
      // A machine may have these libraries.
      if (error === undefined) return;
      expect(error.reason).toMatch(/^could not load library/);
      expect(error.hint).toMatch(new RegExp(`^Use a PostgreSQL installation that has ${name}`));
    },
  );

  test('a statement that the server refuses: its line in the file, past COPY and commands', async () => {
    const error = await refusal(
      `${dump}\nalter table public.flats add column\n  price nonsense;\n`,
    );
    const line = dump.split('\n').length + 2;
    expect(error.message).toMatch(new RegExp(`line ${line} of the schema`));
    expect(error.reason).toMatch(/type "nonsense" does not exist/);
  });

  test('a quote that does not end is an error of the schema', async () => {
    expect(await refusal(`${table} comment on table flats is 'open`)).toMatchObject({
      code: 'scenario',
      reason: expect.stringMatching(/unterminated quoted string/) as string,
    });
  });
});
