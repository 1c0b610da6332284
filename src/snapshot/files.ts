import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { byCodeUnit } from './order';
import type { SnapshotHeader } from './types';

export const snapshotExtension = '.snap';

type EngineName = SnapshotHeader['engine'];

/** What stands before the extension. A run of one engine says nothing about a run of the other. */
const engineMarks: Readonly<Record<EngineName, string>> = { virtual: '', seed: '.seed' };

/**
 * Where the snapshot of a scenario lies, one for each engine. Signs that a file name can't hold everywhere
 * are escaped as in a URL, and so is the dot of a name that ends like another's snapshot of the seed engine.
 */
export function snapshotFile(
  directory: string,
  scenario: string,
  engine: EngineName = 'virtual',
): string {
  const name = scenario.replace(/^\.|\.(?=seed$)|[^\w.-]/gu, (sign) =>
    [...Buffer.from(sign, 'utf8')]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join(''),
  );
  return join(directory, `${name}${engineMarks[engine]}${snapshotExtension}`);
}

/** Snapshot files of the folder, of either engine, that belong to none of these scenarios, in name order. */
export async function obsoleteSnapshots(
  directory: string,
  scenarios: readonly string[],
): Promise<string[]> {
  const wanted = new Set(
    scenarios.flatMap((scenario) => [
      snapshotFile(directory, scenario, 'virtual'),
      snapshotFile(directory, scenario, 'seed'),
    ]),
  );
  const names = await readdir(directory).catch(() => []);
  return names
    .filter((name) => name.endsWith(snapshotExtension) && !name.startsWith('.'))
    .map((name) => join(directory, name))
    .filter((file) => !wanted.has(file))
    .sort(byCodeUnit);
}
