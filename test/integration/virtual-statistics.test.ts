import { seedEngine } from '../../src/engine/seed/engine';
import type { Engine } from '../../src/engine/types';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { serial, time } from '../../src/model/distributions';
import type { Connection } from '../../src/postgres/types';
import type { Scenario } from '../../src/scenario/types';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { inWorld, type CaseWorld } from '../helpers/world';
import { computed } from '../fixtures/worlds/computed';
import { letters } from '../fixtures/worlds/letters';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server.close());

const scale = 60_000;

interface Figures {
  readonly name: string;
  readonly distinct: number;
  readonly nulls: number;
  readonly width: number;
  readonly bounds: number;
}

interface Ends {
  readonly lowestName: string;
  readonly highestName: string;
  readonly highestKey: number;
  readonly lowestSpread: number;
  readonly highestSpread: number;
  readonly nearest: number;
  readonly farthest: number;
}

async function read(connection: Connection) {
  const { rows } = await connection.query<Figures>(`
    select tablename || '.' || attname as name, n_distinct::float8 as distinct, null_frac::float8 as nulls,
      avg_width as width,
      coalesce(cardinality(histogram_bounds::text::text[]), 0) as bounds
    from pg_stats where schemaname = 'public' order by 1`);
  const { rows: extended } = await connection.query<{ name: string; distinct: string }>(`
    select statistics_name as name, n_distinct::text as distinct from pg_stats_ext
    where schemaname = 'public' and n_distinct is not null order by 1`);
  return { columns: rows, extended };
}

async function readEnds(connection: Connection): Promise<Ends> {
  const { rows: ends } = await connection.query<Ends>(`
    select min(lower(name)) as "lowestName", max(lower(name)) as "highestName", max(key) as "highestKey",
      min(spread) as "lowestSpread", max(spread) as "highestSpread", min(abs(amount - 15000)) as "nearest",
      max(abs(amount - 15000)) as "farthest"
    from parts where ctid < '(1000000,0)'`);
  return ends[0] as Ends;
}

describe('columns and expressions computed from others', () => {
  const scenario = computed();
  type Seen = Awaited<ReturnType<typeof read>> & {
    readonly approximations: readonly string[];
    readonly ends: Ends;
  };
  let virtual: Seen;
  let real: Seen;
  const see = (engine: Engine): Promise<Seen> =>
    inWorld(server, engine, scenario, async (world) => ({
      ...(await world.inspect(scale, read)),
      ends: await world.inspect(scale, readEnds),
      approximations: world.approximations,
    }));
  beforeAll(async () => {
    virtual = await see(virtualEngine);
    real = await see(seedEngine);
  });

  const figuresOf = (seen: Seen, name: string): Figures | undefined =>
    seen.columns.find((column) => column.name === name);

  test('have statistics where ANALYZE makes them, and nowhere else', () => {
    const names = (seen: Seen) => seen.columns.map(({ name }) => name);
    expect(names(virtual)).toEqual(names(real));
  });

  test.each([
    ['a stored generated column', 'parts.total'],
    ['one generated from a monotonic column', 'parts.batch'],
    ['an expression of a generated column', 'parts_total.expr'],
    ['an expression of a column left to its default', 'parts_note.coalesce'],
    ['an expression in a partial index', 'parts_rare.upper'],
  ])('%s', (_, name) => {
    const [made, found] = [figuresOf(virtual, name), figuresOf(real, name)];
    expect(made?.width).toBe(found?.width);
    expect(made?.bounds).toBe(found?.bounds);
    expect(Math.abs((made?.distinct ?? 0) / (found?.distinct ?? 1) - 1)).toBeLessThan(0.05);
    expect(made?.nulls).toBe(found?.nulls);
  });

  test('a statistics target of an index column is kept', () => {
    expect(figuresOf(virtual, 'parts_price.expr')?.bounds).toBe(151);
  });

  test('n_distinct is what somebody has set it to', () => {
    expect(figuresOf(virtual, 'parts.price')?.distinct).toBe(500);
  });

  test('extended statistics name columns by the numbers they have beside dropped ones', () => {
    const items = (seen: Seen) =>
      seen.extended.map(({ distinct }) => distinct.replace(/: \d+/g, ''));
    expect(items(virtual)).toEqual(items(real));
    expect(virtual.extended).toHaveLength(2);
  });

  test('the ends of their indexes are those of all the rows', () => {
    const off = (name: keyof Ends) =>
      Math.abs(Number(virtual.ends[name]) - Number(real.ends[name]));
    expect([virtual, real].map(({ ends }) => ends.lowestName.slice(0, 3))).toEqual(['000', '000']);
    expect([virtual, real].map(({ ends }) => ends.highestName.slice(0, 3))).toEqual(['fff', 'fff']);
    expect(off('highestKey')).toBeLessThan(10);
    expect(off('nearest')).toBeLessThan(3);
    expect(off('farthest')).toBeLessThan(3);
    // Of 60,000 rows the first 55,000 are looked at.
    expect(off('lowestSpread')).toBeLessThan(100);
    expect(off('highestSpread')).toBeLessThan(100);
    expect(virtual.approximations.filter((line) => line.includes('found in a sample'))).toEqual([
      'parts: the lowest and the highest value of ((price % 500)): found in a sample of the rows',
      'parts: the lowest and the highest value of ((total % 1000)): found in a sample of the rows',
      'parts: the lowest and the highest value of abs((amount - 15000)): found in a sample of the rows',
      'parts: the lowest and the highest value of spread: found in a sample of the rows',
      'parts: the lowest and the highest value of total: found in a sample of the rows',
    ]);
  });

  test('nothing is said to be approximate of their statistics', () => {
    expect(virtual.approximations.filter((line) => line.includes('statistics'))).toEqual([]);
  });
});

test('long rows have the widths of values that are compressed or out of line', async () => {
  const scenario = letters();
  const work = async (world: CaseWorld): Promise<void> => {
    const widths = (rows: number) =>
      world.inspect(rows, async (connection) => (await read(connection)).columns);
    // Few rows are loaded for real.
    const real = await widths(3_000);
    const virtual = await widths(1_000_000);
    expect(virtual.map(({ name }) => name)).toEqual(real.map(({ name }) => name));
    for (const [k, { name, width }] of real.entries()) {
      expect(`${name} ${Math.abs((virtual[k]?.width ?? 0) / width - 1) < 0.1}`).toBe(
        `${name} true`,
      );
    }
  };
  // A tenth of the usual sample is enough for widths within a tenth.
  const settings = { default_statistics_target: '10' };
  await inWorld(server, virtualEngine, scenario, work, { settings });
}, 60_000);

test('the histogram of a time that jitters ends where those of half of all samples do', async () => {
  const schema = 'create table visits (id bigint primary key, at timestamptz, at_utc timestamp)';
  const scenario: Scenario = {
    ...letters(),
    name: 'jitter',
    ddl: schema,
    definition: {
      schema,
      driving: 'visits',
      tables: {
        visits: {
          columns: {
            id: serial(),
            at: time({ from: '2025-01-01', to: '2025-12-31', jitterSeconds: 2_592_000 }),
            at_utc: time({ from: '2025-01-01', to: '2025-12-31', jitterSeconds: 2_592_000 }),
          },
        },
      },
      queries: {},
    },
  };
  const hours = await inWorld(server, virtualEngine, scenario, (world) =>
    world.inspect(1_000_000, async (connection) => {
      const { rows } = await connection.query<{ first: number; last: number; monotonic: boolean }>(`
        select extract(epoch from bounds[1] - '2025-01-01') / 3600 as first,
          extract(epoch from '2025-12-31' - bounds[101]) / 3600 as last,
          bounds = (select array_agg(b order by b) from unnest(bounds) b) as monotonic
        from (select histogram_bounds::text::timestamp[] as bounds from pg_stats
              where tablename = 'visits' and attname in ('at', 'at_utc')) as histograms`);
      return rows.map(({ first, last, monotonic }) => [Number(first), Number(last), monotonic]);
    }),
  );
  // sqrt(2 ln 2 · 334 days · 30 days / 30,000 rows) = 0.68 days.
  const typical = [expect.closeTo(16.33, 1), expect.closeTo(16.33, 1), true];
  expect(hours).toEqual([typical, typical]);
}, 60_000);
