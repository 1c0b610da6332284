import type { World } from '../../src/engine/types';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { serial, time, uniformInt, weighted } from '../../src/model/distributions';
import { ratio } from '../../src/model/growth';
import type { Scenario } from '../../src/scenario/types';
import { verifyScenario } from '../../src/verify/verify-scenario';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { contextFor, unwatched } from '../helpers/world';
import { scenarioOf } from '../helpers/scenario-of';

/** Whatever else than tables of the model a statement may lead to. */
function relatives(): Scenario {
  const ddl = `
    create table base (id bigint not null, status text not null, at timestamptz not null);
    create table empty_child (extra int) inherits (base);
    create table full_child (extra int) inherits (base);
    create index on base (status);
    create index on empty_child (status);
    create index on full_child (status);
    create unlogged table logs (id bigint primary key, level text not null);
    create index on logs (level);
    create materialized view opened as select id, at from only base where status = 'open';
    create function of_level(l text) returns setof logs stable language sql as $$ select * from logs where level = l $$;
    create function most() returns bigint stable language plpgsql as $$ begin return (select max(id) from logs); end $$;
  `;
  const columns = {
    id: serial(),
    status: weighted({ open: 5, done: 90, failed: 5 }),
    at: time({ from: '2025-01-01', to: '2026-01-01' }),
  };
  return scenarioOf('relatives', ddl, {
    schema: ddl,
    driving: 'base',
    tables: {
      base: { columns },
      full_child: { rows: ratio(0.8), columns: { ...columns, extra: uniformInt(1, 10) } },
      logs: {
        rows: ratio(1),
        columns: { id: serial(), level: weighted({ info: 90, warn: 9, error: 1 }) },
      },
    },
    queries: {
      family: { sql: "select * from base where status = 'open'" },
      childless: { sql: "select * from empty_child where status = 'open'" },
      inlined: { sql: "select * from of_level('error')" },
    },
  });
}

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server.close());

test('children by inheritance, empty or not, plan as for real, and so do the tables behind a function', async () => {
  const result = await verifyScenario({
    server,
    scenario: relatives(),
    rows: 50_000,
    runs: 2,
    statistics: true,
    ...unwatched(),
  });
  expect(result.agreement.cases.filter(({ verdict }) => verdict !== 'same')).toEqual([]);
  const sizes = result.statistics?.filter(({ figure }) => /pages|reltuples/.test(figure));
  expect(sizes?.filter(({ within, subject }) => !within && !/opened/.test(subject))).toEqual([]);
});

describe('virtual tables alone', () => {
  let world: World;
  beforeAll(async () => {
    world = await virtualEngine.open(await contextFor(server, relatives()));
  });
  afterAll(() => world.close());

  const rowsOf = async (scale: number, sql: string): Promise<number> => {
    const outcome = await world.replan(scale, { sql, parameters: [] }, {});
    return outcome.ok ? outcome.plan.rows : NaN;
  };

  test('a materialized view has its rows where its tables have theirs, and is estimated beyond', async () => {
    const viewed = 'select * from opened';
    const real = await rowsOf(20_000, viewed);
    expect(real / 1_000).toBeCloseTo(1, 1);
    // Of the world that is new.
    expect(world.approximations).toEqual([]);
    expect((await rowsOf(100_000_000, viewed)) / 5_000_000).toBeCloseTo(1, 1);
    expect(world.approximations).toContain(
      'opened: a materialized view: as many rows as the planner expects of its query, with the statistics of the columns of the same name',
    );
    expect(await rowsOf(20_000, viewed)).toBe(real);
  });

  test('a parent by inheritance has statistics of its own and of all rows together', async () => {
    for (const scale of [20_000, 1_000_000]) {
      const found = await world.inspect(scale, async (connection) => {
        const { rows } = await connection.query<{ inherited: boolean; frequency: number }>(`
          select inherited, most_common_freqs[1]::float8 as frequency from pg_stats
          where tablename = 'base' and attname = 'status' order by inherited`);
        return rows;
      });
      expect(found.map(({ inherited }) => inherited)).toEqual([false, true]);
      for (const { frequency } of found) expect(frequency).toBeCloseTo(0.9, 1);
    }
    expect(world.approximations).toContain(
      'base: the statistics over this table and its inheriting tables: those of its own rows',
    );
  });

  test('a table that only a function names is brought to the row count', async () => {
    const rows = await rowsOf(1_000_000_000, "select * from of_level('error')");
    expect(rows / 10_000_000).toBeCloseTo(1, 1);
  });

  test('a function that the planner runs is named', async () => {
    await rowsOf(1_000_000, 'select * from base where id < most()');
    expect(world.approximations).toContain(
      'logs: function most() runs while a query is planned, and finds no rows here',
    );
  });
});
