import {
  bool,
  defineScenario,
  fixed,
  ratio,
  reference,
  serial,
  sql,
  text,
  time,
  uniform,
  uniformInt,
} from 'plancliff';
import type { ScenarioDefinition } from '../../src/scenario/types';
import { sweepScenario } from '../../src/check/sweep-scenario';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { scenarioFrom } from '../../src/scenario/from-definition';
import { parseScales } from '../../src/scenario/scales';
import { startTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** Samples of 3,000 rows in place of 30,000. */
const small = { default_statistics_target: 10 };

/** The accesses of each case at a million rows, and what the run says besides. */
async function at1M(
  definition: ScenarioDefinition,
  settings: ScenarioDefinition['settings'] = small,
) {
  const swept = await sweepScenario({
    server,
    scenario: scenarioFrom('said.ts', { ...definition, settings }),
    engine: virtualEngine,
    scales: parseScales('1m'),
    noTrial: true,
  });
  expect(swept.unplannable).toEqual([]);
  const accesses = swept.timelines.map(({ query, case: label, condition, ranges }) => {
    const plan = ranges.at(-1)?.points.at(-1)?.plan;
    return [`${query} / ${label} [${condition}]`, plan?.accesses ?? []] as const;
  });
  return { accesses: new Map(accesses), notes: swept.approximations };
}

const visits = defineScenario({
  schema: `
    create table visits (id bigint primary key, clinic_id int not null, kind int not null, note text not null);
    create index visits_clinic_idx on visits (clinic_id);
    create table shared_kinds (kind int primary key);
    alter table visits enable row level security;
    create policy own on visits using (clinic_id = current_setting('app.clinic')::int or kind in (select kind from shared_kinds));
    grant select on visits, shared_kinds to plancliff_test_reader;`,
  driving: 'visits',
  tables: {
    visits: {
      columns: {
        id: serial(),
        clinic_id: uniformInt(1, 500),
        kind: uniformInt(1, 200),
        note: text({ minLength: 40, maxLength: 80 }),
      },
    },
    shared_kinds: { rows: fixed(3), columns: { kind: serial() } },
  },
  queries: { visits: { sql: 'select * from visits order by id desc limit 50' } },
});

test('a policy is planned where a role is named, whose name the schema alone mentions', async () => {
  const passedBy = await at1M(visits);
  expect(passedBy.notes).toContainEqual(expect.stringContaining('the policies were not planned'));
  expect(passedBy.accesses.get('visits / default [fresh]')?.[0]?.filters).toEqual([]);
  const planned = await at1M({
    ...visits,
    role: 'plancliff_test_reader',
    set: { 'app.clinic': '7' },
  });
  expect(planned.notes.join()).not.toContain('policies');
  const [access] = planned.accesses.get('visits / default [fresh]') ?? [];
  expect(access?.filters[0]?.columns).toEqual(['clinic_id', 'kind']);
  expect(
    planned.accesses.get('visits / default [fresh]')?.map(({ relation }) => relation),
  ).toContain('shared_kinds');
});

test('a generic plan passes a partial index by, and auto says what the server takes', async () => {
  const signatures = defineScenario({
    schema: `
      create table signatures (id bigint primary key, petition_id int not null, starter boolean not null, signed timestamptz not null);
      create index signatures_starter_idx on signatures (petition_id) where starter;`,
    driving: 'signatures',
    tables: {
      signatures: {
        columns: {
          id: serial(),
          petition_id: uniformInt(1, 400),
          starter: bool(0.0005),
          signed: time({ from: '2024-01-01' }),
        },
      },
    },
    queries: {
      starter: {
        sql: 'select * from signatures where petition_id = $1 and starter = $2 limit 1',
        cases: { one: [7, true] },
      },
    },
    conditions: [
      { label: 'generic', plan: 'generic' },
      { label: 'auto', plan: 'auto' },
    ],
  });
  // Five of ten thousand rows are in the partial index: few samples of 3,000 rows have two of them.
  const { accesses } = await at1M(signatures, {});
  expect(accesses.get('starter / one [fresh]')).toMatchObject([
    { indexes: ['signatures_starter_idx'] },
  ]);
  expect(accesses.get('starter / one [generic]')).toMatchObject([{ method: 'seq' }]);
  // A scan of the whole table, even to its first row in a thousand, costs more than the partial index and its planning.
  expect(accesses.get('starter / one [auto]')).toMatchObject([
    { indexes: ['signatures_starter_idx'] },
  ]);
});

test('a locale says what a collation of every column said', async () => {
  const keys = (collation: string, locale?: string) =>
    defineScenario({
      schema: `create table t (k text ${collation} primary key, pad text not null);`,
      driving: 't',
      ...(locale === undefined ? {} : { locale }),
      tables: {
        t: {
          columns: {
            k: sql("'acme-' || ((i - 1) / 50) || '-' || i"),
            pad: sql("rpad('', 80, 'x')"),
          },
        },
      },
      queries: { q: { sql: "select k, pad from t where k like 'acme-17-%'" } },
    });
  const ofColumn = await at1M(keys('collate "en-x-icu"'));
  const ofDatabase = await at1M(keys('', 'en_US'));
  expect(ofDatabase.accesses).toEqual(ofColumn.accesses);
  expect(ofDatabase.accesses.get('q / default [fresh]')).toMatchObject([{ method: 'seq' }]);
});

test('a type of the driver plans as the cast that stood in the statement', async () => {
  const keys = (cast: string, types?: readonly string[]) =>
    defineScenario({
      schema: `
        create table p (id bigint primary key);
        create table c (id bigint primary key, p_id bigint not null references p, amount numeric(12,2) not null);
        create index c_amount_idx on c (amount);`,
      driving: 'c',
      tables: {
        p: { rows: ratio(0.01), columns: { id: serial() } },
        c: { columns: { id: serial(), p_id: reference('p'), amount: uniform(0.01, 100_000) } },
      },
      queries: {
        key: {
          sql: `select * from c where id = $1${cast}`,
          cases: { one: [7] },
          ...(types === undefined ? {} : { types }),
        },
      },
    });
  const cast = await at1M(keys('::numeric'));
  const typed = await at1M(keys('', ['numeric']));
  expect(typed.accesses).toEqual(cast.accesses);
  expect(typed.accesses.get('key / one [fresh]')).toMatchObject([{ method: 'seq' }]);
  expect((await at1M(keys(''))).accesses.get('key / one [fresh]')).toMatchObject([
    { indexes: ['c_pkey'] },
  ]);
});
