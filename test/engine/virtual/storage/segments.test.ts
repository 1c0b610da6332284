import { chownSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { growRelation, moveSegments } from '../../../../src/engine/virtual/storage/segments';
import { checkSparseFiles } from '../../../../src/engine/virtual/storage/sparse-files';
import { serverUser } from '../../../../src/postgres/embedded/server-user';
import { thrownBy } from '../../../helpers/thrown';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'plancliff-grow-'));
  // Root's server runs as another user, whose data directory it is.
  const user = serverUser();
  if (user !== undefined) chownSync(directory, user.uid, user.gid);
});
afterEach(() => rmSync(directory, { recursive: true }));

test('grows a relation over files of 1 GB each, and takes no room for it', () => {
  const file = join(directory, '16384');
  writeFileSync(file, Buffer.alloc(8192, 1), { mode: 0o600 });
  growRelation(file, 300_000);
  expect(readdirSync(directory).sort()).toEqual(['16384', '16384.1', '16384.2']);
  const sizes = ['', '.1', '.2'].map((end) => statSync(file + end).size);
  expect(sizes).toEqual([2 ** 30, 2 ** 30, 300_000 * 8192 - 2 ** 31]);
  for (const end of ['', '.1', '.2']) {
    expect(statSync(file + end).blocks * 512).toBeLessThan(100_000);
    expect(statSync(file + end).mode & 0o777).toBe(0o600);
  }
});

test.each([
  [300_000, 500_000],
  [300_000, 131_072],
  [300_000, 100],
  [131_072, 262_144],
  [131_072, 131_073],
  [5, 262_145],
])('brings a relation of %d pages to %d as it would a fresh one', (before, pages) => {
  const [grown, fresh] = ['1', '2'].map((name) => {
    const file = join(directory, name);
    writeFileSync(file, '');
    return file;
  });
  growRelation(grown as string, before);
  growRelation(grown as string, pages, before);
  growRelation(fresh as string, pages);
  const sizes = (name: string): [string, number][] =>
    readdirSync(directory)
      .filter((file) => file.split('.')[0] === name)
      .sort()
      .map((file): [string, number] => [
        file.slice(name.length),
        statSync(join(directory, file)).size,
      ])
      // A segment that is empty is as good as none.
      .filter(([end, size]) => end === '' || size > 0);
  expect(sizes('1')).toEqual(sizes('2'));
});

test('does not make the file of a relation that has none', () => {
  expect(thrownBy(() => growRelation(join(directory, '1'), 10))).toMatchObject({ code: 'disk' });
  expect(readdirSync(directory)).toEqual([]);
});

test('gives the segments of a file that was replaced to the new one', () => {
  const [old, fresh] = [join(directory, '1'), join(directory, '2')];
  for (const file of [old, fresh]) writeFileSync(file, Buffer.alloc(8192, 1));
  growRelation(old, 300_000);
  moveSegments(old, fresh);
  expect(readdirSync(directory).sort()).toEqual(['1', '2', '2.1', '2.2']);
  growRelation(fresh, 140_000);
  expect(['', '.1', '.2'].map((end) => statSync(fresh + end).size)).toEqual([
    2 ** 30,
    140_000 * 8192 - 2 ** 30,
    0,
  ]);
});

test('accepts a file system that keeps holes, and leaves no file behind', () => {
  checkSparseFiles(directory);
  expect(readdirSync(directory)).toEqual([]);
});

test('says which folder it could not write to', () => {
  const error = thrownBy(() => checkSparseFiles(join(directory, 'missing')));
  expect(error).toMatchObject({ code: 'disk', message: expect.stringContaining('missing') });
});
