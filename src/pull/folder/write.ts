import { chmod, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf, PlancliffError } from '../../errors';
import { makeFolder } from '../../make-folder';
import type { Pulled } from '../types';
import { pulledFiles } from './files';
import { jsonText } from './json-text';

/**
 * Writes what was pulled into a folder, over what is there. Nobody else may read the files: statistics contain values of
 * the database's columns.
 *
 * @throws PlancliffError `disk`
 */
export async function writePulled(folder: string, pulled: Pulled): Promise<void> {
  const texts: Partial<Record<keyof typeof pulledFiles, string>> = {
    schema: pulled.schema,
    statistics: `${jsonText(pulled.statistics)}\n`,
    settings: `${jsonText(pulled.settings)}\n`,
    activity: `${jsonText(pulled.activity)}\n`,
    workload: pulled.workload.map((each) => `${JSON.stringify(each)}\n`).join(''),
    ...(pulled.earlier === undefined ? {} : { earlier: `${jsonText(pulled.earlier)}\n` }),
    // Last: a folder with a manifest is complete.
    manifest: `${jsonText(pulled.manifest)}\n`,
  };
  try {
    makeFolder(folder, 0o700);
    for (const [part, text] of Object.entries(texts)) {
      await replaceFile(path.join(folder, pulledFiles[part as keyof typeof pulledFiles]), text);
    }
  } catch (cause) {
    throw new PlancliffError('disk', {
      message: `what was pulled cannot be written to ${folder}`,
      reason: messageOf(cause),
      hint: 'Name another folder.',
      cause,
    });
  }
}

/**
 * A file is there whole or as before, and for its owner alone whatever it was before. The folder may be one that others
 * write to: a link that waits under the name of the new file is not followed.
 */
async function replaceFile(file: string, text: string): Promise<void> {
  const fresh = `${file}.new`;
  await rm(fresh, { force: true });
  await writeFile(fresh, text, { mode: 0o600, flag: 'wx' });
  await chmod(fresh, 0o600);
  await rename(fresh, file);
}
