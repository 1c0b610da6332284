import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { engineNames } from '../../engine/engines';
import { byCodeUnit } from '../entry-order';

const snapshotExtension = '.snap';

const [defaultEngine, ...otherEngines] = engineNames;

/** A name that ends like the snapshot of another engine. */
const likeAnEngine = new RegExp(String.raw`^\.|\.(?=(?:${otherEngines.join('|')})$)|[^\w.-]`, 'gu');

/**
 * Where the snapshot of a scenario lies, one for each engine: a run of one engine says nothing about a run of
 * another. Signs that a file name can't hold everywhere are escaped as in a URL, and so is the dot of a name that
 * ends like the snapshot of another engine.
 */
export function snapshotFile(
  directory: string,
  scenario: string,
  engine: string = defaultEngine,
): string {
  const name = scenario.replace(likeAnEngine, (sign) =>
    [...Buffer.from(sign, 'utf8')]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join(''),
  );
  const mark = engine === defaultEngine ? '' : `.${engine}`;
  return join(directory, `${name}${mark}${snapshotExtension}`);
}

/** Snapshot files of the folder, of any engine, that belong to none of these scenarios, in name order. */
export async function obsoleteSnapshots(
  directory: string,
  scenarios: readonly string[],
): Promise<string[]> {
  const wanted = new Set(
    scenarios.flatMap((scenario) =>
      engineNames.map((engine) => snapshotFile(directory, scenario, engine)),
    ),
  );
  const names = await readdir(directory).catch(() => []);
  return names
    .filter((name) => name.endsWith(snapshotExtension) && !name.startsWith('.'))
    .map((name) => join(directory, name))
    .filter((file) => !wanted.has(file))
    .sort(byCodeUnit);
}
