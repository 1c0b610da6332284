import { defineScenario, heapOrder, serial } from 'plancliff';
import type { Engine } from '../../src/engine/types';
import { seedEngine } from '../../src/engine/seed/engine';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { scenarioFrom } from '../../src/scenario/from-definition';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { casesOf, inWorld } from '../helpers/world';

const moved = 0.3;
const scenario = scenarioFrom(
  'moved.ts',
  defineScenario({
    schema: `create table orders (id bigint not null, placed_at timestamptz not null, touched_at timestamptz not null);
      create index on orders (placed_at); create index on orders (touched_at);`,
    driving: 'orders',
    tables: {
      orders: {
        columns: {
          id: serial(),
          ...heapOrder('placed_at', 'touched_at', { moved, from: '2024-01-01', to: '2026-01-01' }),
        },
      },
    },
    queries: { all: { sql: 'select placed_at, touched_at from orders' } },
  }),
);

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server.close());

const correlations = (engine: Engine) =>
  inWorld(server, engine, scenario, async (world) => {
    await world.planAt(100_000, casesOf(scenario));
    return world.inspect(100_000, async (connection) => {
      const { rows } = await connection.query<{ name: string; correlation: number }>(
        "select attname as name, correlation from pg_stats where tablename = 'orders' and attname <> 'id' order by 1",
      );
      return rows.map(({ correlation }) => correlation);
    });
  });

test('correlations are those of the closed form, over real rows and over virtual ones', async () => {
  // Ranks of places against ranks of times, both even: 12 times the mean of their product over both phases, less 3. Moved
  // rows are updated at any time, the later the nearer to the end; they were placed at half of that time on average.
  const kept = 1 - moved;
  const phase = (from: number, to: number, mean: (x: number) => number): number => {
    const steps = 10_000;
    const width = (to - from) / steps;
    return Array.from({ length: steps }, (_, k) => from + (k + 0.5) * width).reduce(
      (sum, place) => sum + width * place * mean((place - from) / (to - from)),
      0,
    );
  };
  const touched = 12 * (phase(0, kept, (x) => x) + phase(kept, 1, (x) => x)) - 3;
  const [placedReal = 0, touchedReal = 0] = await correlations(seedEngine);
  const [placed = 0, touchedVirtual = 0] = await correlations(virtualEngine);
  expect(touchedReal).toBeCloseTo(touched, 1);
  expect(touchedVirtual).toBeCloseTo(touched, 1);
  expect(placed).toBeCloseTo(placedReal, 1);
  expect(placed).toBeLessThan(touched);
});

test('no row is updated before it is placed, and the moved ones stand at the end', () =>
  inWorld(server, seedEngine, scenario, async (world) => {
    await world.inspect(10_000, async (connection) => {
      const { rows } = await connection.query<Record<string, unknown>>(`
        select bool_and(touched_at >= placed_at) as placed, count(*) filter (where touched_at > placed_at)::int as moved,
          min(id) filter (where touched_at > placed_at)::int as first from orders`);
      expect(rows[0]).toMatchObject({ placed: true });
      expect(Number(rows[0]?.['moved'])).toBeGreaterThan(2_990);
      expect(Number(rows[0]?.['first'])).toBeGreaterThan(6_990);
    });
  }));
