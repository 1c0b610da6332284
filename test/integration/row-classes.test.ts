import { compileModel } from '../../src/model/compile';
import type { Model } from '../../src/model/types';
import { readCatalog } from '../../src/postgres/catalog/read-catalog';
import { tracker } from '../fixtures/worlds/tracker';
import { sharedTestServer, type TestDatabase, type TestServer } from '../helpers/server';

let server: TestServer;
let database: TestDatabase;
let model: Model;
beforeAll(async () => {
  server = await sharedTestServer();
  database = await server.open(tracker.ddl);
  model = compileModel(tracker, await readCatalog(database.connection));
});
afterAll(async () => {
  await database?.end();
  await server?.close();
});

const numbers = async (sql: string): Promise<Record<string, number>> => {
  const { rows } = await database.connection.query<Record<string, unknown>>(sql);
  return Object.fromEntries(Object.entries(rows[0] ?? {}).map(([key, of]) => [key, Number(of)]));
};

/** Real rows, or those of a sample with draw keys of its own. */
const rowsAt = (scale: number, source: string) => `(${model.rowSelect('jobs', scale, source)})`;
const real = (scale: number) =>
  rowsAt(scale, `select g.i, g.i as d from generate_series(1::bigint, ${scale}) as g (i)`);
const sampled = (scale: number, size: number) =>
  rowsAt(
    scale,
    `select g.i * ${scale} / ${size} as i, g.i as d from generate_series(1::bigint, ${size}) as g (i)`,
  );

describe('the rows', () => {
  test.each([900, 20_000, 250_000])('of %d, as many as said are of a backlog', async (scale) => {
    const counts = await numbers(`
      select count(*) filter (where state = 'pending') as pending,
        count(*) filter (where state = 'failed') as failed,
        count(*) filter (where stuck) as stuck, count(*) filter (where kind = 'system') as system,
        count(*) filter (where done_at is null) as open,
        count(*) filter (where done_at is null and id <= ${scale - 10_000}) as "oldOpen",
        count(*) filter (where state = 'failed' and id <= ${scale - 2_000}) as "oldFailed"
      from ${real(scale)} as jobs`);
    const pending = Math.min(5_000, scale);
    expect(counts).toEqual({
      // A row that failed is not pending, though it would have been.
      pending: expect.any(Number) as number,
      failed: Math.min(300, Math.ceil((300 * scale) / Math.min(2_000, scale))),
      stuck: 40,
      system: 700,
      open: Math.min(2_000, scale),
      oldOpen: 0,
      oldFailed: 0,
    });
    expect(counts['pending']).toBeLessThanOrEqual(pending);
    expect(counts['pending']).toBeGreaterThanOrEqual(pending - 300);
  });

  test('of one class have all its columns', async () => {
    const scale = 100_000;
    const shares = await numbers(`
      select count(*) filter (where private) / ${scale}.0 as private,
        count(*) filter (where private and kind in ('secret', 'own') and priority <= 5) / ${scale}.0 as alike,
        count(*) filter (where kind = 'system' and priority = 100 and not private) as system,
        count(*) filter (where kind = 'system' and tenant_id = 1) as hot,
        count(*) filter (where not private and kind in ('secret', 'own')) as wrong
      from ${real(scale)} as jobs`);
    expect(shares['private']).toBeCloseTo(0.03, 4);
    expect(shares['alike']).toBe(shares['private']);
    expect(shares).toMatchObject({ system: 700, wrong: 0 });
    expect(Math.abs((shares['hot'] ?? 0) - 630)).toBeLessThan(5 * Math.sqrt(63));
  });

  test('of a phase end where it ends, and times run within it', async () => {
    const scale = 50_000;
    const places = await numbers(`
      select count(*) filter (where source = 'legacy') as legacy, max(id) filter (where source = 'bulk') as bulk,
        count(*) filter (where source = 'bulk' and imported_at <> '2020-01-01'::timestamptz
          + interval '2 days' * ((id - 5001) / 14999.0)) as astray,
        count(*) filter (where source = 'bulk') as bulked
      from ${real(scale)} as jobs`);
    expect(places).toMatchObject({ legacy: 5_000, bulk: 20_000, bulked: 15_000 });
    const { rows } = await database.connection.query<{ first: Date; last: Date; sorted: boolean }>(`
      select min(imported_at) as first, max(imported_at) as last, bool_and(sorted) as sorted from (
        select imported_at, imported_at >= lag(imported_at, 1, '-infinity') over (order by id) as sorted
        from ${real(scale)} as jobs where source = 'bulk') as bulk`);
    expect(rows[0]).toEqual({
      first: new Date('2020-01-01T00:00:00Z'),
      last: new Date('2020-01-03T00:00:00Z'),
      sorted: true,
    });
  });

  test.each([1e6, 1e7, 1e9])(
    'of a sample of %d have their share of each backlog',
    async (scale) => {
      const size = 30_000;
      const counts = await numbers(`
      select count(*) filter (where state = 'pending') as pending, count(*) filter (where stuck) as stuck,
        count(*) filter (where kind = 'system') as system
      from ${sampled(scale, size)} as jobs`);
      const share = size / scale;
      expect(Math.abs((counts['pending'] ?? 0) - 5_000 * share)).toBeLessThan(3);
      expect(Math.abs((counts['stuck'] ?? 0) - 40 * share)).toBeLessThan(3);
      expect(Math.abs((counts['system'] ?? 0) - 700 * share)).toBeLessThan(3);
    },
  );
});

describe('drawn values', () => {
  const drawn = async (
    draw: 'common' | 'rare' | 'absent' | 'lowest' | 'highest',
    from: string,
    scale: number,
  ) => {
    const sql = model.drawExpression({ draw, from: `jobs.${from}` }, scale);
    return (await database.connection.query<{ value: unknown }>(`select ${sql}::text as value`))
      .rows[0]?.value;
  };

  test.each([
    ['common', 'state', 1e6, 'done'],
    ['common', 'state', 6_000, 'pending'],
    ['rare', 'state', 1e6, 'failed'],
    ['rare', 'state', 1_000, 'failed'],
    ['lowest', 'state', 1e6, 'cancelled'],
    ['absent', 'state', 1e6, 'absent'],
    ['rare', 'stuck', 1e6, 'true'],
    ['common', 'kind', 1e6, 'open'],
    ['rare', 'kind', 1e6, 'system'],
    ['common', 'priority', 1e6, '1'],
    ['highest', 'priority', 1e6, '100'],
    ['lowest', 'imported_at', 1e6, '2019-01-01 00:00:00+00'],
    ['highest', 'imported_at', 1e6, '2026-01-01 00:00:00+00'],
    ['common', 'imported_at', 1e6, '2019-01-01 00:00:00+00'],
  ] as const)('%s of %s at %d rows', async (label, column, scale, value) => {
    await database.connection.query("set timezone = 'UTC'");
    expect(await drawn(label, column, scale)).toBe(value);
  });
});
