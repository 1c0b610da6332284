import { virtualEngine } from '../../src/engine/virtual/engine';
import {
  reference,
  serial,
  sql,
  time,
  uniformInt,
  weighted,
  zipf,
} from '../../src/model/distributions';
import { perParent, ratio } from '../../src/model/growth';
import type { Scenario } from '../../src/scenario/types';
import type { VerifyResult } from '../../src/verify/types';
import { verifyScenario } from '../../src/verify/verify-scenario';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { inWorld, unwatched } from '../helpers/world';
import { scenarioOf } from '../helpers/scenario-of';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server.close());

/** Half of the usual sample: tables of half of the rows show the same. */
const smaller = { default_statistics_target: '50' };

const columns = {
  id: serial(),
  region: weighted({ eu: 55, us: 30, jp: 10, br: 4, nz: 1 }),
  tenant: zipf(3_000, 0.9),
  // As many as a list of common values holds: of a longer one chance decides which are left out.
  amount: uniformInt(1, 30),
  at: time({ from: '2025-01-01', to: '2025-12-31' }),
};
const columnTypes =
  'id bigint not null, region text not null, tenant int not null, amount int not null, at timestamptz not null';

/** Rows that fall into partitions by what they hold, by their number, and by both. */
function shards(): Scenario {
  const hashed = (table: string, modulus: number): string =>
    Array.from(
      { length: modulus },
      (_, k) =>
        `create table ${table}_${k} partition of ${table} for values with (modulus ${modulus}, remainder ${k});`,
    ).join('\n');
  const ddl = `
    create table listed (${columnTypes}) partition by list (region);
    create table listed_eu partition of listed for values in ('eu');
    create table listed_us partition of listed for values in ('us');
    create table listed_rest partition of listed default;
    create index on listed (region, at desc);
    create index on listed (amount);
    create table hashed (${columnTypes}) partition by hash (tenant);
    ${hashed('hashed', 3)}
    create index on hashed (tenant, at);
    create table numbered (${columnTypes}, no bigint generated always as identity, primary key (no))
      partition by hash (no);
    ${hashed('numbered', 4)}
    create table halves (${columnTypes}) partition by range (at);
    create table halves_1 partition of halves for values from ('2025-01-01') to ('2025-07-01')
      partition by hash (tenant);
    ${hashed('halves_1', 2)}
    create table halves_2 partition of halves for values from ('2025-07-01') to ('2026-01-01')
      partition by hash (tenant);
    ${hashed('halves_2', 2)}
    create index on halves (tenant, at);
  `;
  const sharded = { rows: ratio(1), columns };
  return scenarioOf('shards', ddl, {
    schema: ddl,
    driving: 'listed',
    tables: { listed: { columns }, hashed: sharded, numbered: sharded, halves: sharded },
    settings: smaller,
    queries: {
      'of a region': {
        sql: 'select * from listed where region = $1',
        cases: { eu: ['eu'], jp: ['jp'], nz: ['nz'] },
      },
      'newest of a region': {
        sql: 'select * from listed where region = $1 order by at desc limit 20',
        cases: { jp: ['jp'] },
      },
      'by amount': { sql: 'select * from listed where amount = 77' },
      'of a tenant': {
        sql: 'select * from hashed where tenant = $1',
        cases: { first: [1], last: [2_999] },
      },
      'last tenants': { sql: 'select * from hashed where tenant > 2990' },
      'by number': { sql: 'select * from numbered where no > 39990' },
      'tenants by half': { sql: 'select tenant, count(*) from halves group by tenant' },
    },
  });
}

describe('beside really loaded rows', () => {
  let result: VerifyResult;
  beforeAll(async () => {
    result = await verified(shards(), 40_000);
  });

  test('every case has the same plan', () => {
    expect(result.agreement.cases.filter(({ verdict }) => verdict !== 'same')).toEqual([]);
  });

  test('partitions and their parents have the statistics that ANALYZE finds', () => {
    const own = result.statistics?.filter(({ subject }) => /^(listed|hashed)/.test(subject));
    expect(own?.length).toBeGreaterThan(200);
    expect(own?.filter(({ within }) => !within)).toEqual([]);
  });

  // Small partitions that differ in nothing but keys and times have the draws of one of them in common, so that chance
  // may set them apart from the real ones; but no more than that.
  test('so have those that share a sample, within the chance of the rows themselves', () => {
    const shared = result.statistics?.filter(({ subject }) => /^(numbered|halves)/.test(subject));
    const off = shared?.filter(({ within, virtual, real, figure }) => {
      const middle = (real.least + real.most) / 2;
      const slack = /^(?:frequency of|histogram at) /.test(figure) ? 0.05 : Math.abs(middle) * 0.05;
      return !within && Math.abs(virtual - middle) > slack;
    });
    expect(off).toEqual([]);
  });
});

function verified(scenario: Scenario, rows: number): Promise<VerifyResult> {
  return verifyScenario({
    server,
    scenario,
    rows,
    runs: 2,
    statistics: true,
    ...unwatched(),
  });
}

test('a partition has the values of its own rows at any row count, at its ends too', async () => {
  await inWorld(
    server,
    virtualEngine,
    shards(),
    (world) =>
      world.inspect(1_000_000_000, async (connection) => {
        const { rows } = await connection.query(`
        select most_common_vals::text as values, most_common_freqs::text as frequencies from pg_stats
        where tablename = 'listed_eu' and attname = 'region'`);
        expect(rows).toEqual([{ values: '{eu}', frequencies: '{1}' }]);
        const ends = await connection.query<{ table: string; rows: number }>(`
        select relid::text as table,
          (xpath('/row/c/text()', query_to_xml(format('select count(*) as c from %s where ctid < ''(1,0)''', relid),
            false, true, '')))[1]::text::int as rows
        from unnest(array['listed', 'hashed', 'numbered', 'halves']::regclass[]) root, pg_partition_tree(root)
        where isleaf`);
        expect(ends.rows.filter(({ rows: count }) => count < 2)).toEqual([]);
      }),
    { settings: smaller },
  );
});

test('partitions by a key that moves with the row count', async () => {
  const ddl = `
    create table owners (id bigint primary key);
    create table things (id bigint, owner bigint not null, at timestamptz) partition by hash (owner);
    create table things_0 partition of things for values with (modulus 2, remainder 0);
    create table things_1 partition of things for values with (modulus 2, remainder 1);
    create index on things (owner);
  `;
  const scenario = scenarioOf('moving', ddl, {
    schema: ddl,
    driving: 'owners',
    tables: {
      owners: { columns: { id: serial() } },
      things: {
        rows: perParent('owners', 20),
        columns: { id: serial(), owner: reference('owners'), at: columns.at },
      },
    },
    settings: smaller,
    queries: { one: { sql: 'select * from things where owner = 5' } },
  });
  const result = await verified(scenario, 3_000);
  expect(result.statistics?.filter(({ within }) => !within)).toEqual([]);
});

test('a partition whose rows lie among others has each of its rows once in its statistics', async () => {
  const ddl = `
    create table remainders (id bigint not null, twice bigint not null) partition by list ((id % 40));
    create table remainders_one partition of remainders for values in (0);
    create table remainders_rest partition of remainders default;`;
  const scenario = scenarioOf('remainders', ddl, {
    schema: ddl,
    driving: 'remainders',
    tables: { remainders: { columns: { id: serial(), twice: sql('i * 2') } } },
    queries: { q: { sql: 'select * from remainders where twice = 2' } },
  });
  await inWorld(
    server,
    virtualEngine,
    scenario,
    (world) =>
      world.inspect(30_000_000, async (connection) => {
        const { rows } = await connection.query(`
        select tablename, attname, n_distinct from pg_stats
        where tablename ~ '^remainders_' order by tablename collate "C", attname collate "C"`);
        expect(rows).toEqual(
          ['remainders_one', 'remainders_rest'].flatMap((tablename) =>
            ['id', 'twice'].map((attname) => ({ tablename, attname, n_distinct: -1 })),
          ),
        );
      }),
    { settings: smaller },
  );
});

test('a partition that has rows at some row counts alone is as large each time', async () => {
  const scenario = scenarioOf(
    'appearing',
    `create table entries (id bigint not null, part text not null) partition by list (part);
     create table entries_early partition of entries for values in ('early');
     create table entries_late partition of entries for values in ('late');
     create index on entries (id);`,
    {
      schema: '',
      driving: 'entries',
      tables: {
        entries: {
          columns: {
            id: serial(),
            part: sql("case when i > 1000000 then 'late' else 'early' end"),
          },
        },
      },
      queries: { q: { sql: 'select * from entries where id = 1' } },
    },
  );
  await inWorld(
    server,
    virtualEngine,
    scenario,
    async (world) => {
      const sizes: number[] = [];
      // Of several segments, none, and again.
      for (const scale of [400_000_000, 500_000, 400_000_000]) {
        await world.inspect(scale, async (connection) => {
          const { rows } = await connection.query<{ size: number }>(
            "select pg_relation_size('entries_late')::float8 as size",
          );
          sizes.push(rows[0]?.size ?? -1);
        });
      }
      const [large = 0, none, again] = sizes;
      expect(large).toBeGreaterThan(3 * 2 ** 30);
      expect([none, again]).toEqual([0, large]);
    },
    { settings: smaller },
  );
});
