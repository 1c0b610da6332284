import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PlancliffError } from '../../errors';
import { parseTime, show } from '../../model/arguments';
import { didYouMean } from '../../text/nearest';
import { sqlText } from '../../schema/sql-text';
import { readLocale, type ScenarioLocale } from '../locale';
import { parseScales } from '../scales';
import { nameOfFile } from '../name-of-file';
import { propertyPlace, queryKeys } from '../positions';
import { resolveSettings } from '../profiles';
import type { Query, Scenario, ScenarioDefinition } from '../types';
import { validateConditions } from './validate-conditions';
import {
  type AroundQuery,
  readCases,
  validateName,
  validateRules,
  validateValues,
} from './validate-query';
import { readSession } from './validate-session';
import { validateRecorded } from './validate-recorded';
import { validateTable } from './validate-table';
import { fail, fields, join, named, optionalText, text, within } from './shape';
import type { Fields } from './shape';

/** A scenario's module: where it lies, how messages name it, and its text. */
export interface Origin {
  readonly path: string;
  readonly file: string;
  readonly source: string;
}

const known = [
  ...['name', 'description', 'schema', 'driving', 'tables', 'profile', 'settings', 'queries'],
  ...[
    'rules',
    'scales',
    'seed',
    'clock',
    'conditions',
    'recorded',
    'role',
    'set',
    'plan',
    'driver',
    'locale',
    'samples',
  ],
] as const satisfies readonly (keyof ScenarioDefinition)[];

const defaultClock = '2026-01-01T00:00:00Z';

/**
 * Checks the shape of everything that a definition holds, and fills in what it leaves out.
 *
 * @throws PlancliffError `scenario` with the file, the place in the definition and the nearest right name
 */
export function readDefinition(value: unknown, origin: Origin): Scenario {
  try {
    return read(value, origin);
  } catch (error) {
    if (!(error instanceof PlancliffError)) throw error;
    throw new PlancliffError('scenario', {
      message: `${origin.file}: ${error.message}`,
      ...(error.reason === undefined ? {} : { reason: error.reason }),
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      cause: error,
    });
  }
}

function read(value: unknown, origin: Origin): Scenario {
  const given = fields(value, '', known);
  const name = optionalText(given.name, 'name') ?? nameOfFile(origin.file);
  validateName(name, 'name');
  if (/[\\/:*?"<>|]/.test(name)) fail('name', `is '${name}'; must be usable as a file name`);
  optionalText(given.description, 'description');
  const tables = Object.keys(named(given.tables, 'tables', 'table'));
  for (const [table, of] of Object.entries(given.tables as Fields)) {
    validateTable(of, join('tables', table));
  }
  const driving = text(given.driving, 'driving');
  if (!tables.includes(driving)) {
    fail('driving', `is '${driving}', which is not in tables`, didYouMean(driving, tables));
  }
  validateSettings(given.settings);
  const written = optionalText(given.locale, 'locale');
  const locale = written === undefined ? undefined : localeAt('locale', written);
  validateRules(given.rules, 'rules');
  const scales = optionalText(given.scales, 'scales');
  if (scales !== undefined) within('scales', () => parseScales(scales));
  const { seed = 1, clock = defaultClock } = given;
  if (!Number.isSafeInteger(seed)) fail('seed', `is ${show(seed)}; must be a whole number`);
  if (typeof clock !== 'string' || Number.isNaN(parseTime(clock))) {
    fail('clock', `is ${show(clock)}; must be an ISO 8601 time such as '${defaultClock}'`);
  }
  validateRecorded(given.recorded);
  const { samples } = given;
  if (
    samples !== undefined &&
    !(Number.isInteger(samples) && 0 <= (samples as number) && (samples as number) <= 100)
  ) {
    fail('samples', `is ${show(samples)}; must be a whole number from 0 to 100`);
  }
  const session = readSession(given, '', (drawn, path) => validateValues(drawn, path, tables));
  const definition = value as ScenarioDefinition;
  resolveSettings(definition);
  return {
    name,
    file: origin.file,
    ddl: readSchema(given.schema, origin),
    definition,
    queries: readQueries(given.queries, { tables, session }, origin),
    seed: seed as number,
    clock,
    conditions: validateConditions(given.conditions, tables),
    ...(locale === undefined ? {} : { locale }),
  };
}

function localeAt(path: string, written: string): ScenarioLocale {
  try {
    return readLocale(written);
  } catch (error) {
    if (!(error instanceof PlancliffError)) throw error;
    return fail(path, error.message, error.hint);
  }
}

function readSchema(value: unknown, origin: Origin): string {
  if (typeof value === 'string') {
    const ddl = text(value, 'schema');
    if (/^\S+\.sql$/.test(ddl)) {
      fail('schema', `is '${ddl}'; must be DDL`, `Write schema: { file: '${ddl}' }.`);
    }
    return ddl;
  }
  const file = text(fields(value, 'schema', ['file']).file, 'schema.file');
  const full = path.resolve(path.dirname(origin.path), file);
  let bytes: Buffer;
  try {
    bytes = readFileSync(full);
  } catch (cause) {
    throw new PlancliffError('scenario', {
      message: `schema.file: '${file}' can't be read`,
      reason: (cause as Error).message,
      hint: "The path is relative to the scenario's own file.",
      cause,
    });
  }
  const ddl = sqlText(bytes);
  if (typeof ddl !== 'string') {
    throw new PlancliffError('scenario', {
      message: `schema.file: '${file}' is not an SQL file`,
      ...ddl,
    });
  }
  return ddl.trim() === '' ? fail('schema.file', `: '${file}' is empty`) : ddl;
}

function readQueries(value: unknown, around: AroundQuery, origin: Origin): Query[] {
  const queries = named(value, 'queries', 'query');
  const keys = queryKeys(origin.source);
  const [twin] = keys.duplicates.filter(({ name }) => Object.hasOwn(queries, name));
  if (twin !== undefined) {
    fail(
      join('queries', twin.name),
      `occurs twice; the second is in line ${twin.place.line}`,
      'Give one of them another name.',
    );
  }
  return Object.entries(queries).map(([name, of]) => {
    const place = join('queries', name);
    validateName(name, place);
    const cases = readCases(name, of, place, around);
    const { line, column } = keys.places.get(name) ??
      propertyPlace(origin.source, name) ?? { line: 1, column: 1 };
    const position = { file: origin.file, line, column };
    return { name, definition: of as Query['definition'], position, cases };
  });
}

function validateSettings(value: unknown): void {
  if (value === undefined) return;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    fail('settings', `is ${show(value)}; must be an object`);
  }
  for (const [name, of] of Object.entries(value)) {
    if (['string', 'number', 'boolean'].includes(typeof of)) continue;
    fail(join('settings', name), `is ${show(of)}; must be a text, a number or a boolean`);
  }
}
