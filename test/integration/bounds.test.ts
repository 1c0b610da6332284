import { sweepScenario } from '../../src/check/sweep-scenario';
import { virtualEngine } from '../../src/engine/virtual/engine';
import type { Finding } from '../../src/findings/types';
import { serial, text, uniformInt } from '../../src/definitions';
import type { Scenario } from '../../src/scenario/types';
import { parseScales } from '../../src/scenario/scales';
import { scenarioOf } from '../helpers/scenario-of';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => (server = await sharedTestServer()));
afterAll(() => server.close());

/** The newest five of an owner: a thousand rows of ten million have each owner, and an index leads to them. */
const memos = scenarioOf(
  'memos',
  `create table memos (id bigint primary key, owner int not null, kind text not null, note text not null);
   create index memos_owner_idx on memos (owner);
   create index memos_kind_idx on memos (kind) where kind = 'never';`,
  {
    schema: '',
    driving: 'memos',
    tables: {
      memos: {
        columns: {
          id: serial(),
          owner: uniformInt(1, 10_000),
          kind: text({ minLength: 4, maxLength: 8 }),
          note: text({ minLength: 40, maxLength: 80 }),
        },
      },
    },
    queries: {
      newest: {
        sql: 'select * from memos where owner = $1 order by id desc limit 5',
        cases: { some: [7], rare: [8] },
      },
      kinds: { sql: 'select * from memos where kind = $1', cases: { never: ['never'] } },
    },
  },
);

const scenario: Scenario = {
  ...memos,
  conditions: [{ label: 'fresh' }, { label: 'generic', plan: 'generic' }],
};

let findings: readonly Finding[];
let timelines: Awaited<ReturnType<typeof sweepScenario>>['timelines'];
beforeAll(async () => {
  const scales = parseScales('3m..30m');
  const swept = await sweepScenario({
    server,
    scenario,
    engine: virtualEngine,
    scales,
    noTrial: true,
  });
  ({ findings, timelines } = swept);
}, 120_000);

test('a plan that depends on an early stop is bounded where nothing is run, and severe for a rare case', () => {
  const own = findings.filter(
    ({ query, condition }) => query === 'newest' && condition === 'fresh',
  );
  const accused = own.filter(({ severity }) => severity !== 'info');
  expect(accused.map((each) => [each.case, each.severity]).sort()).toEqual([
    ['rare', 'error'],
    ['some', 'warning'],
  ]);
  for (const { why } of accused) {
    expect(why).toMatch(/expects to stop after [\d.]+k? rows; at worst it reads 30M\./);
    expect(why).toMatch(
      /By its estimates the worst case of this plan costs .* of the plan with memos_owner_idx\./,
    );
  }
});

test('a condition of the scenario plans under the generic plan', () => {
  const read = (condition: string) =>
    timelines.find((each) => each.query === 'kinds' && each.condition === condition)?.ranges.at(-1)
      ?.points[0]?.plan.accesses[0];
  expect(read('fresh')?.indexes).toEqual(['memos_kind_idx']);
  expect(read('generic')).toMatchObject({ method: 'seq' });
});
