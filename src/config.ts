import { readFile } from 'node:fs/promises';
import { readdirSync, statSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { messageOf, PlancliffError } from './errors';
import { modelEngines, type EngineName } from './engine/engines';
import { type FailOn, failOnLevels } from './exit-code';
import { findingKinds, severities } from './findings/kinds';
import { type DriverName, driverNames } from './scenario/driver-names';
import type { RuleLevels } from './scenario/types';
import { decodeText } from './text/decode';
import { nearest } from './text/nearest';
import { shown } from './text/shown';
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
  /** Driver of the application, whose parameter types the statements are planned with. */
  readonly driver?: DriverName;
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
  scenarios: readFolder,
  snapshots: readFolder,
  pg: readMajor,
  engine: (name, value) => readChoice(name, value, modelEngines),
  driver: (name, value) => readChoice(name, value, driverNames),
  scales: (name, value) =>
    parseScales(readText(name, value, "Write a text such as '1k..10m' or '1k,10k,250k'.")),
  precision: readShare,
  tolerance: readShare,
  trial: (name, value) => (value === false ? false : readRowCounts(name, value)),
  failOn: (name, value) => readChoice(name, value, failOnLevels),
  rules: readRules,
} as const satisfies {
  readonly [K in keyof Required<PlancliffConfig>]: (name: string, value: unknown) => unknown;
};

/** In the order in which a missing one is named. */
const endings = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json'] as const;

/** Endings that other tools accept. A config file with one of them is refused, and not ignored. */
const foreignEndings = ['', '.yaml', '.yml', '.toml', '.json5', '.jsonc', '.tsx', '.jsx'] as const;

const stem = 'plancliff.config';

/**
 * Reads the config file of a folder; an empty config where there is none and none was asked for.
 *
 * @param file a config file of another name, relative to `cwd`
 * @param load runs a config module
 * @throws PlancliffError `config`, naming the file and the key; also where two files lie there, of which one would be ignored
 */
export async function loadConfig(
  cwd: string,
  file: string | undefined,
  load: LoadConfig,
): Promise<Config> {
  const path = file === undefined ? find(cwd) : resolve(cwd, file);
  if (path === undefined) return {};
  checkFile(path, file);
  const value = await read(path, load);
  return check(value, basename(path));
}

function find(cwd: string): string | undefined {
  const there = new Set(entriesOf(cwd));
  const [first, second] = [...endings, ...foreignEndings]
    .map((ending) => `${stem}${ending}`)
    .filter((name) => there.has(name));
  if (second !== undefined) {
    throw new PlancliffError('config', {
      message: `there are two config files: ${first} and ${second}`,
      hint: 'Keep one of them, or name one with --config.',
    });
  }
  return first === undefined ? undefined : join(cwd, first);
}

/** The names in a folder, including those of links to files that do not exist: such a config is refused, and not ignored. */
function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** @throws PlancliffError `config` where a config cannot be read from the path, with the reason */
function checkFile(path: string, given: string | undefined): void {
  const refuse = (why: string, hint?: string): PlancliffError =>
    new PlancliffError('config', {
      message: `the config file ${shown(given ?? basename(path))} ${why}`,
      ...(hint === undefined ? {} : { hint }),
    });
  let found;
  try {
    found = statSync(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== 'ENOENT') throw refuse(`cannot be read: ${messageOf(cause)}`);
    if (given !== undefined) throw refuse('does not exist');
    throw refuse('is a link to a file that does not exist', 'Repair the link, or remove it.');
  }
  if (found.isDirectory()) throw refuse('is a folder', 'Name a file.');
  if (given === undefined && !found.isFile()) throw refuse('is no regular file', 'Remove it.');
  if (endings.some((ending) => ending === extname(path))) return;
  throw refuse(
    `has an ending that plancliff does not read`,
    `Write it as TypeScript, JavaScript or JSON, in a file that ends in ${endings.join(', ')}.`,
  );
}

/** Runs a config module and returns its default export. */
export type LoadConfig = (path: string, file: string) => Promise<unknown>;

async function read(path: string, load: LoadConfig): Promise<unknown> {
  try {
    if (extname(path) === '.json') return parseJson(decodeText(await readFile(path)), path);
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

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new PlancliffError('config', {
      message: `${basename(path)} is not valid JSON`,
      reason: messageOf(cause),
      hint: 'JSON has no comments and no comma after the last value; plancliff.config.ts may have both.',
      cause,
    });
  }
}

function check(value: unknown, file: string): Config {
  if (!isRecord(value)) {
    throw new PlancliffError('config', {
      message: `${file} ${extname(file) === '.json' ? 'contains no object' : 'does not export an object'}`,
      hint:
        extname(file) === '.json'
          ? 'Write it as { "scales": "1k..10m" }.'
          : "Write it as `export default { scales: '1k..10m' }`.",
    });
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

function readFolder(name: string, value: unknown): string {
  return readText(name, value, 'Write the path of a folder.');
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
    message: `${file}: unknown ${what} '${shown(key)}'`,
    hint: near === undefined ? `Known: ${known.join(', ')}.` : `Did you mean ${near}?`,
  });
}
