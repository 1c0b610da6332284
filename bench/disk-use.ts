import { opendir, stat } from 'node:fs/promises';
import path from 'node:path';

/** Bytes below a folder: those that its files take on the disk, and those that they claim to hold. */
export interface DiskUse {
  readonly real: number;
  readonly apparent: number;
}

/** Files that go away meanwhile count for nothing. */
async function diskUse(folder: string): Promise<DiskUse> {
  let real = 0;
  let apparent = 0;
  try {
    for await (const entry of await opendir(folder, { recursive: true })) {
      if (!entry.isFile()) continue;
      const found = await stat(path.join(entry.parentPath, entry.name)).catch(() => undefined);
      real += (found?.blocks ?? 0) * 512;
      apparent += found?.size ?? 0;
    }
  } catch {
    // A folder that went away between two looks; the next look counts again.
  }
  return { real, apparent };
}

/** Looks at a folder again and again, until stopped, and keeps the most of each that it saw. */
export function watchDisk(folder: string): { stop(): Promise<DiskUse> } {
  let real = 0;
  let apparent = 0;
  let ended = false;
  const watch = async (): Promise<void> => {
    while (!ended) {
      const use = await diskUse(folder);
      real = Math.max(real, use.real);
      apparent = Math.max(apparent, use.apparent);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  };
  const watching = watch();
  return {
    async stop() {
      ended = true;
      await watching;
      return { real, apparent };
    },
  };
}
