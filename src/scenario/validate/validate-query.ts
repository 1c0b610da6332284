import { findingKinds } from '../../findings/kinds';
import { show } from '../../model/arguments';
import { didYouMean } from '../../text/nearest';
import { splitsOf } from '../../postgres/dotted-name';
import { counted } from '../../text/figures';
import { parseRowCount } from '../../text/row-count';
import { isDrawnValue } from '../../model/drawn-values';
import { drawLabels } from '../../model/draw';
import { isCaseWith, mergeSessions } from '../session';
import type { Case, SessionDefinition } from '../types';
import { lastParameter } from '../../sql/last-parameter';
import { fail, fields, join, listOf, named, optionalText, text, within, word } from './shape';
import type { Fields } from './shape';
import { readSession, sessionKeys, validateTypeCount } from './validate-session';

const common = ['description', 'cases', 'expect', 'allow', 'rules', 'variants', ...sessionKeys];

/** What a query is read in: the tables whose values may be drawn, and the scenario's session. */
export interface AroundQuery {
  readonly tables: readonly string[];
  readonly session: SessionDefinition;
}

/** The cases of a query, or throws where the query has not the right shape. */
export function readCases(
  name: string,
  value: unknown,
  path: string,
  { tables, session }: AroundQuery,
): Case[] {
  const query = fields(value, path, ['sql', 'build', ...common]);
  optionalText(query.description, `${path}.description`);
  const drawn = (of: unknown, place: string): void => validateValues(of, place, tables);
  const ofQuery = mergeSessions(session, readSession(query, path, drawn));
  const given = casesWithSessions(query.cases, `${path}.cases`, drawn);
  const bare = { ...query, ...(given === undefined ? {} : { cases: given.values }) };
  const cases = query.build === undefined ? sqlCases(bare, path) : builtCases(bare, path);
  for (const [label, values] of Object.entries(cases)) {
    const place = join(`${path}.cases`, label);
    validateName(label, place);
    drawn(values, place);
  }
  const labels = Object.keys(cases);
  for (const [place, of] of listOf(query.expect).entries()) {
    validateExpectation(of, at(`${path}.expect`, query.expect, place), labels);
  }
  for (const [place, of] of listOf(query.allow).entries()) {
    validateAllowance(of, at(`${path}.allow`, query.allow, place), labels);
  }
  validateRules(query.rules, `${path}.rules`);
  if (query.variants !== undefined && typeof query.variants !== 'boolean')
    fail(`${path}.variants`, `is ${show(query.variants)}; must be true or false`);
  return Object.entries(cases).map(([label, values]) => {
    const own = mergeSessions(ofQuery, given?.sessions.get(label) ?? {});
    if (typeof query.sql === 'string') validateTypeCount(own.types, query.sql, path);
    return {
      id: `${name} / ${label}`,
      query: name,
      label,
      values: values as Case['values'],
      ...(Object.keys(own).length === 0 ? {} : { session: own }),
    };
  });
}

/** The values of cases, and the sessions of those that `caseWith` made. */
function casesWithSessions(
  cases: unknown,
  path: string,
  drawn: (value: unknown, path: string) => void,
):
  | { readonly values: Fields; readonly sessions: ReadonlyMap<string, SessionDefinition> }
  | undefined {
  if (typeof cases !== 'object' || cases === null || Array.isArray(cases)) return undefined;
  const given = Object.entries(named(cases, path, 'case'));
  const values = given.map(([label, of]) => [label, isCaseWith(of) ? of.values : of] as const);
  const sessions = new Map<string, SessionDefinition>();
  for (const [label, of] of given) {
    if (!isCaseWith(of)) continue;
    const place = join(path, label);
    const read = fields(of, place, ['kind', 'values', ...sessionKeys]);
    sessions.set(label, readSession(read, place, drawn));
  }
  return { values: Object.fromEntries(values), sessions };
}

/** Throws where levels of finding kinds are not that. */
export function validateRules(value: unknown, path: string): void {
  if (value === undefined) return;
  for (const [kind, level] of Object.entries(fields(value, path, findingKinds))) {
    word(level, `${path}.${kind}`, ['error', 'warning', 'info', 'off']);
  }
}

/** A name that stands in a line of a snapshot and of a table. */
export function validateName(name: string, path: string): void {
  if (name.trim() !== name || name === '') fail(path, 'starts or ends with a space, or is empty');
  // eslint-disable-next-line no-control-regex -- these are what it looks for
  if (/[\u0000-\u001f\u007f]/.test(name))
    fail(path, 'contains a line break or a control character');
  if (name.includes(' / ')) fail(path, "contains ' / ', which separates a query from its case");
}

function sqlCases(query: Fields, path: string): Fields {
  if (query.sql === undefined) fail(path, 'has neither `sql` nor `build`');
  const sql = text(query.sql, `${path}.sql`);
  const count = lastParameter(sql);
  if (query.cases === undefined) {
    if (count === 0) return { default: [] };
    fail(
      `${path}.cases`,
      `is missing: the SQL has ${count === 1 ? 'a parameter' : `${count} parameters`}`,
      "Name a case, e.g. cases: { common: [draw.common('orders.status')] }.",
    );
  }
  const cases = named(query.cases, `${path}.cases`, 'case');
  for (const [label, values] of Object.entries(cases)) {
    const place = join(`${path}.cases`, label);
    if (!Array.isArray(values))
      fail(place, `is ${show(values)}; must be an array, in the order of $1, $2, …`);
    if (values.length === count) continue;
    fail(
      place,
      `has ${counted(values.length, 'value')}; the SQL has ${counted(count, 'parameter')}`,
    );
  }
  return cases;
}

function builtCases(query: Fields, path: string): Fields {
  if (query.sql !== undefined) fail(path, 'has both `sql` and `build`; must have one of them');
  if (typeof query.build !== 'function') {
    fail(
      `${path}.build`,
      `is ${show(query.build)}; must be a function that returns the query`,
      'Write build: (values) => db.selectFrom(…).',
    );
  }
  if (query.cases === undefined) return { default: {} };
  const cases = named(query.cases, `${path}.cases`, 'case');
  for (const [label, values] of Object.entries(cases)) {
    if (typeof values === 'object' && values !== null && !Array.isArray(values)) continue;
    fail(join(`${path}.cases`, label), `is ${show(values)}; must be an object of named values`);
  }
  return cases;
}

/** Checks the drawn values of a case, in arrays and objects as well, and that no value is missing. */
export function validateValues(
  value: unknown,
  path: string,
  tables: readonly string[],
  around: readonly unknown[] = [],
): void {
  if (typeof value === 'function') fail(path, `is ${show(value)} itself; call it`);
  // pg would send it as NULL, which is another case than the author's.
  if (value === undefined) fail(path, 'is undefined; must be a value', 'Write null for NULL.');
  // pg would send a symbol as NULL, an invalid date as digits of NaN, and a Map or a Set as {}.
  if (typeof value === 'symbol') fail(path, `is ${show(value)}; must be a value`);
  if (value instanceof Date && Number.isNaN(value.getTime())) fail(path, 'is an invalid Date');
  if (value instanceof Map || value instanceof Set) {
    const [name, plain] = value instanceof Map ? ['Map', 'object'] : ['Set', 'array'];
    fail(path, `is a ${name}, which PostgreSQL cannot receive`, `Give it as an ${plain}.`);
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) return;
  if (Object.hasOwn(value, 'draw') && Object.hasOwn(value, 'from')) {
    if (!isDrawnValue(value)) {
      word((value as Fields).draw, `${path}.draw`, drawLabels);
      return fail(path, "must be made by draw, e.g. draw.common('orders.status')");
    }
    const read = splitsOf(value.from).map(({ before }) => before);
    if (read.some((table) => tables.includes(table))) return;
    const [table = value.from] = read;
    return fail(
      path,
      `draws from '${value.from}', but tables has no '${table}'`,
      didYouMean(table, tables),
    );
  }
  if (Buffer.isBuffer(value)) return;
  if (around.includes(value)) fail(path, 'contains itself; PostgreSQL cannot receive it');
  const inside = [...around, value];
  if (Array.isArray(value)) {
    // A place without a value is undefined too, and not among the entries.
    for (const [place, part] of value.entries())
      validateValues(part, `${path}[${place}]`, tables, inside);
    return;
  }
  for (const [key, part] of Object.entries(value))
    validateValues(part, join(path, key), tables, inside);
}

function validateExpectation(value: unknown, path: string, labels: readonly string[]): void {
  const { index, upTo, cases } = fields(value, path, ['index', 'upTo', 'cases']);
  text(index, `${path}.index`);
  validateLabels(cases, `${path}.cases`, labels);
  if (upTo === undefined) return;
  if (typeof upTo !== 'string' && typeof upTo !== 'number') {
    fail(`${path}.upTo`, `is ${show(upTo)}; must be a row count such as '100m'`);
  }
  within(`${path}.upTo`, () => parseRowCount(upTo));
}

function validateAllowance(value: unknown, path: string, labels: readonly string[]): void {
  const { kind, reason, cases, on } = fields(value, path, ['kind', 'reason', 'cases', 'on']);
  word(kind, `${path}.kind`, findingKinds);
  text(reason, `${path}.reason`);
  optionalText(on, `${path}.on`);
  validateLabels(cases, `${path}.cases`, labels);
}

function validateLabels(value: unknown, path: string, labels: readonly string[]): void {
  if (value === undefined) return;
  if (!Array.isArray(value)) fail(path, `is ${show(value)}; must be an array of case names`);
  for (const [place, label] of value.entries()) word(label, `${path}[${place}]`, labels);
}

function at(path: string, value: unknown, place: number): string {
  return Array.isArray(value) ? `${path}[${place}]` : path;
}
