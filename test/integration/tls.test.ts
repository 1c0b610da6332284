import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectUrl } from '../../src/postgres/connect-url';
import { plancliff, type Ended } from '../helpers/cli/project';
import { cuttingProxy, type CuttingProxy } from '../helpers/cutting-proxy';
import { startTestServer, type TestDatabase, type TestServer } from '../helpers/server';

/**
 * A loopback address for this process alone, since the server listens on the usual port: beside other tests, and
 * beside a server of the machine on 127.0.0.1. Only Linux answers on all of 127.0.0.0/8.
 */
const address = `127.${(process.pid >> 16) & 255 || 54}.${(process.pid >> 8) & 255}.${process.pid & 255 || 1}`;
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const runs = process.platform === 'linux' && hasOpenssl;
if (!runs) console.warn('Skipped: TLS end to end, which needs Linux and the program openssl');

let folder: string;
let server: TestServer;
let database: TestDatabase;
/** In front of the server's socket, where it takes no TLS. */
let plain: CuttingProxy;
/** In front of its address, under names that its certificate does not contain. */
let renamed: CuttingProxy;

beforeAll(async () => {
  if (!runs) return;
  folder = mkdtempSync(join(tmpdir(), 'plancliff-tls-'));
  server = await startTestServer({ settings: { listen_addresses: address } });
  database = await server.open('create table orders (id int primary key); analyze orders');
  const data = server.dataDirectory ?? '';
  for (const [name, to] of [
    ['server', data],
    ['other', folder],
  ] as const)
    selfSigned(join(to, name));
  for (const file of ['server.key', 'server.crt'])
    if (server.owner) chownSync(join(data, file), server.owner.uid, server.owner.gid);
  await database.connection.query('alter system set ssl = on');
  await database.connection.query('select pg_reload_conf()');
  for (let tries = 100; !(await showsSsl()) && tries > 0; tries -= 1) await sleep(20);
  plain = await cuttingProxy(dirname(data), { text: '-', nth: 0 });
  renamed = await cuttingProxy({ host: address, port: 5432 }, { text: '-', nth: 0 });
}, 60_000);
afterAll(async () => {
  if (!runs) return;
  await Promise.all([plain.close(), renamed.close()]);
  await database.end();
  await server.close();
  rmSync(folder, { recursive: true });
});

/** A key and a certificate for `address` and for no other name. */
function selfSigned(path: string): void {
  execFileSync(
    'openssl',
    // prettier-ignore
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=plancliff.test', '-addext', `subjectAltName=IP:${address}`, '-keyout', `${path}.key`, '-out', `${path}.crt`],
    { stdio: 'ignore' },
  );
  chmodSync(`${path}.key`, 0o600);
}

async function showsSsl(): Promise<boolean> {
  const { rows } = await database.connection.query<{ ssl: string }>('show ssl');
  return rows[0]?.ssl === 'on';
}

interface At {
  readonly host?: string;
  readonly port?: number;
}

const url = (parameters: string, { host = address, port = 5432 }: At = {}): string =>
  `postgres://postgres@${host}:${port}/${database.name}?${parameters}`;

const certificate = (name: 'server' | 'other' = 'server'): string =>
  `sslrootcert=${encodeURIComponent(join(name === 'server' ? (server.dataDirectory ?? '') : folder, `${name}.crt`))}`;

function audit(at: string): Promise<Ended> {
  const stdin = 'select * from orders where id = 7';
  return plancliff(folder, ['audit', '--database-url', at, '--no-grow', '-'], { stdin });
}

async function isEncrypted(at: string): Promise<boolean> {
  const connection = await connectUrl(at, {});
  try {
    const { rows } = await connection.query<{ ssl: boolean }>(
      'select ssl from pg_stat_ssl where pid = pg_backend_pid()',
    );
    return rows[0]?.ssl === true;
  } finally {
    await connection.end();
  }
}

const each = runs ? test.each : test.skip.each;

each<[string, () => string, boolean]>([
  ['no sslmode', () => '', true],
  ['sslmode=disable', () => 'sslmode=disable', false],
  ['sslmode=allow', () => 'sslmode=allow', false],
  ['sslmode=prefer', () => 'sslmode=prefer', true],
  ['sslmode=require', () => 'sslmode=require', true],
  ['sslmode=verify-ca', () => `sslmode=verify-ca&${certificate()}`, true],
  ['sslmode=verify-full', () => `sslmode=verify-full&${certificate()}`, true],
])('a connection with %s', async (_, parameters, encrypted) => {
  expect(await isEncrypted(url(parameters()))).toBe(encrypted);
  if (!/require|full/.test(parameters())) return;
  const { stdout, stderr, code } = await audit(url(parameters()));
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  expect(stdout).toContain('1 statement planned');
});

each<[string, () => string, RegExp]>([
  [
    'a certificate that nobody vouches for',
    () => url('sslmode=verify-full'),
    /^Error: the certificate of .* is not trusted\nReason: self.signed certificate\n[^]*sslrootcert/m,
  ],
  [
    'a certificate of somebody else',
    () => url(`sslmode=verify-ca&${certificate('other')}`),
    /^Error: the certificate of .* is not trusted\n/m,
  ],
  [
    'require, where a root certificate was given that did not sign it',
    () => url(`sslmode=require&${certificate('other')}`),
    /^Error: the certificate of .* is not trusted\n/m,
  ],
  [
    'another name than the certificate has',
    () => url(`sslmode=verify-full&${certificate()}`, { host: 'localhost', port: renamed.port }),
    /^Error: the certificate of localhost:\d+ is for another host\nReason: Hostname.*\n[^]*verify-ca/m,
  ],
  [
    'another address than the certificate has',
    () => url(`sslmode=verify-full&${certificate()}`, { host: '127.0.0.1', port: renamed.port }),
    /^Error: the certificate of .* is for another host\nReason: Hostname.*\n[^]*verify-ca/m,
  ],
  [
    'a server without TLS',
    () => url('sslmode=require', { host: '127.0.0.1', port: plain.port }),
    /^Error: .* accepts no encrypted connections\nReason: .*does not support SSL.*\n[^]*sslmode/m,
  ],
])('refuses %s, in one message', async (_, at, text) => {
  const { stdout, stderr, code } = await audit(at());
  expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
  expect(stderr).toMatch(text);
  expect(stderr).not.toContain('    at ');
});
