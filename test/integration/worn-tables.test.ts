import { virtualEngine } from '../../src/engine/virtual/engine';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { worn } from '../fixtures/worlds/worn';
import { of, relationsIn } from '../helpers/worn';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server.close());

const smallSamples = { default_statistics_target: '10' };

test('a condition of one table stands as it says', async () => {
  const fresh = await relationsIn(server, virtualEngine, { label: 'fresh' }, smallSamples);
  const virtual = await relationsIn(server, virtualEngine, worn, smallSamples);

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
});
