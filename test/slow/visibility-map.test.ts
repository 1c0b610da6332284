import { explainable } from '../../src/trial/server/explain';
import { run } from '../../src/trial/server/run';
import { openSession } from '../../src/trial/server/session';
import { inTransaction } from '../../src/trial/run-at-sizes';
import type { Figures } from '../../src/trial/types';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => (server = await sharedTestServer()));
afterAll(() => server.close());

/** One row a page: of 40,000 pages a visibility map has two, of 30,000 one. */
const tables = `
  create unlogged table t (k int, filler text) with (fillfactor = 10);
  insert into t select (i * 7919) % 40009, repeat('x', 700) from generate_series(1, 40000) i;
  create index t_k on t (k);
  create unlogged table small (k int, filler text) with (fillfactor = 10);
  insert into small select (i * 7919) % 40009, repeat('x', 700) from generate_series(1, 30000) i;
  create index small_k on small (k);`;

test('pages of a visibility map with several pages count for no work', async () => {
  const database = await server.open(tables);
  await database.connection.query('vacuum (freeze, analyze) t');
  await database.connection.query('vacuum (freeze, analyze) small');
  const session = await openSession(database, {
    settings: { enable_seqscan: 'off', enable_bitmapscan: 'off' },
    clock: '2026-01-01T00:00:00Z',
    major: server.major,
    signal: new AbortController().signal,
  });
  const figuresOf = (sql: string): Promise<Figures | undefined> =>
    inTransaction(session, async () => {
      const statement = await explainable(session, { sql, parameters: [] });
      const limits = { time: 60_000, work: 100_000 };
      const ran = await run(session, statement, { writes: false, limits });
      return ran.ended ? ran.figures : undefined;
    });
  const large = await figuresOf('select count(k) from t where k >= 0');
  const small = await figuresOf('select count(k) from small where k >= 0');
  const lookedUp = await figuresOf('select sum(length(filler)) from t where k < 100');
  await session.close();
  await database.end();

  // Two neighbours in the index lie beneath different pages of the map with a chance of 2 × 0.82 × 0.18.
  expect(large?.mapPages).toBeGreaterThan(8_000);
  expect(large?.pages).toBeGreaterThan(80);
  expect(large?.pages).toBeLessThan(200);
  expect(large?.work).toBeLessThan(1_000);
  expect(small?.mapPages).toBeUndefined();
  expect(small?.pages).toBeLessThan(200);
  // Rows that are looked up lie on pages of the table.
  expect(lookedUp?.mapPages).toBeUndefined();
  expect(lookedUp?.pages).toBeGreaterThan(90);
}, 120_000);
