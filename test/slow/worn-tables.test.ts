import { seedEngine } from '../../src/engine/seed/engine';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { worn } from '../fixtures/worlds/worn';
import { expectAsSaid, of, relationsIn } from '../helpers/worn';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server.close());

test('a condition of one table stands as real rows leave it, and as it says', async () => {
  const fresh = await relationsIn(server, virtualEngine, { label: 'fresh' });
  const virtual = await relationsIn(server, virtualEngine, worn);
  const real = await relationsIn(server, seedEngine, worn);

  expectAsSaid(fresh, virtual);

  // Really loaded: the rows that ANALYZE did not see came one by one into the indexes, which makes these a little larger.
  for (const name of ['job', 'worker']) {
    const [made, loaded] = [of(virtual.sizes, name), of(real.sizes, name)];
    expect(made.pages / loaded.pages).toBeCloseTo(1, 1);
    expect(made.rows / loaded.rows).toBeCloseTo(1, 2);
    expect(made.visible / loaded.visible).toBeCloseTo(1, 0);
  }
  for (const index of ['job_pkey', 'job_state_idx']) {
    expect(of(virtual.sizes, index).pages / of(real.sizes, index).pages).toBeGreaterThan(0.85);
    expect(of(virtual.sizes, index).pages / of(real.sizes, index).pages).toBeLessThan(1.15);
  }
});

test('rows that ANALYZE has not seen are of a time that the statistics do not know', async () => {
  const stale = { label: 'old', tables: { job: { stale: { rows: '20k' } } } } as const;
  const [made, loaded, fresh] = [
    await relationsIn(server, virtualEngine, stale),
    await relationsIn(server, seedEngine, stale),
    await relationsIn(server, virtualEngine, { label: 'fresh' }),
  ];
  // A tenth of the rows is newer than the statistics: the last 36 days. The planner takes the end from the index, and spreads
  // the last bin of the histogram up to there (get_actual_variable_range, selfuncs.c).
  const [before = 0, virtual = 0, real = 0] = [fresh, made, loaded].map(
    ({ estimates: [rows] }) => rows,
  );
  expect(before).toBeGreaterThan(5_000);
  expect(virtual).toBeLessThan(before / 5);
  expect(virtual / real).toBeGreaterThan(0.8);
  expect(virtual / real).toBeLessThan(1.25);
});
