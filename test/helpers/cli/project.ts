import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from '../../../src/run';
import { fakeProcess, type FakeOptions } from './fake-process';
import type * as SharedStart from './shared-start';
import type * as Start from '../../../src/postgres/embedded/start';

jest.mock<typeof Start>('../../../src/postgres/embedded/start', () => ({
  startEmbedded: (options = {}) =>
    jest.requireActual<typeof SharedStart>('./shared-start').startShared(options),
}));

/** A copy of a project of test/fixtures/projects, as if plancliff and TypeScript were installed in it. */
export interface Project {
  readonly path: string;
  remove(): void;
}

export function copyProject(name: string, parent = tmpdir()): Project {
  const folder = freeFolder(parent);
  const path = join(folder, name);
  cpSync(resolve('test/fixtures/projects', name), path, { recursive: true });
  symlinkSync(resolve('node_modules'), join(path, 'node_modules'));
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The first free one: under the path of an earlier test plancliff has the scenario compiled in its cache. */
function freeFolder(parent: string): string {
  for (let number = 1; ; number += 1) {
    const folder = join(parent, `plancliff-cli-${number}`);
    try {
      mkdirSync(folder, { mode: 0o700 });
      return folder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** The whole command line, in this process, on the server of the worker. */
export async function plancliff(
  cwd: string,
  args: readonly string[],
  options: Omit<FakeOptions, 'args' | 'cwd'> = {},
): Promise<Ended> {
  const process = fakeProcess({ columns: 80, ...options, args, cwd });
  await run(process);
  return { ...process.output, code: Number(process.exitCode) };
}
