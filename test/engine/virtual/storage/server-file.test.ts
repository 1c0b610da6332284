import { execFileSync } from 'node:child_process';
import {
  chownSync,
  closeSync,
  ftruncateSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import {
  type Access,
  openServerFile,
  readServerFile,
} from '../../../../src/engine/virtual/storage/server-file';
import { serverUser } from '../../../../src/postgres/embedded/server-user';

const user = serverUser();
const asRoot = user === undefined ? test.skip : test;
let ground: string;
let data: string;
beforeEach(() => {
  ground = mkdtempSync('/tmp/plc-file-');
  data = join(ground, 'data');
  mkdirSync(data);
  give(data);
});
afterEach(() => rmSync(ground, { recursive: true }));

function give(file: string): void {
  if (user !== undefined) chownSync(file, user.uid, user.gid);
}

/** A file outside of the data directory that must stay as it is. */
function precious(): string {
  const file = join(ground, 'precious');
  writeFileSync(file, 'secret');
  return file;
}

function untouched(file: string): void {
  expect(readFileSync(file, 'utf8')).toBe('secret');
  expect(statSync(file).uid).toBe(process.getuid?.());
}

const accesses: readonly Access[] = ['read', 'resize', 'create'];
const open = (file: string, access: Access) => () => closeSync(openServerFile(file, access));

test('makes a file as the server would have made it', () => {
  for (const [name, access] of [
    ['1.1', 'resize'],
    ['2', 'create'],
  ] as const) {
    const handle = openServerFile(join(data, name), access);
    ftruncateSync(handle, 8192);
    closeSync(handle);
    const { uid, mode, size } = statSync(join(data, name));
    expect({ uid, mode: mode & 0o777, size }).toEqual({
      uid: user?.uid ?? process.getuid?.(),
      mode: 0o600,
      size: 8192,
    });
  }
  expect(open(join(data, '2'), 'create')).toThrow('EEXIST');
});

test.each(accesses)('follows no link (%s)', (access) => {
  const file = precious();
  symlinkSync(file, join(data, '1'));
  expect(open(join(data, '1'), access)).toThrow(/ELOOP|EEXIST/);
  // Nor one that leads to a name that is free.
  symlinkSync(join(ground, 'free'), join(data, '2'));
  expect(open(join(data, '2'), access)).toThrow(/ELOOP|EEXIST/);
  expect(readdirSync(ground).sort()).toEqual(['data', 'precious']);
  untouched(file);
});

asRoot.each(['read', 'resize'] as const)('takes no file with another name (%s)', (access) => {
  const file = precious();
  linkSync(file, join(data, '1'));
  expect(open(join(data, '1'), access)).toThrow('does not belong to PostgreSQL alone');
  untouched(file);
});

asRoot.each(accesses)('takes no file of another folder that a link leads to (%s)', (access) => {
  const file = precious();
  symlinkSync(ground, join(data, 'base'));
  expect(open(join(data, 'base', 'precious'), access)).toThrow('does not belong to PostgreSQL');
  expect(open(join(data, 'base', 'fresh'), access)).toThrow('does not belong to PostgreSQL');
  expect(readdirSync(ground).sort()).toEqual(['data', 'precious']);
  untouched(file);
});

asRoot('takes no file of a third user', () => {
  writeFileSync(join(data, '1'), '');
  chownSync(join(data, '1'), 12_345, 12_345);
  expect(open(join(data, '1'), 'resize')).toThrow('does not belong to PostgreSQL alone');
});

test('does not wait at a named pipe', () => {
  execFileSync('mkfifo', [join(data, '1')]);
  give(join(data, '1'));
  expect(() => readServerFile(join(data, '1'))).toThrow();
  expect(open(join(data, '1'), 'resize')).toThrow();
});
