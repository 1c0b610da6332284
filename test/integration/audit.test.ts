import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { AuditResult } from '../../src/audit/types';
import { run } from '../../src/run';
import { eventually } from '../helpers/child-server';
import { fakeProcess, type FakeOptions } from '../helpers/cli/fake-process';
import { startTestServer, type TestDatabase, type TestServer } from '../helpers/server';

// With every sign that a URL, a shell or a log could stumble over.
const password = `p@ss w:rd?#%'"\\`;
let server: TestServer;
let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plancliff-audit-'));
  server = await startTestServer();
  database = await server.open(
    `
    create table customers (id bigint primary key, email text not null);
    insert into customers select i, 'c' || i || '@example.com' from generate_series(1, 2000) as i;
    create table orders (id bigint primary key, customer_id bigint not null references customers,
      status text not null, total numeric not null, created_at timestamptz not null);
    insert into orders select i, 1 + (i * 7919) % 2000,
        case when i % 100 = 0 then 'open' when i % 1000 = 1 then 'lost' else 'done' end, i % 777,
        timestamptz '2024-01-01' + i * interval '1 minute'
      from generate_series(1, 100000) as i;
    create index orders_status_idx on orders (status);
    create index orders_customer_id_idx on orders (customer_id);
    create table secrets (code text);
    create role reader login password '${password.replace("'", "''")}';
    grant select on customers, orders to reader;
    vacuum analyze customers, orders`.replace(/vacuum.*$/, ''),
  );
  await database.connection.query('vacuum analyze');
  const file = join(server.dataDirectory ?? '', 'pg_hba.conf');
  writeFileSync(file, `local all reader scram-sha-256\n${readFileSync(file, 'utf8')}`);
  if (server.owner) chownSync(file, server.owner.uid, server.owner.gid);
  await database.connection.query('select pg_reload_conf()');
  mkdirSync(join(folder, 'scenarios'));
  writeFileSync(join(folder, 'scenarios', 'shop.ts'), scenario);
}, 60_000);

afterAll(async () => {
  await database.end();
  await server.close();
  rmSync(folder, { recursive: true });
});

function url(user = 'postgres', secret?: string): string {
  const auth = secret === undefined ? user : `${user}:${encodeURIComponent(secret)}`;
  const host = encodeURIComponent(dirname(server.dataDirectory ?? ''));
  return `postgres://${auth}@${host}/${database.name}`;
}

interface Run {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: unknown;
}

async function audit(args: readonly string[], options: FakeOptions = {}): Promise<Run> {
  const process = fakeProcess({ cwd: folder, ...options, args: ['audit', ...args] });
  await run(process);
  return { ...process.output, code: process.exitCode };
}

/** Without growth, which starts a server for a twin. */
const auditToday = (args: readonly string[], options: FakeOptions = {}): Promise<Run> =>
  audit(['--no-grow', ...args], options);

async function audited(sql: string, ...args: string[]): Promise<AuditResult> {
  const { stdout, stderr } = await auditToday(['--json', '--database-url', url(), ...args, '-'], {
    stdin: sql,
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as AuditResult;
}

const scenario = `
import { defineScenario, draw, serial, weighted, reference, time, email, uniformInt, ratio } from 'plancliff';
export default defineScenario({
  schema: 'create table orders (id bigint)',
  driving: 'orders',
  tables: {
    customers: { rows: ratio(0.1), columns: { id: serial(), email: email() } },
    orders: { columns: { id: serial() } },
    gone: { columns: { id: serial() } },
  },
  queries: {
    'orders by status': {
      sql: 'select * from orders where status = $1',
      cases: {
        common: [draw.common('orders.status')],
        rare: [draw.rare('orders.status')],
        absent: [draw.absent('orders.id')],
      },
      expect: { index: 'orders_status_idx', cases: ['rare'] },
    },
    'one built': {
      build: ({ id }: { id: unknown }) => ({
        compile: () => ({ sql: 'select * from orders where id = $1', parameters: [id] }),
      }),
      cases: { highest: { id: draw.highest('orders.id') } },
    },
    'not there': {
      sql: 'select * from gone where id = $1',
      cases: { common: [draw.common('gone.id')] },
    },
  },
});
`;

describe('audit', () => {
  it('says how each relation is read, of how many rows, and how near the index is to being dropped', async () => {
    const { statements, problems, findings } = await audited(
      "select o.id from orders o join customers c on c.id = o.customer_id where o.status = 'lost' and c.id = 5",
    );
    expect(problems).toEqual([]);
    expect(findings).toEqual([]);
    const readings = new Map(statements[0]?.readings.map((reading) => [reading.alias, reading]));
    expect(readings.get('o')).toMatchObject({ relation: 'orders', relationRows: 100_000 });
    expect(readings.get('c')).toMatchObject({
      relation: 'customers',
      relationRows: 2000,
      indexes: ['customers_pkey'],
    });
    for (const { costWith, costWithout } of readings.values()) {
      expect(costWith).toBe(statements[0]?.cost);
      expect(costWithout).toBeGreaterThan(costWith);
    }
  });

  it('prices the index that alone is used against the best plan without it', async () => {
    const { statements } = await audited("select * from orders where status = 'open'");
    const [reading] = statements[0]?.readings ?? [];
    const { connection } = database;
    await connection.query(
      'set enable_indexscan = off; set enable_bitmapscan = off; set enable_indexonlyscan = off',
    );
    const { rows } = await connection.query<{
      'QUERY PLAN': readonly { Plan: { 'Total Cost': number } }[];
    }>("explain (format json) select * from orders where status = 'open'");
    await connection.query('reset all');
    expect(reading?.costWithout).toBe(rows[0]?.['QUERY PLAN'][0]?.Plan['Total Cost']);
  });

  it('compares the worst case of a plan that depends on an early stop with that of another plan', async () => {
    const { connection } = database;
    await connection.query(`
      create table tickets (id int primary key, state text not null);
      -- ANALYZE then reads every row: of a third of them it counts too few of 500 in one run of sixteen.
      alter table tickets alter state set statistics 400;
      insert into tickets select i, case when i % 200 = 3 then 'held' else 'done' end from generate_series(1, 100000) as i;
      create index tickets_state_idx on tickets (state);
      analyze tickets`);
    // The worst case of a walk is a hundred times the look-up of 500 rows where a row is dear: here as at 10M rows.
    await connection.query(`alter database "${database.name}" set cpu_tuple_cost = 10`);
    const sql = "select * from tickets where state = 'held' order by id limit 2";
    try {
      const { findings } = await audited(sql);
      expect(findings).toMatchObject([
        {
          kind: 'early-stop',
          severity: 'warning',
          relation: 'tickets',
          index: 'tickets_pkey',
          why: expect.stringMatching(
            /^At the current size the planner reads tickets by tickets_pkey until the LIMIT is reached, and expects to stop after \d+ rows; at worst it reads 100k\. By its estimates .* of the plan with tickets_state_idx\.$/,
          ) as string,
        },
      ]);
    } finally {
      await connection.query(`alter database "${database.name}" reset cpu_tuple_cost`);
    }
    expect((await audited(sql)).findings).toEqual([]);
  });

  it('reports what is wrong already, without growth', async () => {
    const { findings } = await audited('select id from orders where total = 5 and id > 0');
    expect(findings).toMatchObject([{ kind: 'no-index', relation: 'orders', severity: 'warning' }]);
    const run = await auditToday(['--database-url', url(), '--fail-on', 'warning', '-'], {
      stdin: 'select id from orders where total = 5',
    });
    expect(run.code).toBe(1);
    // An audit tries no index, so it names none.
    expect(run.stdout).toContain('An audit tries no index.');
  });

  it('plans a statement with parameters for the values given, or for any', async () => {
    const { statements } = await audited(`
      -- $1 = 'lost'
      select * from orders where status = $1;
      -- $1 = done
      select * from orders where status = $1;
      select * from orders where status = $1`);
    expect(statements.map(({ plan, rows }) => [plan, rows])).toEqual([
      ['custom', expect.closeTo(100, -2)],
      ['custom', expect.closeTo(98_900, -4)],
      ['generic', expect.closeTo(33_333, -3)],
    ]);
    const [lost, done] = statements.map(({ readings }) => readings[0]?.indexes);
    expect([lost, done]).toEqual([['orders_status_idx'], []]);
  });

  it('takes values that a scenario draws from the statistics of the database', async () => {
    const { stdout, code } = await auditToday(['shop', '--json', '--database-url', url()]);
    const result = JSON.parse(stdout) as AuditResult;
    const rows = new Map(
      result.statements.map((each) => [`${each.query} / ${each.case}`, each.rows]),
    );
    expect(rows.get('orders by status / common')).toBeGreaterThan(95_000);
    expect(rows.get('orders by status / rare')).toBeLessThan(1000);
    expect(rows.get('orders by status / absent')).toBeLessThan(1000);
    expect(rows.get('one built / highest')).toBe(1);
    expect(result.problems).toMatchObject([
      {
        query: 'not there',
        file: 'scenarios/shop.ts',
        line: 27,
        reason: 'no common value of gone.id is known: the column does not exist',
      },
    ]);
    expect(code).toBe(2);
  });

  it('filters by query', async () => {
    const { stdout } = await auditToday(['--query', 'one*', '--json', '--database-url', url()]);
    expect((JSON.parse(stdout) as AuditResult).statements.map(({ query }) => query)).toEqual([
      'one built',
    ]);
  });

  it('names file, line and the server’s words for SQL that does not plan', async () => {
    writeFileSync(join(folder, 'bad.sql'), 'select 1;\n\nselect nope\nfrom orders;\nselec 1;');
    const { stdout, code } = await auditToday(['bad.sql', '--database-url', url()], {
      columns: 200,
    });
    expect(stdout).toContain(
      'bad.sql:3: the server says: column "nope" does not exist at character 8',
    );
    expect(stdout).toContain(
      `bad.sql:5: refused: PostgreSQL's parser refuses it: syntax error at or near "selec"`,
    );
    expect(code).toBe(2);
  });
});

describe('a role that can only select', () => {
  const as = (args: readonly string[], stdin = ''): Promise<Run> =>
    audit(['--database-url', url('reader', password), ...args], { stdin });

  it('is enough, statistics included', async () => {
    const { stdout, stderr, code } = await as(['shop', '--query', 'orders by*']);
    expect(stderr).toBe('');
    expect(stdout).toContain('Index Scan orders_status_idx');
    expect(code).toBe(0);
  });

  it('is told what it may not read', async () => {
    const { stdout, code } = await as(
      ['--no-grow', '-'],
      'select * from secrets; select * from orders where id = 1',
    );
    expect(stdout).toContain('the server says: permission denied for table secrets');
    expect(stdout).toContain('orders_pkey');
    expect(code).toBe(2);
  });
});

describe('the connection', () => {
  const secrets = [password, encodeURIComponent(password), encodeURI(password)];
  function expectNoSecret(run: Run): void {
    for (const secret of secrets) expect(run.stdout + run.stderr).not.toContain(secret);
  }

  it.each([
    ['a wrong password', () => url('reader', `${password}x`), /wrong password or user for reader/],
    ['an unknown role', () => url('nobody', password), /nobody/],
    [
      'a database that is not there',
      () => url().replace(database.name, 'nowhere'),
      /nowhere does not exist/,
    ],
    [
      'an unknown host',
      () => `postgres://reader:${encodeURIComponent(password)}@no-such-host.invalid/d`,
      /no-such-host\.invalid was not found/,
    ],
    [
      'no server',
      () => `postgres://reader:${encodeURIComponent(password)}@127.0.0.1:1/d`,
      /127\.0\.0\.1:1/,
    ],
    ['no URL', () => `reader:${password}@host`, /connection URL/],
  ])('%s is one line, exit 2, and no secret', async (_, target, message) => {
    for (const more of [[], ['--verbose'], ['--json']]) {
      const result = await audit(['--database-url', target(), ...more, '-'], { stdin: 'select 1' });
      expect(result.code).toBe(2);
      expect(result.stdout).toBe('');
      expect(result.stderr.split('\n')[0]).toMatch(/^Error: /);
      expect(result.stderr).toMatch(message);
      expectNoSecret(result);
    }
  });

  it('shows the password in no result either', async () => {
    for (const more of [['--no-grow'], ['--json'], ['--verbose']]) {
      const run = await audit(['--database-url', url('reader', password), ...more, '-'], {
        stdin: 'select 1 from orders; selec; select nope from orders',
      });
      expect(run.stdout).toContain('orders');
      expectNoSecret(run);
    }
  });

  it('takes STAGING_DATABASE_URL from the environment or .env, and DATABASE_URL never', async () => {
    const options = { stdin: 'select 1 from orders' };
    const none = await auditToday(['-'], { ...options, env: { DATABASE_URL: url() } });
    expect(none).toMatchObject({ code: 2, stdout: '' });
    expect(none.stderr).toContain('audit needs a database');

    const fromEnvironment = await auditToday(['-'], {
      ...options,
      env: { STAGING_DATABASE_URL: url() },
    });
    expect(fromEnvironment.code).toBe(0);

    writeFileSync(join(folder, '.env'), `STAGING_DATABASE_URL='${url()}'\n`);
    try {
      expect((await auditToday(['-'], options)).code).toBe(0);
      const overridden = await auditToday(['-'], {
        ...options,
        env: { STAGING_DATABASE_URL: 'postgres://127.0.0.1:1/d' },
      });
      expect(overridden.code).toBe(2);
    } finally {
      rmSync(join(folder, '.env'));
    }
  });

  it('ends at once on a signal, without a session left behind', async () => {
    const process = fakeProcess({
      args: ['audit', '--database-url', url(), '-'],
      cwd: folder,
      stdin: 'select * from orders;'.repeat(500),
      isTTY: true,
    });
    const running = run(process);
    await eventually(() => / statement 3 of 500/.test(process.output.stderr), 'it plans');
    expect(process.kill('SIGINT')).toBe(true);
    await running;
    expect(process.exitCode).toBe(130);
    expect(process.output.stdout).toMatch(
      /Not complete: \d+ of 500 statements were planned: interrupted\./,
    );
    expect(process.listeners()).toBe(0);
  });
});
