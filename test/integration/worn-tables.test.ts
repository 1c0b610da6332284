import { array, defineScenario, fixed, serial, text, time, uniformInt, weighted } from 'plancliff';
import type { Engine } from '../../src/engine/types';
import { seedEngine } from '../../src/engine/seed/engine';
import { virtualEngine } from '../../src/engine/virtual/engine';
import type { Condition } from '../../src/scenario/types';
import { scenarioFrom } from '../../src/scenario/from-definition';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { casesOf, inWorld } from '../helpers/world';

const condition: Condition = {
  label: 'busy',
  notVisible: 0.1,
  tables: {
    job: { notVisible: 0.7, stale: { rows: '20k' }, bloat: 0.3, indexBloat: 0.3 },
    worker: { stale: { at: '10k' } },
  },
};

const scenario = scenarioFrom(
  'worn.ts',
  defineScenario({
    schema: `
      create table worker (id int primary key, name text not null);
      create table job (id bigint primary key, state text not null, worker_id int not null, tags text[] not null, created_at timestamptz not null);
      create index job_state_idx on job (state);
      create index job_created_idx on job (created_at);
      create index job_tags_idx on job using gin (tags);`,
    driving: 'job',
    tables: {
      worker: {
        rows: fixed(50_000),
        columns: { id: serial(), name: text({ minLength: 20, maxLength: 30 }) },
      },
      job: {
        columns: {
          id: serial(),
          state: weighted({ done: 98, failed: 2 }),
          worker_id: uniformInt(1, 50_000),
          tags: array(weighted({ a: 5, b: 3, c: 1 }), { type: 'text', minLength: 1, maxLength: 3 }),
          created_at: time({ from: '2025-01-01', to: '2026-01-01' }),
        },
      },
    },
    queries: {
      newest: { sql: "select id from job where created_at > '2025-12-20'" },
      all: { sql: 'select name from worker' },
    },
  }),
);

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server.close());

interface Size {
  readonly pages: number;
  readonly recorded: number;
  readonly rows: number;
  readonly visible: number;
}

/** What the planner finds of each relation, and the rows that it expects of each case. */
const facts = (engine: Engine, state: Condition) =>
  inWorld(
    server,
    engine,
    scenario,
    async (world) => {
      const outcomes = await world.planAt(200_000, casesOf(scenario));
      const sizes = await world.inspect(200_000, async (connection) => {
        const { rows } = await connection.query<Size & { name: string }>(
          `select relname as name, (pg_relation_size(oid) / 8192)::float8 as pages, relpages::float8 as recorded,
             reltuples::float8 as rows, relallvisible::float8 as visible
           from pg_class where relname ~ '^(job|worker)' and relkind in ('r', 'i')`,
        );
        return new Map(rows.map(({ name, ...size }) => [name, size]));
      });
      return { sizes, estimates: outcomes.map((each) => (each.ok ? each.plan.rows : -1)) };
    },
    { condition: state },
  );

const of = <Value>(map: ReadonlyMap<string, Value>, name: string): Value => {
  const found = map.get(name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};

test('a condition of one table stands as real rows leave it, and as it says', async () => {
  const fresh = await facts(virtualEngine, { label: 'fresh' });
  const virtual = await facts(virtualEngine, condition);
  const real = await facts(seedEngine, condition);

  const [job, jobFresh] = [of(virtual.sizes, 'job'), of(fresh.sizes, 'job')];
  expect(job.pages / jobFresh.pages).toBeCloseTo(1 / 0.7, 1);
  expect(job.rows).toBe(180_000);
  expect(job.visible / job.recorded).toBeCloseTo(0.3, 1);
  const worker = of(virtual.sizes, 'worker');
  expect(worker).toMatchObject({ rows: 10_000, pages: of(fresh.sizes, 'worker').pages });
  expect(worker.visible / worker.recorded).toBeCloseTo(0.9, 1);
  for (const index of ['job_pkey', 'job_state_idx', 'job_tags_idx']) {
    expect(of(virtual.sizes, index).pages / of(fresh.sizes, index).pages).toBeCloseTo(1 / 0.7, 1);
  }
  expect(of(virtual.sizes, 'worker_pkey').pages).toBe(of(fresh.sizes, 'worker_pkey').pages);

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
    await facts(virtualEngine, stale),
    await facts(seedEngine, stale),
    await facts(virtualEngine, { label: 'fresh' }),
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
