import { PlancliffError } from '../errors';
import type { Case } from './types';
import { nearest } from '../text/nearest';

/** Names that a builder asked for. */
export interface AskedNames {
  /** Of the case. */
  readonly read: Set<string>;
  /** That the case lacks. */
  readonly missing: Set<string>;
}

/** The values of a case for its builder, and the names that it asks for. */
export function watched(values: unknown): { readonly read: unknown; readonly names: AskedNames } {
  const names: AskedNames = { read: new Set(), missing: new Set() };
  if (typeof values !== 'object' || values === null) return { read: values, names };
  const read = new Proxy(values, {
    get(target, name, receiver): unknown {
      if (typeof name === 'string') (name in target ? names.read : names.missing).add(name);
      return Reflect.get(target, name, receiver);
    },
    // Who spreads the values reads them all.
    ownKeys(target) {
      for (const name of Object.keys(target)) names.read.add(name);
      return Reflect.ownKeys(target);
    },
  });
  return { read, names };
}

/**
 * Refuses a misspelt name: one of the case that the builder never reads, beside a similar one that it reads in vain. A
 * builder may do without a value, but a parameter that is undefined would be sent as NULL: another query than the
 * author's.
 *
 * @throws PlancliffError `scenario`
 */
export function refuseMissing(
  { id, values }: Case,
  parameters: readonly unknown[],
  { read, missing }: AskedNames,
): void {
  const unread = Object.keys(values).filter((name) => !read.has(name));
  for (const name of missing) {
    const misspelt = nearest(name, unread);
    if (misspelt === undefined) continue;
    throw new PlancliffError('scenario', {
      message: `${id}: '${misspelt}' is unknown, build never reads it`,
      hint: `Did you mean '${name}'?`,
    });
  }
  const place = parameters.indexOf(undefined);
  if (place < 0) return;
  const list = [...missing].map((name) => `'${name}'`).join(', ');
  throw new PlancliffError('scenario', {
    message: `${id}: parameter $${place + 1} is undefined`,
    ...(list === '' ? {} : { reason: `build reads ${list}, which the case lacks` }),
    hint: 'Give the case a value, or null for NULL.',
  });
}
