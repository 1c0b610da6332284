import path from 'node:path';
import { compileModel } from '../../src/model/compile';
import { cumulative, pareto } from '../../src/model/pareto';
import { createPartition } from '../../src/model/partitions';
import type { Model, TableModel } from '../../src/model/types';
import { readCatalog } from '../../src/postgres/catalog/read-catalog';
import { loadScenarios } from '../../src/scenario/sources/load';
import type { Scenario } from '../../src/scenario/types';
import type { DrawLabel } from '../../src/model/draw';
import { sharedTestServer, type TestDatabase, type TestServer } from '../helpers/server';

const scale = 10_000;
let server: TestServer;
let scenario: Scenario;
let database: TestDatabase;
let model: Model;

beforeAll(async () => {
  const cwd = path.resolve(__dirname, '../fixtures/scenarios');
  const loaded = await loadScenarios({ cwd, names: ['every-distribution.ts'] });
  [scenario] = loaded.scenarios as [Scenario];
  server = await sharedTestServer();
  database = await server.open(scenario.ddl);
  model = compileModel(scenario, await readCatalog(database.connection));
  await fill();
});

afterAll(async () => {
  await database?.end();
  await server?.close();
});

/** Real rows: each drawn by its own number. */
const inOrder = (rows: number) =>
  `select g.i, g.i as d from generate_series(1::bigint, ${rows}) as g (i)`;

/** Parents come first, so the foreign keys that are there hold at once. */
async function fill(): Promise<void> {
  for (const table of model.tables) {
    for (const partition of table.partitionsAt?.(scale) ?? []) {
      await database.connection.query(createPartition(table.sqlName, partition));
    }
    await insert(database, table, scale, inOrder(table.rows(scale)));
  }
}

async function insert(
  { connection }: TestDatabase,
  { name, sqlName, columns }: TableModel,
  at: number,
  source: string,
): Promise<void> {
  const list = columns.map((column) => column.sqlName).join(', ');
  const rows = model.rowSelect(name, at, source);
  await connection.query(`insert into ${sqlName} (${list}) overriding system value ${rows}`);
}

async function one(sql: string): Promise<Record<string, number>> {
  const { rows } = await database.connection.query<Record<string, unknown>>(sql);
  return Object.fromEntries(Object.entries(rows[0] ?? {}).map(([key, of]) => [key, Number(of)]));
}

/** Within five standard errors of a share over so many draws. */
function nearShare(share: number, draws = scale): { near: number; by: number } {
  return { near: share, by: 5 * Math.sqrt((share * (1 - share)) / draws) };
}

function expectNear(actual: number | undefined, { near, by }: { near: number; by: number }): void {
  expect(actual).toBeGreaterThanOrEqual(near - by);
  expect(actual).toBeLessThanOrEqual(near + by);
}

describe('the rows', () => {
  it('are as many as the rules say, and satisfy every key, unique index and check of the schema', async () => {
    const counts = await one(
      `select ${model.tables.map(({ name, sqlName }) => `(select count(*) from ${sqlName}) as ${name}`).join(', ')}`,
    );
    expect(counts).toEqual({ plans: 5, users: scale, profiles: scale / 2, teams: scale / 100, members: 2 * scale, orders: 2 * scale, lines: 6 * scale, logs: scale }); // prettier-ignore
    expect(model.tables.map(({ name }) => name)).toEqual(['plans', 'users', 'profiles', 'teams', 'members', 'orders', 'lines', 'logs']); // prettier-ignore
  });

  it('are the same on every run and machine', async () => {
    const sums = model.tables.map(({ name, sqlName, columns }) => {
      // The last bits of a normal draw are the mathematical library's own.
      const kept = columns.filter((column) => column.type !== 'double precision');
      const list = kept.map((column) => `t.${column.sqlName}`).join(', ');
      return `(select sum(hashtext(row(${list})::text)::bigint) from ${sqlName} as t) as ${name}`;
    });
    await database.connection.query(`set timezone = 'UTC'`);
    expect(await one(`select ${sums.join(', ')}`)).toEqual({
      plans: -2069424700,
      users: -7887154008,
      profiles: 58833360826,
      teams: 10485945714,
      members: -101788460187,
      orders: -251421462429,
      lines: 153057885218,
      logs: 71325331890,
    });
  });

  it('are the same in every session, whatever its settings', async () => {
    await database.connection.query(
      `set timezone = 'Asia/Kolkata'; set datestyle = 'German, DMY'; set extra_float_digits = 0`,
    );
    try {
      for (const table of model.tables) {
        const { name, sqlName, columns } = table;
        const list = columns.map((column) => column.sqlName).join(', ');
        const again = model.rowSelect(name, scale, inOrder(table.rows(scale)));
        const { strays } = await one(
          `select count(*) as strays from (select ${list} from ${sqlName} except ${again}) as s`,
        );
        expect([name, strays]).toEqual([name, 0]);
      }
    } finally {
      await database.connection.query('reset all');
    }
  });

  it('have numbers by their closed forms', async () => {
    const is = await one(`
      select avg(percent) as percent, avg(score) as score, stddev(score) as score_dev, avg(age) as age,
        stddev(age) as age_dev, avg(balance) as balance, min(balance) as low, max(balance) as high,
        avg(spent) as spent, count(distinct half) as half, max(half) as half_max
      from users`);
    const error = (deviation: number) => 5 * (deviation / Math.sqrt(scale));
    expectNear(is.percent, { near: 50, by: error(29.2) });
    expectNear(is.score, { near: 50, by: error(10) });
    expectNear(is.score_dev, { near: 10, by: error(10 / Math.SQRT2) });
    expectNear(is.age, { near: 40, by: error(12) });
    expectNear(is.age_dev, { near: 12, by: error(12 / Math.SQRT2) });
    expectNear(is.balance, { near: 400, by: error(289) });
    expectNear(is.spent, { near: 200, by: error(40) });
    expect(is.low).toBeGreaterThanOrEqual(-100);
    expect(is.high).toBeLessThan(900);
    // n/2 values drawn n times: 1 - e^-2 of them are hit.
    expectNear(is.half, { near: (scale / 2) * (1 - Math.exp(-2)), by: 200 });
    expect(is.half_max).toBeLessThanOrEqual(scale / 2);
  });

  it('fall on ranks by the law in place of Zipf’s', async () => {
    const law = pareto(200, 1);
    for (const rank of [1, 2, 10, 100, 200]) {
      const { share } = await one(`select avg((rank <= ${rank})::int) as share from users`);
      expectNear(share, nearShare(cumulative(law, rank)));
    }
  });

  it('have shares, nulls, labels and lengths as asked', async () => {
    const is = await one(`
      select avg(active::int) as active, avg((mood is null)::int) as no_mood,
        avg((mood = 'happy')::int) as happy, avg((mood = 'gone')::int) as gone,
        count(distinct nickname) as nicknames, min(length(nickname)) as shortest, max(length(nickname)) as longest,
        min(length(bio)) as bio_min, max(length(bio)) as bio_max, avg(length(bio)) as bio,
        min(length(email)) as mail, count(*) filter (where email !~ '^[0-9a-f]{14}@mail+\\.test$') as no_mail,
        count(*) filter (where fixed_note <> 'it''s' or filled is null or doubled <> rank * 2) as odd,
        avg((cardinality(tags) = 0)::int) as no_tags, avg(cardinality(tags)) as tags,
        avg(('a' = tags[1])::int) as a, avg((tags[1] = tags[2])::int) as twins,
        avg((profile->>'n' = '2')::int) as two, avg((profile->'on' = 'true')::int) as is_on,
        avg((profile->>'n' = '2' and profile->'on' = 'true')::int) as both
      from users`);
    expectNear(is.active, nearShare(0.9));
    expectNear(is.no_mood, nearShare(0.25));
    expectNear(is.happy, nearShare(0.5, scale * 0.75));
    expect(is).toMatchObject({ gone: 0, nicknames: 100, shortest: 3, longest: 12, bio_min: 20, bio_max: 2500, mail: 30, no_mail: 0, odd: 0 }); // prettier-ignore
    expectNear(is.bio, { near: 1260, by: 30 });
    expectNear(is.no_tags, nearShare(0.2));
    expectNear(is.tags, { near: 2, by: 0.05 });
    expectNear(is.a, nearShare(0.6, scale * 0.8));
    expectNear(is.twins, nearShare(0.36 + 0.09 + 0.01, scale * 0.6));
    expectNear(is.two, nearShare(0.25));
    expectNear(is.is_on, nearShare(0.5));
    expectNear(is.both, nearShare(0.125));
  });

  it('rise in time from first to last, and stray by no more than the jitter', async () => {
    const is = await one(`
      with span as (
        select id, created_at, extract(epoch from created_at - '2020-01-01') as seconds,
          (id - 1) / (${scale} - 1.0) * (extract(epoch from timestamptz '2026-01-01' - '2020-01-01') - 3600) as place
        from users)
      select min(seconds - place) as least, max(seconds - place) as most, corr(id, seconds) as correlation,
        count(*) filter (where created_at not between '2020-01-01' and '2026-01-01') as outside,
        (select count(*) from users where birthday not between '1950-01-01' and '2009-12-31') as unborn,
        (select count(*) from users where seen_at not between '2025-01-01' and '2026-01-01') as unseen,
        (select corr(id, extract(epoch from seen_at)) from users) as seen,
        (select count(*) from orders where placed_at in ('2024-01-01', '2026-01-01')) as ends
      from span`);
    expect(is.least).toBeGreaterThan(-0.01);
    expect(is.most).toBeLessThan(3600.01);
    expect(is.correlation).toBeGreaterThan(0.9999);
    expect(is).toMatchObject({ outside: 0, unborn: 0, unseen: 0, ends: 2 });
    expectNear(is.seen, { near: 0, by: 5 / Math.sqrt(scale) });
  });

  it('make UUIDs of their versions, those of version 7 in order of their rows', async () => {
    const is = await one(`
      select count(*) filter (where substr(uid::text, 15, 1) <> '4' or substr(uid::text, 20, 1) !~ '[89ab]') as no_v4,
        (select count(*) from orders where substr(id::text, 15, 1) <> '7' or substr(id::text, 20, 1) !~ '[89ab]') as no_v7,
        (select count(*) from (select id < lag(id) over (order by placed_at) as falls from orders) as o where falls) as falls,
        abs(corr(id, ('x' || left(uid::text, 8))::bit(32)::bigint)) as correlation,
        count(distinct right(uid::text, 12)) as tails
      from users`);
    expect(is).toMatchObject({ no_v4: 0, no_v7: 0, falls: 0, tails: scale });
    expect(is.correlation).toBeLessThan(5 / Math.sqrt(scale));
  });

  it('follow the column that they are correlated with', async () => {
    const is = await one(`
      select avg((phase = 'old')::int) filter (where id <= ${scale / 2}) as early,
        avg((phase = 'old')::int) filter (where id > ${scale / 2}) as late,
        avg((tier = 'gold')::int) as gold, avg((tier = 'gold')::int) filter (where rank = 1) as gold_first
      from users`);
    expectNear(is.early, nearShare(0.95, scale / 2));
    expectNear(is.late, nearShare(0.05, scale / 2));
    expectNear(is.gold, nearShare(0.5));
    expectNear(is.gold_first, nearShare(0.9, scale * cumulative(pareto(200, 1), 1)));
    const { strays } = await one(`
      select count(*) as strays from lines l join orders o on o.id = l.order_id where o.user_id <> l.user_id`);
    expect(strays).toBe(0);
  });

  it('fall on their parents by the skew, in order where asked', async () => {
    const is = await one(`
      select (select avg((plan_id = 10)::int) from users) as first_plan,
        (select avg((root_id = 1)::int) from users) as root,
        (select count(*) from users where manager_id >= id) as later, (select count(*) from users where manager_id is null) as bosses,
        (select count(distinct manager_id) from users) as managers,
        (select avg((u.id = 1)::int) from orders o join users u on u.uid = o.buyer) as buyer,
        (select avg((team_id = 1)::int) from members) as team,
        (select corr(rank, place) from (select rank() over (order by user_id), row_number() over (order by placed_at) as place from orders) as o) as in_order,
        (select max(lines) - min(lines) from (select count(*) as lines from lines group by order_id) as l) as spread`);
    expectNear(is.first_plan, nearShare(cumulative(pareto(5, 1), 1)));
    expectNear(is.root, nearShare(0.3));
    expect(is).toMatchObject({ later: 0, bosses: 1, spread: 0 });
    expect(is.in_order).toBeGreaterThan(0.999);
    // The k-th row chooses among k - 1: a record's law, half of all rows are chosen.
    expectNear(is.managers, { near: scale / 2, by: 300 });
    expectNear(is.buyer, nearShare(0.5, 2 * scale));
    expectNear(is.team, { near: 0.2, by: 1 / scale });
  });

  it('fill the partitions that grow with the table', async () => {
    const { rows } = await database.connection.query<{ rows: string }>(
      `select count(*) as rows from logs group by tableoid order by min(at)`,
    );
    expect(rows).toHaveLength(Math.ceil(scale / 3000));
    for (const { rows: count } of rows) expectNear(Number(count), { near: scale / 4, by: 300 });
  });
});

describe('a case value', () => {
  /** How many rows have the value that a label stands for. */
  async function having(label: DrawLabel, from: string): Promise<number | undefined> {
    const [name = '', column = ''] = from.split('.');
    const value = model.drawExpression({ draw: label, from }, scale);
    const { count } = await one(
      `select count(*) as count from ${model.table(name).sqlName} where ${column} = ${value}`,
    );
    return count;
  }

  it.each([
    ['users.id', { common: 1, rare: 1, lowest: 1, highest: 1 }],
    ['users.uid', { common: 1, rare: 1 }],
    ['users.email', { common: 1, rare: 1 }],
    ['users.code', { common: 1, rare: 1 }],
    ['orders.id', { common: 1, rare: 1, lowest: 1, highest: 1 }],
    ['users.plan_id', { common: 4_381, rare: 876, lowest: 4_381, highest: 876 }],
    ['users.root_id', { common: 3_001, rare: 1.2, lowest: 3_001 }],
    ['orders.buyer', { common: 10_000, rare: 1.0001 }],
    ['users.mood', { common: 3_750, rare: 1_250, lowest: 1_250, highest: 3_750 }],
    ['users.percent', { common: 99, rare: 99, lowest: 99, highest: 99 }],
    ['users.rank', { common: 1_700, rare: 9, lowest: 1_700 }],
    ['users.nickname', { common: 100, rare: 100, lowest: 100, highest: 100 }],
    ['users.phase', { common: 5_000, rare: 5_000, lowest: 5_000, highest: 5_000 }],
    ['users.fixed_note', { common: 10_000, rare: 10_000, lowest: 10_000, highest: 10_000 }],
    ['logs.at', { highest: 1 }],
    ['users.raw', { common: 1, rare: 1, lowest: 1, highest: 1 }],
  ] as const)('of %s is as frequent as its label says', async (from, expected) => {
    for (const [label, count] of Object.entries(expected)) {
      const found = await having(label as DrawLabel, from);
      // Five standard deviations of a Poisson count, and exactly one where it is one.
      const by = count === 1 ? 0 : 5 * Math.sqrt(count);
      expect([label, Math.abs((found ?? Infinity) - count) <= by, found]).toEqual([
        label,
        true,
        found,
      ]);
    }
  });

  it('that is absent is in no row, and null is null', async () => {
    for (const { name, columns } of model.tables) {
      for (const column of columns) {
        const from = `${name}.${column.name}`;
        // Any number outside is refused by the domain; two booleans and raw SQL leave nothing to be absent.
        if (['users.percent', 'users.raw', 'users.active'].includes(from)) continue;
        expect([from, await having('absent', from)]).toEqual([from, 0]);
        expect(model.drawExpression({ draw: 'null', from }, scale)).toBe(`null::${column.type}`);
      }
    }
  });

  it('at the ends has no row beyond', async () => {
    // Of random texts and UUIDs the ends are where one row is expected beyond; a few may be.
    const random = /label|uid|email|code|slug|bio|buyer|score|spent|age|rank/;
    for (const { name, sqlName, columns } of model.tables) {
      for (const column of columns) {
        if (['jsonb', 'text[]'].includes(column.type)) continue;
        const from = `${name}.${column.name}`;
        const low = model.drawExpression({ draw: 'lowest', from }, scale);
        const high = model.drawExpression({ draw: 'highest', from }, scale);
        const { beyond } = await one(
          `select count(*) as beyond from ${sqlName} where ${column.sqlName} < ${low} or ${column.sqlName} > ${high}`,
        );
        expect([from, beyond]).toEqual([from, random.test(column.name) ? beyond : 0]);
        expect(beyond).toBeLessThan(12);
      }
    }
  });

  it('of an object or an array is asked for by containment', async () => {
    for (const [column, label, share] of [
      ['profile', 'common', 0],
      ['tags', 'common', 0.7],
      ['tags', 'rare', 0.17],
    ] as const) {
      const value = model.drawExpression({ draw: label, from: `users.${column}` }, scale);
      const is = await one(`select avg((${column} @> ${value})::int) as share from users`);
      expectNear(is.share, { near: share, by: 0.05 });
    }
  });
});

describe('a sample of a larger table', () => {
  // What the virtual engine does: places of 1..n as row numbers, the place in the sample as draw key.
  const places = 3000;
  const source = (rows: number) =>
    `select 1 + (g.k - 1) * (${rows} - 1) / (${Math.min(places, rows)} - 1)::bigint as i, g.k as d
      from generate_series(1::bigint, ${Math.min(places, rows)}) as g (k)`;

  it.each([1e6, 1e9, 4e9])('of %d rows has unique keys, and the same shares', async (rows) => {
    const sample = await server.open(scenario.ddl);
    try {
      // A sample's references need not be in it.
      await sample.connection.query(`set session_replication_role = replica`);
      for (const table of model.tables.filter(({ name }) => name !== 'logs' && name !== 'plans')) {
        await insert(sample, table, rows, source(table.rows(rows)));
      }
      const { rows: [is] } = await sample.connection.query<Record<string, string>>(`
        select avg(active::int) as active, avg(percent) as percent, avg((rank = 1)::int) as first,
          min(created_at) as low, max(created_at) as high, count(distinct uid) as uids,
          (select avg((team_id = 1)::int) from members) as team,
          (select avg(line) from lines) as line, (select count(distinct user_id) from profiles) as profiles
        from users`); // prettier-ignore
      expectNear(Number(is?.active), nearShare(0.9, places));
      expectNear(Number(is?.percent), { near: 50, by: (5 * 29.2) / Math.sqrt(places) });
      expectNear(Number(is?.first), nearShare(cumulative(pareto(200, 1), 1), places));
      expectNear(Number(is?.team), { near: 0.2, by: 0.001 });
      expectNear(Number(is?.line), { near: 10.5, by: (5 * 5.8) / Math.sqrt(places) });
      expect(is).toMatchObject({ uids: String(places), profiles: String(places) });
    } finally {
      await sample.end();
    }
  });
});
