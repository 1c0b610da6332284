import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { obsoleteSnapshots, snapshotFile } from '../../../src/snapshot/store/files';
import { formatSnapshot } from '../../../src/snapshot/format/format';
import { readSnapshot, writeSnapshot } from '../../../src/snapshot/store/store';
import { entry, snapshot } from '../../helpers/entries';

let folder: string;
let file: string;
const one = snapshot([entry('a', [[1000, 'Seq Scan (a)']])]);
const two = snapshot([entry('b', [[1000, 'Seq Scan (b)']])]);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plancliff-store-'));
  file = snapshotFile(join(folder, 'snapshots'), 'web-shop');
});
afterEach(() => rm(folder, { recursive: true }));

/** A process id that nobody has: that of a child which has ended. */
async function deadPid(): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, ['-p', 'process.pid']);
  return Number(stdout);
}

const others = async (): Promise<string[]> =>
  (await readdir(join(folder, 'snapshots'))).filter((name) => name !== 'web-shop.snap');

describe('a snapshot file', () => {
  test('is absent, then what was written, and nothing is left beside it', async () => {
    expect(await readSnapshot(file)).toEqual({ state: 'absent' });
    await writeSnapshot(file, one);
    expect(await readSnapshot(file)).toMatchObject({ state: 'read', snapshot: one });
    expect(await others()).toEqual([]);
  });

  test('that cannot be understood is told with its place', async () => {
    await writeSnapshot(file, one);
    await writeFile(file, 'nonsense');
    expect(await readSnapshot(file, 'snapshots/web-shop.snap')).toMatchObject({
      state: 'unreadable',
      error: { message: expect.stringContaining('snapshots/web-shop.snap:1: ') },
    });
  });

  test('that is a named pipe is unreadable, and nobody waits for it', async () => {
    await mkdir(join(folder, 'snapshots'));
    await promisify(execFile)('mkfifo', [file]);
    expect(await readSnapshot(file, 'a.snap')).toMatchObject({
      state: 'unreadable',
      error: { message: 'a.snap: it is a pipe, a socket or a device' },
    });
  });

  test('that cannot be read at all is unreadable too', async () => {
    await mkdir(file, { recursive: true });
    expect(await readSnapshot(file, 'snapshots/web-shop.snap')).toMatchObject({
      state: 'unreadable',
      error: { message: expect.stringMatching(/^snapshots\/web-shop\.snap: EISDIR/) },
    });
  });

  test('is whole, one of theirs, when many write it at once', async () => {
    const all = Array.from({ length: 20 }, (_, i) =>
      snapshot([entry(`query-${i}`, [[1000, 'Seq Scan (a)']])]),
    );
    await Promise.all(all.map((each) => writeSnapshot(file, each)));
    expect(all.map(formatSnapshot)).toContain(await readFile(file, 'utf8'));
    expect(await others()).toEqual([]);
  });

  test('is written past a half-written file that a killed run left, which is removed', async () => {
    await writeSnapshot(file, one);
    const beside = (end: string): string => join(folder, 'snapshots', `.web-shop.snap.${end}`);
    await writeFile(beside(`${await deadPid()}-1a2b-3c.tmp`), 'plancliff snap');
    const living = `${process.pid}-1a2b-3c.tmp`;
    await writeFile(beside(living), 'plancliff snap');
    await writeSnapshot(file, two);
    expect(await readSnapshot(file)).toMatchObject({ snapshot: two });
    expect(await others()).toEqual([`.web-shop.snap.${living}`]);
  });

  test('that cannot be written leaves an error that says why, and no part of itself', async () => {
    await mkdir(file, { recursive: true });
    await expect(writeSnapshot(file, one)).rejects.toThrow('EISDIR');
    expect(await others()).toEqual([]);
    await rm(join(folder, 'snapshots'), { recursive: true });
    await writeFile(join(folder, 'snapshots'), 'a file, not a folder');
    await expect(writeSnapshot(file, one)).rejects.toThrow('EEXIST');
  });
});

describe('names of snapshot files', () => {
  test.each([
    ['web-shop', 'web-shop.snap'],
    ['a b/c', 'a%20b%2Fc.snap'],
    ['..', '%2E..snap'],
    ['.hidden', '%2Ehidden.snap'],
    ['注文', '%E6%B3%A8%E6%96%87.snap'],
  ])('of %s', (scenario, name) => {
    expect(snapshotFile('snapshots', scenario)).toBe(join('snapshots', name));
  });

  test('of each engine are two, whatever the scenario is called', () => {
    const files = ['shop', 'shop.seed'].flatMap((scenario) => [
      snapshotFile('snapshots', scenario, 'virtual'),
      snapshotFile('snapshots', scenario, 'seed'),
    ]);
    expect(files.map((each) => basename(each))).toEqual([
      'shop.snap',
      'shop.seed.snap',
      'shop%2Eseed.snap',
      'shop%2Eseed.seed.snap',
    ]);
  });

  test('that belong to no scenario are obsolete', async () => {
    for (const scenario of ['b', 'a', 'web-shop']) {
      await writeSnapshot(snapshotFile(folder, scenario, 'virtual'), one);
      await writeSnapshot(snapshotFile(folder, scenario, 'seed'), one);
    }
    await writeFile(join(folder, 'README.md'), '');
    expect(await obsoleteSnapshots(folder, ['web-shop'])).toEqual([
      join(folder, 'a.seed.snap'),
      join(folder, 'a.snap'),
      join(folder, 'b.seed.snap'),
      join(folder, 'b.snap'),
    ]);
    expect(await obsoleteSnapshots(join(folder, 'none'), [])).toEqual([]);
  });
});
