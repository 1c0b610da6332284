import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { AuditResult } from '../../src/audit/types';
import { plancliff, type Ended } from '../helpers/cli/project';
import { cuttingProxy } from '../helpers/cutting-proxy';
import { sharedTestServer, type TestDatabase, type TestServer } from '../helpers/server';

let server: TestServer;
let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plancliff-cut-'));
  server = await sharedTestServer();
  database = await server.open(`
    create table orders (id int primary key, state text not null);
    insert into orders select i, 's' || i % 5 from generate_series(1, 2000) i;
    create index on orders (state);
    analyze`);
}, 60_000);
afterAll(async () => {
  await database.end();
  await server.close();
  rmSync(folder, { recursive: true });
});

const statements = Array.from(
  { length: 6 },
  (_, k) => `select ${k}, * from orders where id = ${k}`,
);

async function audit(
  cut: { readonly text: string; readonly nth: number },
  args: readonly string[] = [],
): Promise<Ended & { readonly hasCut: boolean }> {
  const proxy = await cuttingProxy(dirname(server.dataDirectory ?? ''), cut);
  try {
    const url = `postgres://postgres@127.0.0.1:${proxy.port}/${database.name}`;
    const ended = await plancliff(folder, ['audit', '--database-url', url, ...args, '-'], {
      stdin: statements.join(';\n'),
    });
    return { ...ended, hasCut: proxy.hasCut() };
  } finally {
    await proxy.close();
  }
}

test.each([
  ['the handshake', 'user'],
  ['the begin of the transaction', 'begin transaction'],
  ['its settings', 'statement_timeout'],
  ['the first read of the catalogs', 'server_version'],
  ['the first plan', 'explain'],
])('a connection that is cut in %s ends in one line', async (_, text) => {
  const { hasCut, stdout, stderr, code } = await audit({ text, nth: 1 }, ['--no-grow']);
  expect(hasCut).toBe(true);
  expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
  expect(stderr).toMatch(/^Error: .*\nReason: .*/m);
  expect(stderr).not.toContain('    at ');
});

test('a connection that is cut later leaves the plans before', async () => {
  const text = 'select 4, * from orders';
  const { hasCut, stdout, code } = await audit({ text, nth: 1 }, ['--json', '--no-grow']);
  expect(hasCut).toBe(true);
  const result = JSON.parse(stdout) as AuditResult;
  expect(result.statements.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
  expect(result.stopped).toMatch(/^4 of 6 statements were planned: .*(lost|terminated)/);
  expect(code).toBe(2);
});

test('a connection that is cut while the catalogs are read for the twin leaves the plans of today', async () => {
  const { hasCut, stdout, code } = await audit({ text: 'most_common_vals', nth: 1 }, ['--json']);
  expect(hasCut).toBe(true);
  const result = JSON.parse(stdout) as AuditResult;
  expect(result.statements).toHaveLength(6);
  expect(result.growthFailed).toMatch(/connection to PostgreSQL was lost/);
  expect(code).toBe(2);
});

test('a statement of a megabyte is planned, and shown in one line', async () => {
  const states = Array.from({ length: 5_000 }, (_, k) => `'${String(k).padStart(200, 'x')}'`);
  const sql = `select * from orders where state in (${states.join(', ')})`;
  expect(sql.length).toBeGreaterThan(1_000_000);
  const url = `postgres://postgres@localhost/${database.name}?host=${dirname(server.dataDirectory ?? '')}`;
  const { stdout, stderr, code } = await plancliff(
    folder,
    ['audit', '--database-url', url, '--no-grow', '-'],
    { stdin: `${sql}; select * from orders where id = 7` },
  );
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  expect(stdout).toContain('2 statements planned');
  expect(stdout.length).toBeLessThan(5_000);
});
