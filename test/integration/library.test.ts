import {
  defineScenario,
  draw,
  engines,
  type Engine,
  scenarioFrom,
  serial,
  sweepScenario,
  weighted,
} from 'plancliff';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkScenario } from '../../src/index';
import { access, plan, planned } from '../helpers/plans';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => (server = await sharedTestServer()));
afterAll(() => server.close());

const scenario = scenarioFrom(
  'tickets',
  defineScenario({
    schema: `
      create table tickets (id bigint primary key, state text not null);
      create index tickets_state_idx on tickets (state);`,
    driving: 'tickets',
    tables: {
      tickets: { columns: { id: serial(), state: weighted({ closed: 99, open: 1 }) } },
    },
    queries: {
      'tickets of a state': {
        sql: 'select id from tickets where state = $1',
        cases: { open: [draw.rare('tickets.state')], closed: [draw.common('tickets.state')] },
      },
    },
  }),
);

test('a scenario that is a value is swept without a file, and nothing is written', async () => {
  const before = readdirSync(process.cwd());
  const swept = await sweepScenario({
    server,
    scenario,
    engine: engines.virtual,
    scales: { from: 1e4, to: 1e6 },
  });
  expect(swept.timelines.map((timeline) => timeline.case)).toEqual(['open', 'closed']);
  expect(swept.timelines[0]?.ranges[0]?.points[0]?.plan.accesses[0]?.indexes).toEqual([
    'tickets_state_idx',
  ]);
  expect(swept.timelines[1]?.ranges[0]?.points[0]?.plan.accesses[0]?.method).toBe('seq');
  expect(readdirSync(process.cwd())).toEqual(before);
});

/** Reads an index below 50,000 rows and the table from there on, and asks no server for it. */
const toy: Engine = {
  name: 'toy',
  scales: { from: 1e3, to: 1e6 },
  precision: 0.05,
  visitsAreCheap: false,
  needsOwnServer: false,
  open: () =>
    Promise.resolve({
      scalesAtOnce: 1,
      planAt: (scale, cases) =>
        Promise.resolve(
          cases.map(() =>
            planned(
              plan({
                cost: scale,
                accesses: [scale < 50_000 ? access({ method: 'index', indexes: ['i'] }) : access()],
              }),
            ),
          ),
        ),
      replan: () => Promise.resolve(planned(plan({}))),
      sizesAt: () => Promise.resolve(new Map()),
      inspect: () => Promise.reject(new Error('there is no connection')),
      approximations: ['everything'],
      settings: {},
      close: () => Promise.resolve(),
    }),
};

let snapshotsDirectory: string;
beforeAll(() => {
  snapshotsDirectory = mkdtempSync(join(tmpdir(), 'plancliff-library-'));
});
afterAll(() => rmSync(snapshotsDirectory, { recursive: true }));

test('an engine of somebody else is swept and checked like those of plancliff', async () => {
  const result = await checkScenario({
    server,
    scenario,
    engine: toy,
    update: false,
    ci: false,
    snapshotsDirectory,
    cwd: snapshotsDirectory,
  });
  const [timeline] = result.timelines;
  expect(timeline?.ranges).toHaveLength(2);
  const at = timeline?.changes[0]?.at ?? 0;
  expect(Math.abs(Math.log(at / 50_000))).toBeLessThan(0.06);
  expect(result.engine).toBe('toy');
  expect(result.approximations).toEqual(['everything']);
  expect(readdirSync(snapshotsDirectory)).toEqual(['tickets.toy.snap']);
});
