import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { createJiti } from 'jiti';
import { messageOf } from './errors';
import { PlancliffError } from './errors';
import { findingKinds } from './findings/kinds';
import type { RuleLevels } from './scenario/types';
import { nearest } from './text/nearest';

/** What `plancliff.config.ts` may hold. The command line goes before it, a scenario's own file as well. */
export interface PlancliffConfig {
  /** Folder of the scenarios, relative to the one plancliff runs in; `scenarios` where absent. */
  readonly scenarios?: string;
  /** Folder of the snapshots; `snapshots` where absent. */
  readonly snapshots?: string;
  /** Major version of the server that plancliff starts. */
  readonly pg?: number;
  readonly engine?: 'virtual' | 'seed';
  /** Row counts where a scenario names none, e.g. `1k..1b`. */
  readonly scales?: string;
  /** How exactly a change is located: `0.01` or `'1%'`. */
  readonly precision?: number | string;
  /** How far a change may move before it differs from its snapshot: `0.1` or `'10%'`. */
  readonly tolerance?: number | string;
  readonly failOn?: 'error' | 'warning' | 'info' | 'never';
  /** Levels of finding kinds, for all scenarios. */
  readonly rules?: RuleLevels;
}

const names = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs', 'json'].map(
  (extension) => `plancliff.config.${extension}`,
);

/** What each key must be, said as the error says it. Values such as scales are read where flags are. */
const expected = {
  scenarios: 'a folder',
  snapshots: 'a folder',
  pg: 'a major version such as 17',
  engine: "'virtual' or 'seed'",
  scales: "a range such as '1k..10m'",
  precision: "a share such as 0.01 or '1%'",
  tolerance: "a share such as 0.1 or '10%'",
  failOn: "'error', 'warning', 'info' or 'never'",
  rules: "levels by kind, such as { 'sort-spills': 'off' }",
} as const satisfies Record<keyof PlancliffConfig, string>;

/**
 * Reads the config file of a folder; an empty config where there is none and none was asked for.
 *
 * @param file a config file of another name, relative to `cwd`
 * @throws PlancliffError `config`, naming the file and the key
 */
export async function loadConfig(cwd: string, file?: string): Promise<PlancliffConfig> {
  const path = file === undefined ? find(cwd) : resolve(cwd, file);
  if (path === undefined) return {};
  if (!existsSync(path)) {
    throw new PlancliffError('config', { message: `there is no config file ${path}` });
  }
  const value = await read(path);
  return check(value, basename(path));
}

function find(cwd: string): string | undefined {
  return names.map((name) => join(cwd, name)).find((path) => existsSync(path));
}

async function read(path: string): Promise<unknown> {
  try {
    if (extname(path) === '.json') return JSON.parse(await readFile(path, 'utf8')) as unknown;
    return await createJiti(__filename, { moduleCache: false }).import(path, { default: true });
  } catch (error) {
    throw new PlancliffError('config', {
      message: `${basename(path)} could not be read`,
      reason: messageOf(error),
      cause: error,
    });
  }
}

function check(value: unknown, file: string): PlancliffConfig {
  if (!isRecord(value)) {
    throw new PlancliffError('config', { message: `${file} does not export an object` });
  }
  for (const [key, found] of Object.entries(value)) {
    if (!isKey(key)) throw unknownKey(file, 'option', key, Object.keys(expected));
    if (found === undefined || fits[key](found)) continue;
    throw new PlancliffError('config', {
      message: `${file}: ${key} should be ${expected[key]}, not ${JSON.stringify(found)}`,
    });
  }
  if (isRecord(value.rules)) {
    const kinds: readonly string[] = findingKinds;
    const stranger = Object.keys(value.rules).find((kind) => !kinds.includes(kind));
    if (stranger !== undefined) throw unknownKey(file, 'rule', stranger, kinds);
  }
  return value;
}

const levels: readonly unknown[] = ['error', 'warning', 'info', 'off'];
const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isShare = (value: unknown): boolean => typeof value === 'number' || isText(value);
const oneOf =
  (...choices: readonly unknown[]) =>
  (value: unknown): boolean =>
    choices.includes(value);

const fits: Record<keyof PlancliffConfig, (value: unknown) => boolean> = {
  scenarios: isText,
  snapshots: isText,
  pg: Number.isInteger,
  engine: oneOf('virtual', 'seed'),
  scales: isText,
  precision: isShare,
  tolerance: isShare,
  failOn: oneOf('error', 'warning', 'info', 'never'),
  rules: (value) =>
    isRecord(value) && Object.values(value).every((level) => levels.includes(level)),
};

function isKey(key: string): key is keyof PlancliffConfig {
  return Object.hasOwn(expected, key);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unknownKey(
  file: string,
  what: string,
  key: string,
  known: readonly string[],
): PlancliffError {
  const near = nearest(key, known);
  return new PlancliffError('config', {
    message: `${file}: unknown ${what} '${key}'`,
    hint: near === undefined ? `Known: ${known.join(', ')}.` : `Did you mean ${near}?`,
  });
}
