import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PlancliffError } from '../../errors';
import { makeFolder } from '../../make-folder';
import type { CommonOptions } from '../options';
import { configTemplate } from './config-template';
import { scenarioTemplate } from './scenario-template';
import { workflowTemplate } from './workflow-template';
import { messageOf } from '../../errors';
import { programName } from '../program-name';

const files = [
  { path: 'plancliff.config.ts', text: configTemplate },
  { path: join('scenarios', 'example.ts'), text: scenarioTemplate },
  { path: join('.github', 'workflows', 'plancliff.yml'), text: workflowTemplate },
] as const;

/**
 * Writes the first files of someone's set-up: all of them or none.
 *
 * @returns what to print
 * @throws PlancliffError `refused` where a file is there already
 */
export async function init(options: CommonOptions): Promise<string> {
  const present = files
    .map(({ path }) => path)
    .filter((path) => existsSync(join(options.cwd, path)));
  if (present.length > 0) {
    throw new PlancliffError('refused', {
      message: `${present.join(', ')} ${present.length === 1 ? 'exists' : 'exist'}; nothing was written`,
      hint: 'Move it to another place and run init again, or run `plancliff check`.',
    });
  }
  await writeAll(options.cwd);
  const list = files.map(({ path }) => `  ${path}\n`).join('');
  return `${options.quiet ? '' : `Written:\n${list}\n`}Next: ${programName(options.env)} check example\n`;
}

/** `wx`: a file that came in between is not overwritten, and those written before it go again. */
async function writeAll(cwd: string): Promise<void> {
  const written: string[] = [];
  try {
    for (const { path, text } of files) {
      const target = join(cwd, path);
      makeFolder(dirname(target));
      await writeFile(target, text, { flag: 'wx' });
      written.push(target);
    }
  } catch (error) {
    await Promise.all(written.map((path) => rm(path, { force: true })));
    throw new PlancliffError('refused', {
      message: 'the files could not be written; nothing was left behind',
      reason: messageOf(error),
      cause: error,
    });
  }
}
