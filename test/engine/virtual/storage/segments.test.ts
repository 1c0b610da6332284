import {
  chownSync,
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  adoptSegments,
  growRelation,
  hideSegments,
  lengthen,
  newSegments,
  replaceFile,
} from '../../../../src/engine/virtual/storage/segments';
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

/** Sizes of the segments that the server finds: up to the first that is missing. An empty one is as good as none. */
function found(file: string): readonly number[] {
  const names = readdirSync(directory);
  const sizes: number[] = [];
  for (let k = 0; names.includes(segment(file, k)); k += 1) {
    sizes.push(statSync(join(directory, segment(file, k))).size);
  }
  return sizes.filter((size, k) => k === 0 || size > 0);
}

const segment = (file: string, k: number): string => (k === 0 ? file : `${file}.${k}`);

/** What a file of so many pages has that was made in one step. */
function fresh(pages: number): readonly number[] {
  writeFileSync(join(directory, 'fresh'), '');
  growRelation(join(directory, 'fresh'), pages);
  return found('fresh');
}

test('brings a relation to one length after another as it would a fresh one', () => {
  const file = join(directory, '1');
  writeFileSync(file, '');
  let segments = newSegments(file);
  for (const pages of [
    5, 300_000, 500_000, 131_072, 262_144, 131_073, 700_000, 100, 262_145, 0, 400_000, 400_000,
  ]) {
    segments = lengthen(segments, pages);
    expect(found('1')).toEqual(fresh(pages));
  }
});

test('does not make the file of a relation that has none', () => {
  expect(thrownBy(() => growRelation(join(directory, '1'), 10))).toMatchObject({ code: 'disk' });
  expect(readdirSync(directory)).toEqual([]);
});

test('gives the segments of a file that the server has replaced to the new one', () => {
  const [old, other] = ['1', '2'].map((name) => join(directory, name)) as [string, string];
  for (const file of [old, other]) writeFileSync(file, Buffer.alloc(8192, 1));
  const hidden = hideSegments(lengthen(lengthen(newSegments(old), 600_000), 300_000));
  expect(found('1')).toEqual([2 ** 30]);
  const inodes = [2, 3, 4].map((k) => statSync(`${old}.${k}`).ino);
  const adopted = adoptSegments(hidden, other);
  expect(found('2')).toEqual([8192]);
  expect([2, 3, 4].map((k) => statSync(`${other}.${k}`).ino)).toEqual(inodes);
  const shorter = lengthen(adopted, 140_000);
  expect(found('2')).toEqual(fresh(140_000));
  lengthen(shorter, 600_000);
  expect(found('2')).toEqual(fresh(600_000));
});

test('puts a file with other first pages in the place of one', () => {
  const file = join(directory, '1');
  writeFileSync(file, Buffer.alloc(8192, 1));
  const replaced = replaceFile(lengthen(newSegments(file), 300_000), 7, Buffer.alloc(8192, 2));
  expect(found('1')).toEqual([0]);
  expect(found('7')).toEqual([8192]);
  lengthen(replaced, 200_000);
  expect(found('7')).toEqual(fresh(200_000));
  const first = Buffer.alloc(8192);
  const handle = openSync(join(directory, '7'), 'r');
  readSync(handle, first);
  closeSync(handle);
  expect(first).toEqual(Buffer.alloc(8192, 2));
});

test('accepts a file system that keeps holes, and leaves no file behind', () => {
  checkSparseFiles(directory);
  expect(readdirSync(directory)).toEqual([]);
});

test('says which folder it could not write to', () => {
  const error = thrownBy(() => checkSparseFiles(join(directory, 'missing')));
  expect(error).toMatchObject({ code: 'disk', message: expect.stringContaining('missing') });
});
