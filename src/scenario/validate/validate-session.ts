import { ownValue } from '../../text/own-value';
import { show } from '../../model/arguments';
import { isDrawnValue } from '../../model/drawn-values';
import { lastParameter } from '../../sql/last-parameter';
import { counted } from '../../text/figures';
import { driverNames } from '../driver-names';
import { planModes } from '../plan-mode';
import type { SessionDefinition } from '../types';
import { fail, join, optionalText, text, word } from './shape';
import type { Fields } from './shape';

/** The keys of a session in a query or a case; a scenario has no `types`. */
export const sessionKeys = ['role', 'set', 'plan', 'driver', 'types'] as const;

/**
 * The session that a scenario, a query or a case declares.
 *
 * @param drawn checks a drawn value among the settings
 * @throws PlancliffError `scenario` where one of its parts has not the right shape
 */
export function readSession(
  given: Fields,
  path: string,
  drawn: (value: unknown, path: string) => void,
): SessionDefinition {
  const at = (key: string): string => join(path, key);
  optionalText(given.role, at('role'));
  if (given.plan !== undefined) word(given.plan, at('plan'), planModes);
  if (given.driver !== undefined) word(given.driver, at('driver'), driverNames);
  if (given.set !== undefined) validateSet(given.set, at('set'), drawn);
  if (given.types !== undefined) validateTypes(given.types, at('types'));
  const known = sessionKeys.flatMap((key) =>
    given[key] === undefined ? [] : [[key, given[key]] as const],
  );
  return Object.fromEntries(known);
}

/** Settings that are keys of their own say there what they do here. */
const own: Readonly<Record<string, string>> = {
  role: "Write role: 'app' beside it.",
  plan_cache_mode: "Write plan: 'generic' beside it.",
};

function validateSet(
  value: unknown,
  path: string,
  drawn: (value: unknown, path: string) => void,
): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    fail(path, `is ${show(value)}; must be an object, e.g. { 'app.tenant': '7' }`);
  }
  for (const [name, of] of Object.entries(value)) {
    const place = join(path, name);
    const instead = ownValue(own, name.toLowerCase());
    if (instead !== undefined) fail(place, 'is no setting here', instead);
    if (isDrawnValue(of)) drawn(of, place);
    else if (!['string', 'number', 'boolean'].includes(typeof of)) {
      fail(place, `is ${show(of)}; must be a text, a number, a boolean or a drawn value`);
    }
  }
}

function validateTypes(value: unknown, path: string): void {
  if (!Array.isArray(value)) {
    fail(path, `is ${show(value)}; must be an array of types, in the order of $1, $2, …`);
  }
  for (const [place, type] of value.entries()) {
    if (type === null) continue;
    const name = text(type, `${path}[${place}]`);
    // It becomes a part of the statement.
    if (/['";]|--|\/\*|\$/.test(name.replaceAll(/"(?:[^"]|"")+"/g, ''))) {
      fail(`${path}[${place}]`, `is ${show(name)}; must be the name of a type, e.g. 'numeric'`);
    }
  }
}

/** Throws where a query has fewer parameters than types: of a builder only the server's answer tells. */
export function validateTypeCount(
  types: SessionDefinition['types'],
  sql: string,
  path: string,
): void {
  const count = lastParameter(sql);
  if (types === undefined || types.length <= count) return;
  fail(
    `${path}.types`,
    `has ${counted(types.length, 'type')}; the SQL has ${counted(count, 'parameter')}`,
  );
}
