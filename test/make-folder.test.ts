import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeFolder } from '../src/make-folder';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'plancliff-folders-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('makes all folders that are missing, and leaves those that are there', () => {
  const deep = path.join(folder, 'a', 'b');
  makeFolder(deep, 0o700);
  makeFolder(deep);
  expect(statSync(deep).mode & 0o777).toBe(0o700);
});

it.each([
  ['a file', 'file'],
  ['a file as the folder above', 'file/deep'],
  ['a link to nothing', 'link'],
])('throws where %s is in the way', (_, name) => {
  writeFileSync(path.join(folder, 'file'), '');
  rmSync(path.join(folder, 'link'), { force: true });
  symlinkSync('nowhere', path.join(folder, 'link'));
  expect(() => makeFolder(path.join(folder, name))).toThrow(/^(EEXIST|ENOTDIR): /);
});

// Node's own recursive mkdir never returns here.
(process.platform === 'linux' ? it : it.skip)('throws where the kernel makes no folder', () => {
  expect(() => makeFolder('/proc/plancliff/deep')).toThrow('ENOENT');
});
