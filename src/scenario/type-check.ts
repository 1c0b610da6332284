import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PlancliffError } from '../errors';
import { cacheFolder } from '../postgres/embedded/cache-folder';
import type { LoadFailure } from './load';
import { checkName, isKnownClean, rememberClean } from './type-check-cache';
import type { TypeCheckAnswer, TypeCheckJob } from './type-check-worker';

export interface TypeCheckOptions {
  /** Folder that files are relative to, and shown relative to. */
  readonly cwd: string;
  /** Names the user's cache folder; the process's own where absent. */
  readonly env?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

/**
 * Type-checks scenario files with the TypeScript and the tsconfig.json of their own project, in a process of
 * its own. Files of a project without TypeScript, and JavaScript, are left alone. A repeat of a clean check
 * only looks whether anything has changed.
 *
 * @returns the first error of each file that has one, as `file:line:column message`
 */
export async function typeCheck(
  files: readonly string[],
  options: TypeCheckOptions,
): Promise<LoadFailure[]> {
  const jobs = new Map<string, TypeCheckJob>();
  for (const file of files.filter((name) => /\.[mc]?ts$/.test(name))) {
    const full = path.resolve(options.cwd, file);
    const typescript = compilerOf(full);
    if (typescript === undefined) continue;
    const config = nearestConfig(path.dirname(full));
    const key = `${typescript}\0${config ?? ''}`;
    const others = jobs.get(key)?.files ?? [];
    jobs.set(key, {
      typescript,
      ...(config === undefined ? {} : { config }),
      files: [...others, full],
      plancliff: ownTypes,
    });
  }
  const shown = new Map(files.map((file) => [path.resolve(options.cwd, file), file]));
  const answers = await Promise.all([...jobs.values()].map((job) => checkCached(job, options)));
  return answers.flat().map(({ file, line, column, message }) => {
    const name = shown.get(file) ?? file;
    const error = new PlancliffError('scenario', {
      message: `${name}:${line}:${column} ${message}`,
      hint: 'Run `npx tsc --noEmit` to see all errors.',
    });
    return { file: name, error };
  });
}

/** Our declarations: beside the compiled code, or the source itself when run from there. */
const ownTypes = [
  path.resolve(__dirname, '../index.d.ts'),
  path.resolve(__dirname, '../index.ts'),
].find(existsSync) as string;

const worker = path.resolve(__dirname, `type-check-worker${path.extname(__filename)}`);

async function checkCached(
  job: TypeCheckJob,
  { env = process.env, signal }: TypeCheckOptions,
): Promise<TypeCheckAnswer['errors']> {
  const folder = path.join(cacheFolder(env), 'type-check');
  const name = checkName([job.typescript, job.config ?? '', ...job.files]);
  if (isKnownClean(folder, name)) return [];
  const { errors, inputs } = await run(job, signal);
  if (errors.length === 0) rememberClean(folder, name, [...inputs, job.typescript]);
  return errors;
}

/** Under Jest and from source the worker is TypeScript, which Node 20 can't run: jiti can. */
const bootstrap = `
  const [jiti, worker, job] = process.argv.slice(1);
  const load = worker.endsWith('.ts') ? require(jiti).createJiti(worker) : require;
  process.stdout.write(JSON.stringify(load(worker).checkTypes(JSON.parse(job))));`;

async function run(job: TypeCheckJob, signal: AbortSignal | undefined): Promise<TypeCheckAnswer> {
  const jiti = require.resolve('jiti');
  const args = ['-e', bootstrap, jiti, worker, JSON.stringify(job)];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal === undefined ? {} : { signal }),
  });
  let output = '';
  let complaint = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  if (code === 0) return JSON.parse(output) as TypeCheckAnswer;
  throw new PlancliffError('scenario', {
    message: `the type check of the scenarios ended with code ${String(code)}`,
    reason: /^\w*Error: .*$/m.exec(complaint)?.[0] ?? complaint.trim().split('\n')[0] ?? '',
    hint: `It ran ${job.typescript}; does \`npx tsc --noEmit\` run?`,
  });
}

function compilerOf(file: string): string | undefined {
  try {
    return createRequire(file).resolve('typescript');
  } catch {
    return undefined;
  }
}

function nearestConfig(folder: string): string | undefined {
  const config = path.join(folder, 'tsconfig.json');
  if (existsSync(config)) return config;
  const parent = path.dirname(folder);
  return parent === folder ? undefined : nearestConfig(parent);
}
