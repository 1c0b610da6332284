import { types } from 'node:util';
import { isPlainObject } from '../../../model/plain-object';

/**
 * A value as another process can receive it, and as pg would send it to a server: of an object with a class of its own
 * what `toPostgres` gives, else its JSON (`prepareValue` in pg/lib/utils.js). Functions become undefined.
 */
export function plainValue(value: unknown): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  if (typeof value !== 'object' || value === null || isBinaryOrDate(value)) return value;
  if (Array.isArray(value)) return value.map(plainValue);
  if (isPlainObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, plainValue(of)]));
  }
  if ('toPostgres' in value && typeof value.toPostgres === 'function') {
    return plainValue((value.toPostgres as (prepare: unknown) => unknown)(plainValue));
  }
  const json = JSON.stringify(value) as string | undefined;
  const read: unknown = json === undefined ? undefined : JSON.parse(json);
  return typeof read === 'object' ? read : json;
}

/** The same values with each object of a class, which `plainValue` had flattened, taken from the original. */
export function withOriginals(values: unknown, original: unknown): unknown {
  if (typeof original !== 'object' || original === null || isBinaryOrDate(original)) return values;
  if (Array.isArray(original)) {
    return Array.isArray(values)
      ? values.map((value, place) => withOriginals(value, original[place]))
      : values;
  }
  if (!isPlainObject(original)) return original;
  if (!isPlainObject(values)) return values;
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, withOriginals(value, original[key])]),
  );
}

function isBinaryOrDate(value: object): boolean {
  return types.isDate(value) || ArrayBuffer.isView(value);
}
