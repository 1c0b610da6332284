import { openPlanner, type PlannerOptions } from '../../src/plan/capture';
import { describeAccess } from '../../src/plan/describe';
import type { PlanOutcome, Planner } from '../../src/plan/types';
import type { Connection } from '../../src/postgres/types';
import { sharedTestServer, type TestDatabase, type TestServer } from '../helpers/server';

const ddl = `
  create schema shop;
  create type shop.state as enum ('open', 'done');
  create table shop.orders (
    id bigint primary key, customer_id integer not null, status shop.state not null, note text,
    at timestamptz not null, day date not null, tags text[] not null, data jsonb not null, raw bytea
  );
  insert into shop.orders
  select i, i % 100, case when i % 50 = 0 then 'open' else 'done' end::shop.state, 'n' || i,
    timestamptz '2025-01-01 00:00:00+00' + i * interval '1 hour', date '2025-01-01' + i / 24,
    array['t' || i % 7], jsonb_build_object('k', i % 9), decode(md5(i::text), 'hex')
  from generate_series(1, 20000) i;
  create index orders_at_idx on shop.orders (at);
  create index orders_customer_id_idx on shop.orders (customer_id, at);
  create index orders_open_idx on shop.orders (customer_id) where status = 'open';
  create table shop.events (at date not null, kind integer not null) partition by range (at);
  create table shop.events_a partition of shop.events for values from ('2025-01-01') to ('2025-02-01');
  create table shop.events_b partition of shop.events for values from ('2025-02-01') to ('2025-03-01');
  create index events_kind_idx on shop.events (kind);
  insert into shop.events select date '2025-01-01' + i % 59, i from generate_series(1, 10000) i;
  create table shop.log (line text);
  analyze`;

let server: TestServer;
let database: TestDatabase;
beforeAll(async () => {
  server = await sharedTestServer();
  database = await server.open(ddl);
});
afterAll(async () => {
  await database.end();
  await server.close();
});

const open = async (options: Partial<PlannerOptions> = {}): Promise<Planner> =>
  openPlanner(await database.connect(), { settings: {}, ...options });

async function withPlanner<Result>(
  options: Partial<PlannerOptions>,
  work: (planner: Planner) => Promise<Result>,
): Promise<Result> {
  const planner = await open(options);
  try {
    return await work(planner);
  } finally {
    await planner.close();
  }
}

const lines = (outcome: PlanOutcome): readonly string[] =>
  outcome.ok ? outcome.plan.accesses.map(describeAccess) : [outcome.failure.message];

describe('planning', () => {
  let planner: Planner;
  beforeAll(async () => {
    planner = await open();
  });
  afterAll(() => planner.close());

  const plan = (sql: string, ...parameters: readonly unknown[]): Promise<PlanOutcome> =>
    planner.plan({ sql, parameters });

  test.each<[string, string, unknown]>([
    ['a number', 'select * from shop.orders where id = $1', 7],
    ['a big number', 'select * from shop.orders where id = $1', 7n],
    ['a text for a number', 'select * from shop.orders where id = $1', '7'],
  ])('%s is bound with the type that the server infers', async (_what, sql, value) => {
    expect(lines(await plan(sql, value))).toEqual(['Index Scan orders_pkey (orders): on id']);
  });

  test.each<[string, string, unknown]>([
    ['a date', 'select 1 from shop.orders where at = $1', new Date('2025-01-02T00:00:00Z')],
    ['a boolean', 'select 1 from shop.orders where ($1 or id = 1)', false],
    ['null', 'select 1 from shop.orders where note = $1', null],
    ['an array', 'select 1 from shop.orders where tags && $1', ['t1', 'it"s']],
    ['an array of numbers', 'select 1 from shop.orders where id = any ($1)', [1, 2]],
    ['an object', 'select 1 from shop.orders where data @> $1', { k: 1 }],
    ['a buffer', 'select 1 from shop.orders where raw = $1', Buffer.from('00ff', 'hex')],
    ['an enum', 'select 1 from shop.orders where status = $1', 'open'],
  ])('%s is planned', async (_what, sql, value) => {
    expect(await plan(sql, value)).toMatchObject({ ok: true });
  });

  test('values are constants to the planner, so it knows how many rows each has', async () => {
    const rows = async (status: string): Promise<number> => {
      const outcome = await plan('select * from shop.orders where status = $1', status);
      return outcome.ok ? outcome.plan.rows : 0;
    };
    expect(await rows('open')).toBeLessThan((await rows('done')) / 20);
  });

  test('a partial index is known by its predicate', async () => {
    expect(
      lines(await plan(`select id from shop.orders o where status = 'open' and customer_id = 50`)),
    ).toEqual(['Index Scan orders_open_idx (o): on customer_id, status']);
  });

  test('partitions have the names of their table and its index, one or many', async () => {
    expect(lines(await plan('select * from shop.events e where kind = 7'))).toEqual([
      'Index Scan events_kind_idx (e): on kind',
    ]);
    const one = await plan(`select * from shop.events e where kind = 7 and at = '2025-01-08'`);
    expect(one).toMatchObject({
      ok: true,
      plan: { accesses: [{ occurrence: 'e/shop.events', relation: 'events' }] },
    });
  });

  test.each([
    ['update', `update shop.orders set note = 'x' where id = 1`],
    ['delete', 'delete from shop.orders'],
    ['insert', `insert into shop.log values ('x')`],
    ['merge', 'merge into shop.orders o using shop.log on o.note = line when matched then delete'],
    ['a modifying CTE', 'with gone as (delete from shop.orders returning id) select * from gone'],
    ['a volatile function', `select nextval(pg_get_serial_sequence('shop.log', 'line'))`],
  ])('%s is planned and never run', async (_what, sql) => {
    expect(await plan(sql)).toMatchObject({ ok: true });
    const { rows } = await database.connection.query(
      'select (select count(*) from shop.orders)::int as orders, (select count(*) from shop.log)::int as log',
    );
    expect(rows).toEqual([{ orders: 20000, log: 0 }]);
  });

  test.each([
    ['select 1; drop table shop.log', 'refused: it contains 2 statements'],
    ['explain analyze delete from shop.orders', 'refused: it is an EXPLAIN itself'],
    ['drop table shop.log', 'refused: DROP cannot be planned'],
    ['', 'refused: it contains no statement'],
  ])('%s is refused', async (sql, message) => {
    expect(await plan(sql)).toMatchObject({
      ok: false,
      failure: { message: expect.stringContaining(message), statement: { sql } },
    });
  });

  test('a text that does not parse has the server’s words and place', async () => {
    const sql = 'select * frm shop.orders';
    expect(await plan(sql)).toEqual({
      ok: false,
      failure: {
        message: 'syntax error at or near "frm"',
        sqlState: '42601',
        position: 10,
        statement: { sql, parameters: [] },
      },
    });
    const { rejected } = await database.connection
      .query(sql)
      .then(() => ({ rejected: undefined }))
      .catch((error: { message: string; position: string }) => ({ rejected: error }));
    expect([rejected?.message, rejected?.position]).toEqual([
      'syntax error at or near "frm"',
      '10',
    ]);
  });

  test('a missing column is a failure with its place, and the session goes on', async () => {
    const sql = `select id from shop.orders where note = 'é' and nosuch = $1`;
    expect(await plan(sql, 1)).toMatchObject({
      ok: false,
      failure: {
        message: 'column "nosuch" does not exist',
        sqlState: '42703',
        position: sql.indexOf('nosuch') + 1,
      },
    });
    expect(await plan('select 1')).toMatchObject({ ok: true });
  });

  test.each([[[]], [[1, 2]]])('a wrong number of values is a failure: %j', async (values) => {
    expect(await plan('select * from shop.orders where id = $1', ...values)).toMatchObject({
      ok: false,
      failure: { message: `parameters in the statement: 1, values given: ${values.length}` },
    });
  });

  test('a value that the type does not take is a failure', async () => {
    expect(await plan('select * from shop.orders where id = $1', 'seven')).toMatchObject({
      ok: false,
      failure: { sqlState: '22P02' },
    });
  });

  test('settings for one statement hold for that one', async () => {
    const statement = { sql: 'select * from shop.orders where id = 7', parameters: [] };
    const off = { enable_indexscan: 'off', enable_bitmapscan: 'off' };
    expect(lines(await planner.planWith(statement, off))).toEqual(['Seq Scan (orders)']);
    expect(lines(await planner.plan(statement))).toEqual([
      'Index Scan orders_pkey (orders): on id',
    ]);
    // Also after a statement that failed under them.
    await planner.planWith({ sql: 'select nosuch from shop.orders', parameters: [] }, off);
    expect(lines(await planner.plan(statement))).toEqual([
      'Index Scan orders_pkey (orders): on id',
    ]);
  });

  test('one set of settings follows another, and a generic plan sees none of the last', async () => {
    const statement = { sql: 'select * from shop.orders where id = $1', parameters: [7] };
    const full = { enable_indexscan: 'off', enable_bitmapscan: 'off' };
    const settings = async (changed: Record<string, string>): Promise<unknown> => {
      const outcome = await planner.planWith(statement, changed);
      return outcome.ok ? outcome.plan.document.rest['Settings'] : outcome;
    };
    const usual = await settings({});
    expect(await settings(full)).toEqual({ ...(usual as object), ...full });
    expect(await settings({ work_mem: '1GB' })).toEqual({ ...(usual as object), work_mem: '1GB' });
    expect(await settings(full)).toEqual({ ...(usual as object), ...full });
    const generic = await planner.planWith(statement, { plan_cache_mode: 'force_generic_plan' });
    expect(lines(generic)).toEqual(['Index Scan orders_pkey (orders): on id']);
    expect(await settings({})).toEqual(usual);
  });

  test('a generic plan is the one for all values', async () => {
    const statement = { sql: 'select * from shop.orders where status = $1', parameters: ['open'] };
    const generic = { plan_cache_mode: 'force_generic_plan' };
    const [custom, all] = [
      await planner.plan(statement),
      await planner.planWith(statement, generic),
    ];
    expect(custom).toMatchObject({ ok: true });
    expect(all).toMatchObject({ ok: true, plan: { rows: 10000 } });
    const failed = await planner.planWith({ ...statement, sql: 'select nosuch, $1' }, generic);
    expect(failed).toMatchObject({ ok: false, failure: { position: 8 } });
    expect(await planner.planWith(statement, generic)).toMatchObject({ ok: true });
  });

  test('many at once follow each other', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        i % 3 === 0
          ? planner.planWith(
              { sql: `select ${i} from shop.orders`, parameters: [] },
              { enable_seqscan: 'off' },
            )
          : plan(i % 3 === 1 ? 'select nosuch' : `select ${i} from shop.orders where id = ${i}`),
      ),
    );
    expect(outcomes.map(({ ok }) => ok)).toEqual(outcomes.map((_, i) => i % 3 !== 1));
  });
});

describe('the session', () => {
  test('every planner setting is the stock one, whatever the database says', async () => {
    const statement = {
      sql: 'select count(*) from shop.orders where at > $1',
      parameters: ['2025-02-01'],
    };
    const before = await withPlanner({}, (planner) => planner.plan(statement));
    await database.connection.query(`
      alter database ${database.name} set enable_seqscan = off;
      alter database ${database.name} set random_page_cost = 1;
      alter database ${database.name} set timezone = 'Asia/Tokyo';
      alter database ${database.name} set standard_conforming_strings = off`);
    try {
      await withPlanner({}, async (planner) => {
        expect(planner.settings).toEqual({});
        const after = await planner.plan(statement);
        expect(after).toEqual(before);
        expect(after).toMatchObject({ plan: { document: { rest: { Settings: { jit: 'off' } } } } });
        // A backslash is no escape to the parser at the border, so it must be none to the server.
        expect(
          await planner.plan({ sql: `select '\\'; drop table shop.log; --'`, parameters: [] }),
        ).toMatchObject({
          ok: false,
        });
      });
    } finally {
      await database.connection.query(`alter database ${database.name} reset all`);
    }
  });

  test('the settings that differ from stock are told as `show` prints them', async () => {
    const settings = {
      work_mem: '65536',
      Random_Page_Cost: '1.1',
      enable_sort: 'on',
      timezone: 'Europe/Oslo',
    };
    await withPlanner({ settings }, (planner) => {
      expect(planner.settings).toEqual({
        TimeZone: 'Europe/Oslo',
        random_page_cost: '1.1',
        work_mem: '64MB',
      });
      return Promise.resolve();
    });
  });

  test.each([
    [{ enable_teleport: 'on' }, 'unrecognized configuration parameter "enable_teleport"'],
    [{ work_mem: 'lots' }, 'invalid value for parameter "work_mem": "lots"'],
  ])('%j is an error of the scenario', async (settings, reason) => {
    await expect(open({ settings })).rejects.toMatchObject({ code: 'config', reason });
  });

  test('a function that says it changes nothing, and does, changes nothing', async () => {
    await database.connection.query(`
      create function shop.opens() returns integer language plpgsql immutable as $$
        begin perform set_config('default_transaction_read_only', 'off', false); return 1; end $$;
      create function shop.insert() returns integer language plpgsql volatile as $$
        begin insert into shop.log values ('written'); return 1; end $$;
      create function shop.writes() returns integer language plpgsql immutable as $$
        begin return shop.insert(); end $$`);
    try {
      await withPlanner({}, async (planner) => {
        await planner.plan({
          sql: 'select 1 from shop.orders where id = shop.opens()',
          parameters: [],
        });
        expect(
          await planner.plan({
            sql: 'select 1 from shop.orders where id = shop.writes()',
            parameters: [],
          }),
        ).toMatchObject({
          ok: false,
          failure: { sqlState: '25006' },
        });
      });
      expect((await database.connection.query('select from shop.log')).rowCount).toBe(0);
    } finally {
      await database.connection.query('drop function shop.opens, shop.writes, shop.insert');
    }
  });

  test('no lock is held between statements', async () => {
    await withPlanner({}, async (planner) => {
      await planner.plan({ sql: 'update shop.log set line = line', parameters: [] });
      await database.connection.query('set lock_timeout = 2000');
      await database.connection.query('alter table shop.log add column extra integer');
      await database.connection.query('alter table shop.log drop column extra');
    });
  });

  test('a statement that takes too long is a failure of that statement', async () => {
    await database.connection.query(`
      create function shop.sleeps() returns integer language plpgsql immutable as $$
        begin perform pg_sleep(20); return 1; end $$`);
    try {
      await withPlanner({ statementTimeout: 100 }, async (planner) => {
        const slow = { sql: 'select 1 from shop.orders where id = shop.sleeps()', parameters: [] };
        expect(await planner.plan(slow)).toMatchObject({
          ok: false,
          failure: { sqlState: '57014' },
        });
        expect(await planner.plan({ sql: 'select 1', parameters: [] })).toMatchObject({ ok: true });
      });
    } finally {
      await database.connection.query('drop function shop.sleeps');
    }
  });

  test('a lost connection is an error, and no failure of the statement', async () => {
    const connection = await database.connect();
    const { rows } = await connection.query<{ pid: number }>('select pg_backend_pid() as pid');
    const planner = await openPlanner(connection, { settings: {} });
    await database.connection.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
    await expect(planner.plan({ sql: 'select 1', parameters: [] })).rejects.toMatchObject({
      code: 'server-failed',
    });
    await planner.close();
  });

  test('parallel plans are planned, through the protocol that binds values', async () => {
    const settings = {
      min_parallel_table_scan_size: '0',
      parallel_setup_cost: '0',
      parallel_tuple_cost: '0',
    };
    await withPlanner({ settings }, async (planner) => {
      const outcome = await planner.plan({
        sql: 'select count(*) from shop.orders where note <> $1',
        parameters: ['x'],
      });
      expect(JSON.stringify(outcome)).toContain('"Gather"');
    });
  });

  test('only EXPLAIN is sent, one statement at a time', async () => {
    const sent: string[] = [];
    const real = await database.connect();
    const recording: Connection = {
      query: (text, values) => {
        sent.push(text);
        return real.query(text, values);
      },
      end: () => real.end(),
    };
    const planner = await openPlanner(recording, { settings: {} });
    sent.length = 0;
    await planner.plan({ sql: 'select 1', parameters: [] });
    await planner.plan({ sql: 'select 1; select 2', parameters: [] });
    await planner.plan({ sql: 'vacuum', parameters: [] });
    await planner.close();
    expect(sent).toEqual(['explain (format json, verbose, settings) select 1']);
  });
});
