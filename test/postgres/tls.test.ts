import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tlsAttempts } from '../../src/postgres/tls';

const target = { host: 'h', port: 5432, user: 'u', database: 'd' };
const unchecked = { rejectUnauthorized: false };

test.each([
  [undefined, [unchecked, false]],
  ['prefer', [unchecked, false]],
  ['allow', [false, unchecked]],
  ['disable', [false]],
  ['require', [unchecked]],
  ['verify-ca', [{ checkServerIdentity: expect.any(Function) as unknown }]],
  ['verify-full', [{}]],
])('sslmode %s makes the attempts that libpq makes', (sslmode, attempts) => {
  expect(tlsAttempts(sslmode === undefined ? target : { ...target, sslmode })).toEqual(attempts);
});

test('a socket is never encrypted', () => {
  expect(tlsAttempts({ ...target, host: '/run', sslmode: 'require' })).toEqual([false]);
});

test('require with a root certificate checks the certificate, as libpq does', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plc-tls-'));
  const file = join(folder, 'root.pem');
  writeFileSync(file, 'pem');
  const [attempt] = tlsAttempts({ ...target, sslmode: 'require', sslrootcert: file });
  rmSync(folder, { recursive: true });
  expect(attempt).toEqual({
    ca: Buffer.from('pem'),
    checkServerIdentity: expect.any(Function) as unknown,
  });
});

test.each([
  [{ sslmode: 'sure' }, 'unknown sslmode: sure'],
  [{ sslrootcert: '/nowhere.pem' }, 'cannot read sslrootcert /nowhere.pem'],
])('%j is refused', (parts, message) => {
  expect(() => tlsAttempts({ ...target, ...parts })).toThrow(message);
});
