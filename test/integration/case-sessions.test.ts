import {
  caseWith,
  defineScenario,
  draw,
  fixed,
  reference,
  serial,
  skew,
  uniformInt,
  weighted,
} from 'plancliff';
import { planAutomatically } from '../../src/check/plan-automatically';
import { sweepScenario, type SweptScenario } from '../../src/check/sweep-scenario';
import { readModel } from '../../src/check/read-model';
import { seedEngine } from '../../src/engine/seed/engine';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { scenarioFrom } from '../../src/scenario/from-definition';
import { parseScales } from '../../src/scenario/scales';
import { startTestServer, type TestServer } from '../helpers/server';
import { contextFor } from '../helpers/world';

const definition = defineScenario({
  schema: `
    create role plancliff_test_member;
    create table tenants (id int primary key);
    create table members (tenant_id int not null references tenants, login text not null, primary key (login, tenant_id));
    create table issues (id bigint primary key, tenant_id int not null references tenants, state text not null, code char(8) not null);
    create index issues_code_idx on issues (code);
    create index issues_tenant_idx on issues (tenant_id);
    create index issues_state_idx on issues (state);
    alter table issues enable row level security;
    create policy own on issues using (tenant_id = current_setting('app.tenant')::int);
    alter table tenants enable row level security;
    create policy mine on tenants using (id in (select m.tenant_id from members m where m.login = current_setting('app.login')));
    grant select on all tables in schema public to plancliff_test_member;`,
  driving: 'issues',
  tables: {
    tenants: { rows: fixed(500), columns: { id: serial() } },
    members: {
      rows: fixed(50_000),
      columns: { tenant_id: reference('tenants'), login: uniformInt(1, 20_000) },
    },
    issues: {
      columns: {
        id: serial(),
        tenant_id: reference('tenants', { skew: skew.zipf(1) }),
        state: weighted({ open: 1, closed: 99 }),
        code: uniformInt(10_000_000, 99_999_999),
      },
    },
  },
  queries: {
    'my issues': {
      sql: 'select id from issues where id > $1',
      role: 'plancliff_test_member',
      cases: {
        big: caseWith([0], { set: { 'app.tenant': draw.common('issues.tenant_id') } }),
        small: caseWith([0], { set: { 'app.tenant': draw.rare('issues.tenant_id') } }),
        unlimited: caseWith([0], { role: 'none' }),
      },
    },
    'my tenants': {
      sql: 'select id from tenants',
      role: 'plancliff_test_member',
      set: { 'app.login': '7' },
    },
    'by id': {
      sql: 'select * from issues where id = $1',
      cases: { bigint: [5], numeric: caseWith([5], { types: ['numeric'] }) },
    },
    'by code': {
      sql: 'select * from issues where code = $1',
      cases: {
        pg: caseWith([draw.common('issues.code')], { driver: 'pg' }),
        prisma: caseWith([draw.common('issues.code')], { driver: 'prisma' }),
      },
    },
    'by state': {
      sql: 'select * from issues where state = $1',
      plan: 'auto',
      cases: { common: ['closed'], rare: ['open'] },
    },
  },
});

let server: TestServer;
let swept: SweptScenario;
beforeAll(async () => {
  server = await startTestServer();
  swept = await sweepScenario({
    server,
    scenario: scenarioFrom('sessions.ts', definition),
    engine: virtualEngine,
    scales: parseScales('100k..1m'),
    trialRows: [10_000],
  });
}, 240_000);
afterAll(() => server.close());

const timelineOf = (query: string, label: string) => {
  const found = swept.timelines.find((each) => each.query === query && each.case === label);
  if (found === undefined)
    throw new Error(`no timeline of ${query} / ${label}: ${JSON.stringify(swept.unplannable)}`);
  return found;
};
const accessOf = (query: string, label: string) =>
  timelineOf(query, label).ranges.at(-1)?.points.at(-1)?.plan.accesses[0];

test('each case is planned as its role, with the policies of the tenant that its settings name', () => {
  expect(accessOf('my issues', 'small')).toMatchObject({ indexes: ['issues_tenant_idx'] });
  expect(accessOf('my issues', 'big')?.rows).toBeGreaterThan(
    10 * (accessOf('my issues', 'small')?.rows ?? 0),
  );
  expect(timelineOf('my issues', 'big').statement.settings).toEqual({
    'app.tenant': '1',
    role: 'plancliff_test_member',
  });
  expect(accessOf('my issues', 'unlimited')).toMatchObject({
    method: 'seq',
    filters: [{ columns: ['id'] }],
  });
});

test('the tables that a policy reads have their rows', () => {
  const members = timelineOf('my tenants', 'default')
    .ranges.at(-1)
    ?.points.at(-1)
    ?.plan.accesses.find(({ relation }) => relation === 'members');
  expect(members).toMatchObject({ indexes: ['members_pkey'] });
  expect(members?.rows).toBeLessThan(20);
});

test('types of the driver decide the plan, and the statement shows them', () => {
  expect(accessOf('by id', 'bigint')).toMatchObject({ indexes: ['issues_pkey'] });
  expect(accessOf('by id', 'numeric')).toMatchObject({ method: 'seq' });
  expect(timelineOf('by id', 'numeric').statement.sql).toBe(
    'select * from issues where id = $1::numeric',
  );
});

test('a driver that sends text for char(n) reads the table in full, and one that leaves the type to the server does not', () => {
  expect(accessOf('by code', 'pg')).toMatchObject({ indexes: ['issues_code_idx'] });
  expect(accessOf('by code', 'prisma')).toMatchObject({ method: 'seq' });
  expect(timelineOf('by code', 'prisma').statement).toMatchObject({
    sql: 'select * from issues where code = $1::text',
    types: ['text'],
    driver: 'prisma',
  });
});

test('a trial runs each case under its role', () => {
  const measured = swept.measurements.cases.find(
    (each) => each.query === 'my issues' && each.case === 'small',
  );
  const runs = [...(measured?.accesses.values() ?? [])].flatMap((trial) => trial.runs);
  expect(runs.map(({ outcome }) => outcome)).toEqual(['measured']);
  const [run] = runs;
  expect(run?.outcome === 'measured' && run.figures.rowsReturned).toBeLessThan(100);
});

test('policies count as planned where a role has them, and as not planned where a case has none', () => {
  expect(swept.approximations).toContainEqual(
    expect.stringMatching(/^row-level security of issues: the policies were not planned/),
  );
});

test('a role that the server does not have is an error that names the case', async () => {
  const scenario = scenarioFrom('sessions.ts', {
    ...definition,
    queries: { all: { sql: 'select * from issues', role: 'plancliff_test_membr' } },
  });
  await expect(readModel(server, scenario, { from: 1000, to: 1000 })).rejects.toMatchObject({
    message: "sessions.ts: all / default: the server has no role 'plancliff_test_membr'",
    hint: expect.stringContaining("Did you mean 'plancliff_test_member'?") as string,
  });
});

// Statements that the server takes to a generic plan, and statements that it does not.
test.each([
  ['select * from issues where id = $1', [[5], [6]], 'generic'],
  ['select * from issues where state = $1', [['open'], ['open']], 'custom'],
  ['select * from issues where state = $1', [['closed'], ['closed']], 'generic'],
  ['select * from issues where tenant_id = $1', [[1], [2]], 'generic'],
  [
    'select count(*) from issues i join tenants t on t.id = i.tenant_id where i.id < $1',
    [[20], [20]],
    'custom',
  ],
])(
  'auto decides as the server does at the sixth execution: %s %j',
  async (sql, sets, expected) => {
    const scenario = scenarioFrom('sessions.ts', definition);
    const { model } = await readModel(server, scenario, { from: 20_000, to: 20_000 });
    const world = await seedEngine.open(await contextFor(server, scenario, { model }));
    try {
      const asked = sets.map((parameters) => ({ statement: { sql, parameters }, query: 'q' }));
      const [planned] = await planAutomatically(world, 20_000, asked);
      const taken = await world.inspect(20_000, async (connection) => {
        await connection.query(`set plan_cache_mode = auto; prepare sixth as ${sql}`);
        for (let k = 0; k < 6; k++) {
          const values = (sets[k % sets.length] ?? []).map((value) => `'${value}'`).join(', ');
          await connection.query(`explain execute sixth (${values})`);
        }
        const { rows } = await connection.query<{ generic: string }>(
          "select generic_plans as generic from pg_prepared_statements where name = 'sixth'",
        );
        await connection.query('deallocate sixth');
        return Number(rows[0]?.generic) > 0 ? 'generic' : 'custom';
      });
      expect(taken).toBe(expected);
      expect(planned).toMatchObject({
        ok: true,
        statement: { settings: { plan_cache_mode: `force_${expected}_plan` } },
      });
    } finally {
      await world.close();
    }
  },
  60_000,
);

test('auto gives all cases of a query the same plan where it is the generic one', () => {
  const [common, rare] = ['common', 'rare'].map((label) => timelineOf('by state', label));
  expect(common?.statement.planCache).toMatchObject({ cases: 2 });
  expect(rare?.statement.planCache).toEqual(common?.statement.planCache);
});
