import { hashSource } from '../../src/model/draw-source';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server.close());

const rows = 60_000;

test.each([1, 2, 3, 4])('draws of rows near each other are independent, seed %i', async (seed) => {
  const database = await server.open();
  const draw = hashSource('i', `${seed}/t/c`).uniform('u');
  const lags = [1, 2, 3, 4, 8, 16];
  const { rows: answer } = await database.connection.query<Record<string, number>>(`
    select ${lags.map((lag) => `corr(u, u${lag}) as after_${lag}`).join(', ')}, avg(u) as mean, stddev(u) as deviation
      from (select u, ${lags.map((lag) => `lag(u, ${lag}) over (order by i) as u${lag}`).join(', ')}
              from (select i, ${draw} as u from generate_series(1::bigint, ${rows}) i) as drawn) as lagged`);
  await database.end();
  const { mean, deviation, ...correlations } = answer[0] ?? {};
  // Five standard errors each.
  for (const correlation of Object.values(correlations)) {
    expect(Math.abs(correlation)).toBeLessThan(5 / Math.sqrt(rows));
  }
  expect(Math.abs((mean ?? 0) - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / rows));
  expect(deviation).toBeCloseTo(Math.sqrt(1 / 12), 2);
});
