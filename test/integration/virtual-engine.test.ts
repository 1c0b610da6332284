import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { seedEngine } from '../../src/engine/seed/engine';
import type { World } from '../../src/engine/types';
import { virtualEngine } from '../../src/engine/virtual/engine';
import type { PlanOutcome } from '../../src/plan/types';
import type { Connection } from '../../src/postgres/types';
import { serial, text, time } from '../../src/model/distributions';
import type { Condition, Scenario } from '../../src/scenario/types';
import { listLength } from '../../src/verify/statistics/allowances';
import { scenarioOf } from '../helpers/scenario-of';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { type CaseWorld, casesOf, contextFor, inWorld } from '../helpers/world';
import { library } from '../fixtures/worlds/library';
import { zoo } from '../fixtures/worlds/zoo';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server.close());

/** One table with little in it, for what does not depend on the kinds of columns and indexes. */
function herd(): Scenario {
  const schema = `
    create table animals (id bigint primary key, born timestamptz not null, name text not null);
    create index animals_born on animals (born);`;
  return scenarioOf('herd', schema, {
    schema,
    driving: 'animals',
    tables: {
      animals: {
        columns: {
          id: serial(),
          born: time({ from: '2024-01-01', to: '2025-12-31' }),
          name: text({ minLength: 5, maxLength: 20 }),
        },
      },
    },
    queries: { newest: { sql: "select count(*) from animals where born > '2025-12-30'" } },
  });
}

/** For what must hold of a sample of any size. */
const smallSamples = { settings: { default_statistics_target: '10' } };

/** Costs, rows and shapes of all plans. */
const planned = (outcomes: readonly PlanOutcome[]) =>
  outcomes.map((outcome) => (outcome.ok ? outcome.plan.document : outcome.failure.message));

const signatures = (outcomes: readonly PlanOutcome[]) =>
  outcomes.map((outcome) => (outcome.ok ? outcome.plan.signature : outcome.failure.message));

interface Size {
  readonly name: string;
  readonly method: string | null;
  readonly pages: number;
  readonly tuples: number;
  readonly level: number | null;
}

async function sizesOf(connection: Connection): Promise<readonly Size[]> {
  await connection.query('create extension if not exists pageinspect schema pg_catalog');
  const { rows } = await connection.query<Size>(`
    select c.relname as name, m.amname as method, (pg_relation_size(c.oid) / 8192)::int as pages,
      c.reltuples::float8 as tuples,
      case when m.amname = 'btree' then (bt_metap(c.oid::regclass::text)).fastlevel::int end as level
    from pg_class c left join pg_am m on m.oid = c.relam and c.relkind = 'i'
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'i') order by 1`);
  return rows;
}

interface ColumnStatistics {
  readonly name: string;
  readonly distinct: number;
  readonly nulls: number;
  readonly width: number;
  readonly correlation: number | null;
  readonly common: number;
  readonly frequencies: readonly number[];
  readonly bounds: number;
}

async function statisticsOf(connection: Connection): Promise<readonly ColumnStatistics[]> {
  const { rows } = await connection.query<ColumnStatistics>(`
    select tablename || '.' || attname as name, n_distinct::float8 as distinct, null_frac::float8 as nulls,
      avg_width as width, correlation::float8 as correlation, coalesce(cardinality(most_common_freqs), 0) as common,
      coalesce(most_common_freqs::float8[], '{}') as frequencies,
      coalesce(cardinality(histogram_bounds::text::text[]), 0) as bounds
    from pg_stats where schemaname = 'public' order by 1`);
  return rows;
}

describe('beside really loaded rows', () => {
  const scale = 60_000;
  const scenario = zoo();
  interface Seen {
    readonly outcomes: readonly PlanOutcome[];
    readonly sizes: readonly Size[];
    readonly statistics: readonly ColumnStatistics[];
  }
  let virtual: Seen;
  let real: Seen;
  /** Of the virtual tables at a billion rows, and of the files on the disk. */
  let billion: { readonly failed: number; readonly bytes: number; readonly kilobytes: number };
  const see = async (world: CaseWorld): Promise<Seen> => {
    const outcomes = await world.planAt(scale, casesOf(scenario));
    return world.inspect(scale, async (connection) => ({
      outcomes,
      sizes: await sizesOf(connection),
      statistics: await statisticsOf(connection),
    }));
  };
  const seeBillion = async (world: CaseWorld) => {
    const outcomes = await world.planAt(1_000_000_000, casesOf(scenario));
    const bytes = await world.inspect(1_000_000_000, async (connection) => {
      const { rows } = await connection.query<{ bytes: string }>(
        "select sum(pg_relation_size(oid)) as bytes from pg_class where relnamespace = 'public'::regnamespace",
      );
      return Number(rows[0]?.bytes);
    });
    const kilobytes = execFileSync('du', [
      '-sk',
      join(server.dataDirectory ?? '', 'base'),
    ]).toString();
    return {
      failed: outcomes.filter(({ ok }) => !ok).length,
      bytes,
      kilobytes: Number.parseInt(kilobytes),
    };
  };
  beforeAll(async () => {
    await inWorld(server, virtualEngine, scenario, async (world) => {
      virtual = await see(world);
      billion = await seeBillion(world);
    });
    real = await inWorld(server, seedEngine, scenario, see);
  });

  test('a billion rows are planned over, and take no room', () => {
    expect(billion.failed).toBe(0);
    expect(billion.bytes).toBeGreaterThan(500e9);
    expect(billion.kilobytes).toBeLessThan(250_000);
  });

  test('every case has the same plan', () => {
    expect(signatures(virtual.outcomes)).toEqual(signatures(real.outcomes));
  });

  test('heap and every kind of index have the same pages, within 5 % or a page', () => {
    const off = real.sizes.filter(({ name, pages }) => {
      const made = virtual.sizes.find((size) => size.name === name)?.pages ?? 0;
      return Math.abs(made - pages) > Math.max(1, pages * 0.05);
    });
    expect(off.map(({ name }) => name)).toEqual([]);
  });

  test('b-trees have the same height', () => {
    const heights = (sizes: readonly Size[]) => sizes.map(({ name, level }) => [name, level]);
    expect(heights(virtual.sizes)).toEqual(heights(real.sizes));
  });

  test('columns and expressions have the statistics that ANALYZE found', () => {
    const names = (seen: Seen) => seen.statistics.map(({ name }) => name);
    expect(names(virtual)).toEqual(names(real));
    for (const [k, found] of real.statistics.entries()) {
      const made = virtual.statistics[k] as ColumnStatistics;
      const shown = (of: ColumnStatistics) => JSON.stringify({ ...of, frequencies: undefined });
      const message = `${found.name}: ${shown(made)} for ${shown(found)}`;
      const near = (a: number, b: number, slack: number) => Math.abs(a - b) <= slack;
      const rows = found.name.startsWith('keepers') ? 3_000 : scale;
      const distinct = (value: number) => (value < 0 ? -value * rows : value);
      // Four standard errors of the difference of two correlations, where ANALYZE reads 30,000 rows.
      const chance = 4 * Math.sqrt(2 / (Math.min(rows, 30_000) * (1 - found.nulls) + 1));
      const agrees =
        near(
          distinct(made.distinct) / distinct(found.distinct || 1),
          found.distinct === 0 ? 0 : 1,
          0.05,
        ) &&
        near(made.nulls, found.nulls, 0.01) &&
        near(made.width, found.width, 1) &&
        near(made.correlation ?? 0, found.correlation ?? 0, Math.max(0.05, chance)) &&
        made.bounds === found.bounds &&
        listLength(rows, [found.frequencies]).within(made.common, found.common, found.common);
      expect(agrees ? 'agrees' : message).toBe('agrees');
    }
  });
});

test('a scale has the same plans, to the last digit, however it is come to', async () => {
  const all = zoo();
  // Without the column for whose statistics ANALYZE would read 45,000 rows all the same.
  const scenario = { ...all, ddl: all.ddl.replace(/alter table .* set statistics 150;/, '') };
  const cases = casesOf(scenario);
  const direct = await inWorld(
    server,
    virtualEngine,
    scenario,
    (world) => world.planAt(2_000_000, cases),
    smallSamples,
  );
  const roundabout = await inWorld(
    server,
    virtualEngine,
    scenario,
    async (world) => {
      await Promise.all(
        [1_000, 900_000_000, 45_000, 2_100_000].map((scale) => world.planAt(scale, cases)),
      );
      return world.planAt(2_000_000, cases);
    },
    { ...smallSamples, scalesAtOnce: 2 },
  );
  expect(planned(roundabout)).toEqual(planned(direct));
});

describe('conditions', () => {
  const scenario = herd();
  const rowsOf = (outcomes: readonly PlanOutcome[]) => {
    const [outcome] = outcomes;
    return outcome?.ok ? (outcome.plan.accesses[0]?.rows ?? 0) : 0;
  };
  const under = (condition: Partial<Condition>) =>
    inWorld(
      server,
      virtualEngine,
      scenario,
      async (world) => {
        const outcomes = await world.planAt(1_000_000, casesOf(scenario));
        return world.inspect(1_000_000, async (connection) => {
          const { rows } = await connection.query<{
            pages: number;
            tuples: number;
            visible: number;
            file: number;
          }>(
            `select relpages as pages, reltuples::float8 as tuples, relallvisible as visible,
               (pg_relation_size(oid) / 8192)::int as file from pg_class where relname = 'animals'`,
          );
          return { ...(rows[0] as (typeof rows)[number]), estimate: rowsOf(outcomes) };
        });
      },
      { condition: { label: 'worn', ...condition } },
    );

  let fresh: Awaited<ReturnType<typeof under>>;
  beforeAll(async () => {
    fresh = await under({});
  });

  test('stale statistics know the first rows only, beside files of full size', async () => {
    const stale = await under({ stale: 10 });
    expect(stale.file).toBe(fresh.file);
    expect(stale.tuples).toBe(100_000);
    expect(stale.pages / fresh.pages).toBeCloseTo(0.1, 2);
    // The histogram ends where the first tenth of the rows ends.
    expect(stale.estimate).toBeLessThan(fresh.estimate / 10);
  });

  test('bloat makes the heap longer, and rows no more', async () => {
    const bloated = await under({ bloat: 0.5 });
    expect(bloated.pages / fresh.pages).toBeCloseTo(2, 2);
    expect(bloated.tuples).toBe(fresh.tuples);
  });

  test('pages that are not all-visible are said to be so', async () => {
    const busy = await under({ notVisible: 0.3 });
    expect(busy.visible / busy.pages).toBeCloseTo(0.7, 2);
  });
});

test('partitions that grow in number are there at each scale, with their share of the rows', async () => {
  const scenario = library();
  const plan = async (world: CaseWorld): Promise<void> => {
    const cases = casesOf(scenario).filter(({ query }) => query !== 'no-such-column');
    for (const scale of [2_000, 90_000, 50_000_000, 60_000]) {
      const outcomes = await world.planAt(scale, cases);
      expect(outcomes.map(({ ok }) => ok)).toEqual(cases.map(() => true));
      const total = await world.inspect(scale, async (connection) => {
        const { rows } = await connection.query<{ rows: number }>(`
          select sum(reltuples)::float8 as rows from pg_class
          where oid in (select relid from pg_partition_tree('loans') where isleaf)`);
        return rows[0]?.rows ?? 0;
      });
      expect(total / scale).toBeCloseTo(1, 2);
    }
  };
  await inWorld(server, virtualEngine, scenario, plan, smallSamples);
});

describe('one table', () => {
  const scenario = herd();
  let world: World;
  beforeAll(async () => {
    world = await virtualEngine.open(await contextFor(server, scenario, smallSamples));
  });
  afterAll(() => world.close());
  const explained = (scale: number, sql: string): Promise<PlanOutcome> =>
    world.replan(scale, { sql, parameters: [] }, {});

  test('the planner sees the newest row, which no sample has', async () => {
    const outcome = await explained(1_000_000_000, 'select * from animals where id > 999999000');
    const rows = outcome.ok ? outcome.plan.rows : 0;
    expect(rows).toBeGreaterThan(100);
    expect(rows).toBeLessThan(100_000);
  });

  test('lets nothing near the server but what EXPLAIN alone plans', async () => {
    const refused = [
      'explain analyze select * from animals',
      'select 1; drop table animals',
      'vacuum animals',
      'truncate animals',
      'select * into copied from animals',
    ];
    const tried = async (sql: string) => ({ sql, ok: (await explained(1_000, sql)).ok });
    for (const sql of refused) expect(await tried(sql)).toEqual({ sql, ok: false });
    const sql = 'select * from animals';
    expect(await tried(sql)).toEqual({ sql, ok: true });
  });

  test('says which table could not exist at a scale', async () => {
    await expect(explained(1e13, 'select * from animals')).rejects.toMatchObject({
      code: 'engine',
      message: expect.stringMatching(/^animals.* cannot have /),
    });
  });
});

describe('safety', () => {
  test('refuses a server that is not its own', async () => {
    const context = await contextFor(server, herd());
    const remote = { ...context, server: { ...server, kind: 'remote' as const } };
    await expect(virtualEngine.open(remote)).rejects.toMatchObject({ code: 'engine' });
  });

  test('leaves no database behind', async () => {
    const { rows } = await (async () => {
      const database = await server.open();
      try {
        return await database.connection.query(
          "select datname from pg_database where datname ~ 'virtual'",
        );
      } finally {
        await database.end();
      }
    })();
    expect(rows).toEqual([]);
  });
});
