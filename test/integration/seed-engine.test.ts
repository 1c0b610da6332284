import { modelDrawer } from '../../src/drawer/from-model';
import { seedEngine } from '../../src/engine/seed/engine';
import type { EngineProgress } from '../../src/engine/types';
import type { Condition, Scenario } from '../../src/scenario/types';
import type { Connection, Database } from '../../src/postgres/types';
import { startTestServer, type TestServer } from '../helpers/server';
import { type CaseWorld, contextFor, drawingWorld } from '../helpers/world';
import { journal, library } from '../fixtures/worlds/library';

let server: TestServer;
beforeAll(async () => (server = await startTestServer()));
afterAll(() => server.close());

interface Seeded {
  readonly world: CaseWorld;
  /** A session in the world's own database. */
  readonly connection: Connection;
  readonly progress: readonly EngineProgress[];
}

/** Opens the library with the seed engine, does `work`, and closes everything. */
async function seeded(
  work: (of: Seeded) => Promise<void>,
  options: {
    scenario?: Scenario;
    condition?: Partial<Condition>;
    signal?: AbortSignal;
  } = {},
): Promise<void> {
  const scenario = options.scenario ?? library();
  const databases: Database[] = [];
  const watched = {
    ...server,
    createDatabase: async (label: string) => {
      const database = await server.createDatabase(label);
      databases.push(database);
      return database;
    },
  };
  const progress: EngineProgress[] = [];
  const context = await contextFor(server, scenario, {
    condition: { label: 'fresh', ...options.condition },
    onProgress: (each) => progress.push(each),
    ...(options.signal && { signal: options.signal }),
  });
  const world = await seedEngine.open({ ...context, server: watched });
  const connection = await (databases[0] as Database).connect();
  const drawer = modelDrawer(scenario.queries, context.model, connection);
  try {
    await work({ world: drawingWorld(world, drawer), connection, progress });
  } finally {
    await connection.end();
    await world.close();
  }
}

async function values(connection: Connection, sql: string): Promise<unknown[]> {
  const { rows } = await connection.query(sql);
  return rows.map((row) => Object.values(row).map(String).join(' '));
}

const digests = `
  select (select md5(string_agg(b::text, '|' order by id)) from books b)
    || (select md5(string_agg(l::text, '|' order by l.book_id, l.taken_at, l.id)) from loans l)`;

/** Indexes of each table in OID order, then constraints in name order. */
const schemaOf = `
  select indrelid::regclass || ': ' || pg_get_indexdef(indexrelid) || indisvalid || indimmediate
    from pg_index where indrelid::regclass::text !~ '^pg_' order by indrelid, indexrelid`;
const constraintsOf = `
  select conrelid::regclass || ': ' || conname || ' ' || pg_get_constraintdef(oid) || convalidated
    from pg_constraint where connamespace = 'public'::regnamespace order by 1`;

describe('the seed engine', () => {
  test('fills every table with the rows of the model', () =>
    seeded(async ({ world, connection }) => {
      await world.planAt(2_000, []);
      expect(await values(connection, 'select count(*), max(id) from books')).toEqual(['200 200']);
      expect(await values(connection, 'select count(*) from only loans')).toEqual(['0']);
      expect(await values(connection, 'select count(*) from loans')).toEqual(['2000']);
      expect(await values(connection, 'select count(*) from loans_2024')).not.toEqual(['0']);
      expect(await values(connection, 'select sum(n) from popular')).toEqual(['2000']);
    }));

  test('restores indexes in their order, constraints under their names, and no more', () =>
    seeded(async ({ world, connection }) => {
      const indexes = await values(connection, schemaOf);
      const constraints = await values(connection, constraintsOf);
      await world.planAt(1_000, []);
      await world.planAt(2_000, []);
      expect(await values(connection, schemaOf)).toEqual(indexes);
      expect(await values(connection, constraintsOf)).toEqual(constraints);
      expect(constraints.join()).toContain('FOREIGN KEY (book_id) REFERENCES books(id)');
      expect(constraints.join()).toContain('DEFERRABLE');
    }));

  test('makes the same rows again, on the way up, down and in another database', async () => {
    const found: unknown[] = [];
    for (const scales of [[3_000], [1_000, 3_000], [5_000, 3_000]]) {
      await seeded(async ({ world, connection }) => {
        for (const scale of scales) await world.planAt(scale, []);
        found.push(await values(connection, digests));
      });
    }
    expect(found[1]).toEqual(found[0]);
    expect(found[2]).toEqual(found[0]);
  });

  test('leaves foreign keys that hold', () =>
    seeded(async ({ world, connection }) => {
      await world.planAt(2_000, []);
      await expect(
        connection.query("insert into loans (book_id, taken_at) values (999999, '2024-05-05')"),
      ).rejects.toMatchObject({ code: '23503' });
    }));

  test('leaves no trigger firing, and pages visible and analysed, however late the log is written', () =>
    seeded(async ({ world, connection }) => {
      await connection.query("alter system set wal_writer_delay = '10s'");
      await connection.query("alter system set wal_writer_flush_after = '1GB'");
      await connection.query('select pg_reload_conf()');
      await world.planAt(2_000, []);
      expect(
        await values(
          connection,
          "select reltuples, relallvisible = relpages from pg_class where relname = 'books'",
        ),
      ).toEqual(['200 true']);
      expect(
        await values(connection, "select count(*) from pg_stats where tablename = 'books'"),
      ).toEqual(['4']);
    }));

  test('plans cases with values drawn at the scale', () =>
    seeded(async ({ world }) => {
      const cases = library().queries.flatMap((query) => query.cases);
      const outcomes = await world.planAt(2_000, cases);
      expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, true, false]);
      expect(outcomes[0]).toMatchObject({
        statement: { parameters: ['200'] },
        plan: { accesses: [{ relation: 'books' }] },
      });
      expect(outcomes[2]).toMatchObject({ failure: { sqlState: '42703' } });
    }));

  test('plans again under other settings', () =>
    seeded(async ({ world }) => {
      const statement = { sql: 'select * from books where id = $1', parameters: ['7'] };
      const settings = { enable_indexscan: 'off', enable_bitmapscan: 'off' };
      expect(await world.replan(2_000, statement, settings)).toMatchObject({
        plan: { accesses: [{ method: 'seq' }] },
      });
    }));

  test('tells how many rows each table has', () =>
    seeded(async ({ world, progress }) => {
      await world.planAt(60_000, []);
      const rows = progress.filter(({ phase, table }) => phase === 'rows' && table === 'loans');
      expect(rows.map(({ done, total }) => [done, total])).toEqual([
        [50_000, 60_000],
        [60_000, 60_000],
      ]);
      expect(new Set(progress.map(({ phase }) => phase))).toEqual(
        new Set(['schema', 'rows', 'indexes', 'vacuum', 'plan']),
      );
    }));

  test('stops in mid-load when it is interrupted', async () => {
    const controller = new AbortController();
    await seeded(
      async ({ world }) => {
        const planning = world.planAt(3_000_000, []);
        setTimeout(() => controller.abort(), 300);
        await expect(planning).rejects.toMatchObject({ code: 'interrupted' });
      },
      { signal: controller.signal },
    );
  });

  test('names the disk when it cannot hold the rows', () =>
    seeded(async ({ world }) => {
      await expect(world.planAt(1e12, [])).rejects.toMatchObject({
        code: 'disk',
        message: 'real rows at 1000B do not fit on the disk',
      });
    }));

  test('says which rows the schema refuses', () =>
    seeded(
      async ({ world }) => {
        await expect(world.planAt(2_000, [])).rejects.toMatchObject({
          code: 'model',
          reason: expect.stringContaining('books_check') as string,
        });
      },
      { scenario: library('alter table books add constraint books_check check (id < 150);') },
    ));

  test('grows and drops partitions with the table, all with its indexes', () =>
    seeded(
      async ({ world, connection }) => {
        const partitions = `
          select c.relname || ' ' || (select count(*) from pg_index where indrelid = c.oid)
            from pg_inherits i join pg_class c on c.oid = i.inhrelid
           where i.inhparent = 'entries'::regclass order by 1`;
        await world.planAt(2_500, []);
        const found = await values(connection, partitions);
        expect(found).toEqual(['entries_2025_10 2', 'entries_2025_11 2', 'entries_2025_12 2']);
        await world.planAt(5_000, []);
        expect(await values(connection, partitions)).toHaveLength(5);
        await world.planAt(2_500, []);
        expect(await values(connection, partitions)).toEqual(found);
        expect(await values(connection, 'select count(*) from entries')).toEqual(['2500']);
      },
      { scenario: journal() },
    ));

  test('keeps an index that a view stands on', () =>
    seeded(
      async ({ world, connection }) => {
        const indexes = await values(connection, schemaOf);
        await world.planAt(2_000, []);
        expect(await values(connection, schemaOf)).toEqual(indexes);
        expect(await values(connection, 'select count(*) from shelf')).toEqual(['200']);
      },
      {
        scenario: library(
          'create view shelf as select id, title, count(*) from books group by id;',
        ),
      },
    ));
});

describe('conditions', () => {
  const pages = "select relpages, relallvisible, reltuples from pg_class where relname = 'books'";

  test('stale: statistics of a smaller table over files of full size', () =>
    seeded(
      async ({ world, connection }) => {
        const cases = library().queries.flatMap((query) => query.cases);
        await world.planAt(310_000, cases);
        const [size] = await values(connection, "select pg_relation_size('books') / 8192");
        const [found] = (await connection.query<{ relpages: number }>(pages)).rows;
        expect(Number(size) / (found?.relpages ?? 0)).toBeCloseTo(10, 0);
        expect(await values(connection, 'select count(*) from books')).toEqual(['31000']);
        // So large that a fresh table's statistics would be gathered again, for another vote.
        const loans = "select reltuples from pg_class where relname = 'loans'";
        expect(await values(connection, loans)).toEqual(['31000']);
      },
      { condition: { stale: 10 } },
    ));

  test('bloat: as many more pages as are dead', async () => {
    const found: number[] = [];
    for (const condition of [{}, { bloat: 0.5 }]) {
      await seeded(
        async ({ world, connection }) => {
          await world.planAt(100_000, []);
          found.push((await connection.query<{ relpages: number }>(pages)).rows[0]?.relpages ?? 0);
        },
        { condition },
      );
    }
    expect((found[1] ?? 0) / (found[0] ?? 1)).toBeCloseTo(2, 1);
  });

  test('notVisible: that share of the pages', () =>
    seeded(
      async ({ world, connection }) => {
        await world.planAt(100_000, []);
        const [row] = (await connection.query<{ relpages: number; relallvisible: number }>(pages))
          .rows;
        expect((row?.relallvisible ?? 0) / (row?.relpages ?? 1)).toBeCloseTo(0.7, 1);
        expect(await values(connection, 'select count(*) from books')).toEqual(['10000']);
      },
      { condition: { notVisible: 0.3 } },
    ));
});
