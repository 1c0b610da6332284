import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from '../../../src/run';
import { fakeProcess, type FakeOptions } from './fake-process';

/** A copy of a project of test/fixtures/projects, as if plancliff and TypeScript were installed in it. */
export interface Project {
  readonly path: string;
  remove(): void;
}

export function copyProject(name: string, parent = tmpdir()): Project {
  const folder = mkdtempSync(join(parent, 'plancliff-cli-'));
  const path = join(folder, name);
  cpSync(resolve('test/fixtures/projects', name), path, { recursive: true });
  symlinkSync(resolve('node_modules'), join(path, 'node_modules'));
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** The whole command line, in this process. */
export async function plancliff(
  cwd: string,
  args: readonly string[],
  options: Omit<FakeOptions, 'args' | 'cwd'> = {},
): Promise<Ended> {
  const process = fakeProcess({ columns: 80, ...options, args, cwd });
  await run(process);
  return { ...process.output, code: Number(process.exitCode) };
}
