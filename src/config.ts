import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { messageOf } from './errors';
import { PlancliffError } from './errors';
import { modelEngines, type EngineName } from './engine/engines';
import { type FailOn, failOnLevels } from './exit-code';
import { findingKinds, severities } from './findings/kinds';
import type { RuleLevels } from './scenario/types';
import { nearest } from './text/nearest';
import { readChoice, readMajor, readRowCounts, readShare, readText } from './text/values';
import { parseScales } from './scenario/scales';

/** What `plancliff.config.ts` may contain. The command line goes before it, a scenario's own file as well. */
export interface PlancliffConfig {
  /** Folder of the scenarios, relative to the one plancliff runs in; `scenarios` where absent. */
  readonly scenarios?: string;
  /** Folder of the snapshots; `snapshots` where absent. */
  readonly snapshots?: string;
  /** Major version of the server that plancliff starts. */
  readonly pg?: number;
  readonly engine?: EngineName;
  /** Row counts where a scenario names none, e.g. `1k..1b`. */
  readonly scales?: string;
  /** How exactly a change is located: `0.01` or `'1%'`. */
  readonly precision?: number | string;
  /** How far a change may move before it differs from its snapshot: `0.1` or `'10%'`. */
  readonly tolerance?: number | string;
  /** Rows of the driving table in trials, as `10k,30k,100k`; `false` switches them off. */
  readonly trial?: string | false;
  readonly failOn?: FailOn;
  /** Levels of finding kinds, for all scenarios. */
  readonly rules?: RuleLevels;
}

/** A config file whose values were read: scales and shares are no text any more. */
export type Config = {
  readonly [K in keyof PlancliffConfig]: ReturnType<(typeof readers)[K]>;
};

/** How each key is read: as the flag of its name is. */
const readers = {
  scenarios: readText,
  snapshots: readText,
  pg: readMajor,
  engine: (name, value) => readChoice(name, value, modelEngines),
  scales: (name, value) => parseScales(readText(name, value)),
  precision: readShare,
  tolerance: readShare,
  trial: (name, value) => (value === false ? false : readRowCounts(name, value)),
  failOn: (name, value) => readChoice(name, value, failOnLevels),
  rules: readRules,
} as const satisfies {
  readonly [K in keyof Required<PlancliffConfig>]: (name: string, value: unknown) => unknown;
};

const names = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs', 'json'].map(
  (extension) => `plancliff.config.${extension}`,
);

/**
 * Reads the config file of a folder; an empty config where there is none and none was asked for.
 *
 * @param file a config file of another name, relative to `cwd`
 * @param load runs a config module
 * @throws PlancliffError `config`, naming the file and the key
 */
export async function loadConfig(
  cwd: string,
  file: string | undefined,
  load: LoadConfig,
): Promise<Config> {
  const path = file === undefined ? find(cwd) : resolve(cwd, file);
  if (path === undefined) return {};
  if (!existsSync(path)) {
    throw new PlancliffError('config', { message: `the config file ${path} does not exist` });
  }
  const value = await read(path, load);
  return check(value, basename(path));
}

function find(cwd: string): string | undefined {
  return names.map((name) => join(cwd, name)).find((path) => existsSync(path));
}

/** Runs a config module and returns its default export. */
export type LoadConfig = (path: string, file: string) => Promise<unknown>;

async function read(path: string, load: LoadConfig): Promise<unknown> {
  try {
    if (extname(path) === '.json') return JSON.parse(await readFile(path, 'utf8')) as unknown;
    return await load(path, basename(path));
  } catch (error) {
    if (error instanceof PlancliffError) {
      if (error.code === 'interrupted') throw error;
      const { message, reason, hint } = error;
      throw new PlancliffError('config', {
        message,
        ...(reason === undefined ? {} : { reason }),
        ...(hint === undefined ? {} : { hint }),
        cause: error,
      });
    }
    throw new PlancliffError('config', {
      message: `${basename(path)} could not be read`,
      reason: messageOf(error),
      cause: error,
    });
  }
}

function check(value: unknown, file: string): Config {
  if (!isRecord(value)) {
    throw new PlancliffError('config', { message: `${file} does not export an object` });
  }
  const entries = Object.entries(value).flatMap(([key, found]): [string, unknown][] => {
    if (!isKey(key)) throw unknownKey(file, 'option', key, Object.keys(readers));
    return found === undefined ? [] : [[key, readKey(file, key, found)]];
  });
  return Object.fromEntries(entries);
}

/** What a flag would refuse as a usage error is one of the file, and names the key in it. */
function readKey(file: string, key: keyof typeof readers, found: unknown): unknown {
  try {
    return readers[key](key, found);
  } catch (error) {
    if (!(error instanceof PlancliffError)) throw error;
    const { message, reason, hint } = error;
    throw new PlancliffError('config', {
      message: `${file}: ${message}`,
      ...(reason === undefined ? {} : { reason }),
      ...(hint === undefined ? {} : { hint }),
    });
  }
}

function readRules(name: string, value: unknown): RuleLevels {
  if (!isRecord(value)) {
    throw new PlancliffError('usage', {
      message: `${name} must be levels by kind`,
      hint: "Write an object such as { 'sort-spills': 'off' }.",
    });
  }
  const levels = Object.entries(value).map(([kind, level]) => [
    readChoice(name, kind, findingKinds),
    readChoice(`${name} of ${kind}`, level, [...severities, 'off'] as const),
  ]);
  return Object.fromEntries(levels) as RuleLevels;
}

function isKey(key: string): key is keyof typeof readers {
  return Object.hasOwn(readers, key);
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
