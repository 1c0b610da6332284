import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { lockState } from '../../../src/postgres/embedded/owner-lock';
import { bases, lockName, makePrivateFolder } from '../../../src/postgres/embedded/private-folder';
import { serverUser } from '../../../src/postgres/embedded/server-user';

let ground: string;
beforeEach(() => {
  ground = mkdtempSync('/tmp/plc-');
});
afterEach(() => rmSync(ground, { recursive: true }));

test('a temporary folder whose path is too long for a socket is passed over', () => {
  // 69 bytes, a name of 19 and a socket's of 13, two slashes: 103, what macOS holds besides the NUL.
  const fits = join(ground, 'a'.repeat(69 - ground.length - 1));
  const long = `${fits}a`;
  mkdirSync(fits);
  mkdirSync(long);
  expect(bases(undefined, fits)[0]).toBe(fits);
  expect(bases(undefined, long, () => false)[0]).toBe('/tmp');
});

test('a /tmp in memory comes after /var/tmp, unless TMPDIR names a folder', () => {
  const inMemory = (folder: string) => folder === '/tmp';
  expect(bases(undefined, '/tmp', inMemory)).toEqual(['/var/tmp', '/tmp']);
  expect(bases(undefined, ground, inMemory)).toEqual([ground, '/var/tmp', '/tmp']);
  expect(bases(undefined, '/tmp', () => false)).toEqual(['/tmp', '/var/tmp']);
});

test("a folder that the server's user cannot enter is passed over", () => {
  const closed = join(ground, 'closed');
  mkdirSync(closed, { mode: 0o700 });
  const stranger = { uid: 4321, gid: 4321 };
  expect(bases(stranger, closed)).not.toContain(closed);
  expect(bases(undefined, closed)).toContain(closed);
});

test.each(['base', 'base/inside'])(
  'a folder in which others could exchange ours is passed over (%s)',
  (name) => {
    const open = join(ground, 'base');
    const base = join(ground, name);
    mkdirSync(base, { recursive: true });
    chmodSync(open, 0o777);
    expect(bases(undefined, base)).not.toContain(base);
    chmodSync(open, 0o1777);
    expect(bases(undefined, base)).toContain(base);
  },
);

test('a private folder is 0700, shows that its owner lives, and goes with its keeper', async () => {
  const { path, keeper, lock } = await makePrivateFolder(serverUser());
  const socket = join(path, lockName);
  expect(statSync(path).mode & 0o777).toBe(0o700);
  await expect(lockState(socket)).resolves.toBe('held');
  await keeper.close();
  expect(existsSync(path)).toBe(false);
  lock.release();
});

test('a lock whose owner is gone is free', async () => {
  const socket = join(ground, lockName);
  const owner = `require('net').createServer().listen('${socket}', () => process.kill(process.pid, 'SIGKILL'))`;
  spawnSync(process.execPath, ['-e', owner]);
  await expect(lockState(socket)).resolves.toBe('free');
  await expect(lockState(`${socket}-none`)).resolves.toBe('absent');
});
