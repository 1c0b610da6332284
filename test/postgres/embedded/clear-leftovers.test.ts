import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clearFolder } from '../../../src/postgres/embedded/clear-leftovers';
import { runsServer } from '../../../src/postgres/embedded/process-check';
import { serverUser } from '../../../src/postgres/embedded/server-user';

const user = serverUser();
let folder: string;
let data: string;
beforeEach(() => {
  folder = mkdtempSync('/tmp/plc-left-');
  data = join(folder, 'data');
  mkdirSync(data);
  if (user !== undefined) for (const each of [folder, data]) chownSync(each, user.uid, user.gid);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const left = (): string[] => (existsSync(data) ? ['data'] : []);

test('a named pipe in place of postmaster.pid does not make a run wait', async () => {
  execFileSync('mkfifo', [join(data, 'postmaster.pid')]);
  await clearFolder(folder, user);
  expect(left()).toEqual([]);
});

test('a process whose number stands in postmaster.pid ends only where it is the server of this folder', async () => {
  const other = spawn('/bin/sleep', ['600']);
  try {
    writeFileSync(join(data, 'postmaster.pid'), `${other.pid}\n`);
    await clearFolder(folder, user);
    expect(left()).toEqual([]);
    expect([other.exitCode, other.signalCode]).toEqual([null, null]);
  } finally {
    other.kill('SIGKILL');
  }
});

test('a process of another user is no server of ours, whatever its arguments are', () => {
  const other = spawn('/bin/sh', ['-c', 'read line', 'postgres', '-D', data]);
  try {
    const pid = other.pid ?? 0;
    const own = process.getuid?.() ?? 0;
    expect(runsServer(pid, data, own)).toBe(true);
    expect(runsServer(pid, data, own + 1)).toBe(false);
    expect(runsServer(pid, `${data}2`, own)).toBe(false);
  } finally {
    other.kill('SIGKILL');
  }
});
