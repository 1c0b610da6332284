import {
  Kysely,
  PostgresAdapter,
  DummyDriver,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import { sweepScenario } from '../../src/check/sweep-scenario';
import { engines } from '../../src/engine/engines';
import { builtQuery } from '../../src/scenario/define';
import { draw, reference, ratio, serial, time, weighted } from '../../src/definitions';
import { scenarioFrom } from '../../src/scenario/from-definition';
import type { ScenarioDefinition } from '../../src/scenario/types';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server.close());

const db = new Kysely<{ parcels: { id: string; depot_id: string; state: string } }>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (of) => new PostgresIntrospector(of),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

const definition: ScenarioDefinition = {
  schema: `
    create table depots (id bigint primary key, town text not null);
    create table parcels (
      id bigint primary key, depot_id bigint not null references depots, state text not null, at timestamptz not null);
    create index parcels_depot_idx on parcels (depot_id);
    create index parcels_at_idx on parcels (at, id);`,
  driving: 'parcels',
  tables: {
    depots: { rows: ratio(0.01), columns: { id: serial(), town: weighted({ Bonn: 1, Kiel: 9 }) } },
    parcels: {
      columns: {
        id: serial(),
        depot_id: reference('depots'),
        state: weighted({ sent: 9, lost: 1 }),
        at: time({ from: '2024-01-01', to: '2026-01-01' }),
      },
    },
  },
  queries: {
    built: builtQuery({
      build: ({ depot }: { depot: string }) =>
        db.selectFrom('parcels').selectAll().where('depot_id', '=', depot),
      cases: {
        common: { depot: draw.common('parcels.depot_id') },
        rare: { depot: draw.rare('parcels.depot_id') },
      },
      variants: true,
    }),
    page: {
      sql: 'select id from parcels where (at, id) > ($1, $2) order by at, id limit 20',
      cases: { last: [draw.highest('parcels.at'), 5] },
    },
  },
};

const sweep = (variants?: boolean) =>
  sweepScenario({
    server,
    scenario: scenarioFrom('parcels', definition),
    engine: engines.virtual,
    scales: { from: 1e3, to: 1e6 },
    precision: 0.5,
    noTrial: true,
    ...(variants === undefined ? {} : { variants }),
  });

test('a query of a builder is planned as others would write it, one case of it, and its findings stay its own', async () => {
  const { variants, timelines, findings } = await sweep();
  expect(new Set(variants.map(({ query, case: label }) => `${query} ${label}`))).toEqual(
    new Set(['built rare']),
  );
  const kept = Object.fromEntries(variants.map(({ rule, keptUpTo }) => [rule.name, keptUpTo]));
  expect(kept).toMatchObject({
    'materialized CTE': undefined,
    'arithmetic on the column': undefined,
  });
  expect(variants.every(({ timeline }) => timeline !== undefined)).toBe(true);
  expect(timelines.map(({ query, case: label }) => `${query} ${label}`)).toEqual([
    'built common',
    'built rare',
    'page last',
  ]);
  expect(findings.filter(({ case: label }) => label.includes(':'))).toEqual([]);
});

test('with the option every query is, and values of parameters that a variant drops are left out', async () => {
  const { variants } = await sweep(true);
  const page = variants.filter(({ query }) => query === 'page');
  expect(page.map(({ rule }) => rule.name)).toEqual(
    expect.arrayContaining([
      'keyset as OR',
      'offset for keyset',
      'limit dropped',
      'mixed sort direction',
    ]),
  );
  const offset = page.find(({ rule }) => rule.name === 'offset for keyset')?.timeline;
  expect(offset?.statement.parameters).toEqual([]);
  expect(offset?.statement.sql).toMatch(/limit 20 offset 100000$/);
});
