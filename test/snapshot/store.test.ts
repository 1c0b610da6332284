import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { PlancliffError } from '../../src/errors';
import { obsoleteSnapshots, snapshotFile } from '../../src/snapshot/files';
import { formatSnapshot } from '../../src/snapshot/format';
import { readSnapshot, writeSnapshot } from '../../src/snapshot/store';
import { entry, snapshot } from '../helpers/entries';

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
    expect(await writeSnapshot(file, one, undefined)).toBe(true);
    expect(await readSnapshot(file)).toMatchObject({ state: 'read', snapshot: one });
    expect(await others()).toEqual([]);
  });

  test('that cannot be understood is told with its place', async () => {
    await writeSnapshot(file, one, undefined);
    await writeFile(file, 'nonsense');
    expect(await readSnapshot(file, 'snapshots/web-shop.snap')).toMatchObject({
      state: 'unreadable',
      error: { message: expect.stringContaining('snapshots/web-shop.snap:1: ') },
    });
  });

  test('is not written over what another run wrote meanwhile', async () => {
    await writeSnapshot(file, one, undefined);
    expect(await writeSnapshot(file, two, undefined)).toBe(false);
    expect(await readSnapshot(file)).toMatchObject({ snapshot: one });
    expect(await writeSnapshot(file, two, formatSnapshot(one))).toBe(true);
    expect(await readSnapshot(file)).toMatchObject({ snapshot: two });
  });

  test('loses nothing when many write it at once', async () => {
    const names = Array.from({ length: 20 }, (_, i) => `query-${String(i).padStart(2, '0')}`);
    await Promise.all(
      names.map(async (name) => {
        for (;;) {
          const stored = await readSnapshot(file);
          if (stored.state === 'unreadable') throw stored.error;
          const before = stored.state === 'read' ? stored.snapshot.entries : [];
          const next = snapshot([...before, entry(name, [[1000, 'Seq Scan (a)']])]);
          const text = stored.state === 'read' ? stored.text : undefined;
          if (await writeSnapshot(file, next, text)) return;
        }
      }),
    );
    const stored = await readSnapshot(file);
    expect(stored.state === 'read' && stored.snapshot.entries.map(({ query }) => query)).toEqual(
      names,
    );
    expect(await others()).toEqual([]);
  });

  test('is written past a lock and a half-written file that a killed run left', async () => {
    await writeSnapshot(file, one, undefined);
    const pid = await deadPid();
    const beside = (end: string): string => join(folder, 'snapshots', `.web-shop.snap.${end}`);
    await writeFile(beside('lock'), `${pid} ${hostname()} x`);
    await writeFile(beside(`${pid}.tmp`), 'plancliff snap');
    expect(await writeSnapshot(file, two, formatSnapshot(one))).toBe(true);
    expect(await others()).toEqual([]);
  });

  test('is written past an old lock of another machine, and waits for a fresh one', async () => {
    await writeSnapshot(file, one, undefined);
    const lock = join(folder, 'snapshots', '.web-shop.snap.lock');
    await writeFile(lock, '1 elsewhere x');
    let written = false;
    const writing = writeSnapshot(file, two, formatSnapshot(one)).then(() => (written = true));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(written).toBe(false);
    const old = new Date(Date.now() - 60_000);
    await utimes(lock, old, old);
    await writing;
    expect(await readSnapshot(file)).toMatchObject({ snapshot: two });
  });

  test('that cannot be written leaves an error that says why, and no part of itself', async () => {
    await writeFile(join(folder, 'snapshots'), 'a file, not a folder');
    const error: unknown = await writeSnapshot(file, one, undefined).catch(
      (caught: unknown) => caught,
    );
    expect(error).toBeInstanceOf(PlancliffError);
    expect(error).toMatchObject({ code: 'snapshot', reason: expect.stringContaining('EEXIST') });
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
      await writeSnapshot(snapshotFile(folder, scenario, 'virtual'), one, undefined);
      await writeSnapshot(snapshotFile(folder, scenario, 'seed'), one, undefined);
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
