import type { Engine } from '../../src/engine/types';
import type { Condition } from '../../src/scenario/types';
import type { TestServer } from './server';
import { casesOf, inWorld } from './world';
import type { Settings } from '../../src/plan/types';
import { jobs } from '../fixtures/worlds/worn';

interface Size {
  readonly pages: number;
  readonly recorded: number;
  readonly rows: number;
  readonly visible: number;
}

type Relations = Awaited<ReturnType<typeof relationsIn>>;

/** What the planner finds of each relation, and the rows that it expects of each case. */
export const relationsIn = (
  server: TestServer,
  engine: Engine,
  state: Condition,
  settings: Settings = {},
) =>
  inWorld(
    server,
    engine,
    jobs,
    async (world) => {
      const outcomes = await world.planAt(200_000, casesOf(jobs));
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
    { condition: state, settings },
  );

/** What is there of a name. */
export const of = <Value>(map: ReadonlyMap<string, Value>, name: string): Value => {
  const found = map.get(name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};

/** A condition of one table leaves it as it says, and the other one as it was. */
export function expectAsSaid(fresh: Relations, virtual: Relations): void {
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
}
