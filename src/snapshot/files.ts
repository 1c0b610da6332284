import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { byCodeUnit } from './order';

export const snapshotExtension = '.snap';

/** Where the snapshot of a scenario lies. Signs that a file name can't hold everywhere are escaped as in a URL. */
export function snapshotFile(directory: string, scenario: string): string {
  const name = scenario.replace(/^\.|[^\w.-]/gu, (sign) =>
    [...Buffer.from(sign, 'utf8')]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join(''),
  );
  return join(directory, `${name}${snapshotExtension}`);
}

/** Snapshot files of the folder that belong to none of these scenarios, in name order. */
export async function obsoleteSnapshots(
  directory: string,
  scenarios: readonly string[],
): Promise<string[]> {
  const wanted = new Set(scenarios.map((scenario) => snapshotFile(directory, scenario)));
  const names = await readdir(directory).catch(() => []);
  return names
    .filter((name) => name.endsWith(snapshotExtension) && !name.startsWith('.'))
    .map((name) => join(directory, name))
    .filter((file) => !wanted.has(file))
    .sort(byCodeUnit);
}
