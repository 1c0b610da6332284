import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmdirSync, statfsSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { seedEngine } from '../../src/engine/seed/engine';
import type { EngineProgress } from '../../src/engine/types';
import { startEmbedded } from '../../src/postgres/embedded/start';
import type { Server } from '../../src/postgres/types';
import { type CaseWorld, inWorld } from '../helpers/world';
import { library } from '../fixtures/worlds/library';

/** A disk of our own, so small that it can be filled up; undefined where this user may not mount one. */
function mountSmallDisk(): string | undefined {
  const folder = mkdtempSync(join(os.tmpdir(), 'plancliff-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200m,mode=1777', 'tmpfs', folder], {
      stdio: 'ignore',
    });
    return folder;
  } catch {
    rmdirSync(folder);
    return undefined;
  }
}

const disk = process.platform === 'linux' ? mountSmallDisk() : undefined;
const onSmallDisk = disk === undefined ? describe.skip : describe;

onSmallDisk('on a small disk', () => {
  const folder = disk ?? '';
  let server: Server;

  beforeAll(async () => {
    jest.spyOn(os, 'tmpdir').mockReturnValue(folder);
    server = await startEmbedded({ env: process.env });
  });
  afterAll(async () => {
    await server.close();
    jest.restoreAllMocks();
    execFileSync('umount', [folder]);
    rmdirSync(folder);
  });

  async function load(scale: number, onProgress: (progress: EngineProgress) => void) {
    const plan = (world: CaseWorld) => world.planAt(scale, []);
    await inWorld(server, seedEngine, library(), plan, { onProgress });
  }

  test('refuses a load that cannot fit, before it starts', async () => {
    const phases: string[] = [];
    await expect(load(10_000_000, ({ phase }) => phases.push(phase))).rejects.toMatchObject({
      code: 'disk',
      reason: expect.stringMatching(
        /^they need about .* GB; .*plancliff-disk-.* has .* MB free$/,
      ) as string,
    });
    expect(phases).not.toContain('rows');
  });

  // Whether the statement fails or the whole server, which cannot go on without its log, is a matter of chance.
  test('says so when the disk fills up in mid-load', async () => {
    let filled = false;
    const fillUp = ({ phase }: EngineProgress): void => {
      if (phase !== 'rows' || filled) return;
      filled = true;
      const { bavail, bsize } = statfsSync(folder);
      appendFileSync(join(folder, 'ballast'), Buffer.alloc(bavail * bsize - 1_000_000));
    };
    await expect(load(300_000, fillUp)).rejects.toMatchObject({
      code: 'disk',
      reason: expect.stringContaining('No space left on device') as string,
    });
  });
});
