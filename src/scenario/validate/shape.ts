import { PlancliffError } from '../../errors';
import { show } from '../../model/arguments';
import { didYouMean } from '../../text/nearest';

export type Fields = { readonly [key: string]: unknown };

/** Throws the error of a wrong place in a definition: `queries.newest.sql is 5; must be a text`. */
export function fail(path: string, problem: string, hint?: string): never {
  const message = `${path} ${problem}`;
  throw new PlancliffError('scenario', hint === undefined ? { message } : { message, hint });
}

/** An object whose keys are all known, or throws with the nearest known one. */
export function fields(value: unknown, path: string, known: readonly string[]): Fields {
  const object = record(value, path);
  for (const key of Object.keys(object)) {
    if (!known.includes(key)) fail(join(path, key), 'is unknown', didYouMean(key, known));
  }
  return object;
}

/** An object with keys of the author's own choice, at least one, or throws. */
export function named(value: unknown, path: string, what: string): Fields {
  const object = record(value, path);
  if (Object.keys(object).length === 0) fail(path, `is empty; must contain at least one ${what}`);
  return object;
}

export function text(value: unknown, path: string): string {
  if (typeof value === 'string' && value.trim() !== '') return value;
  return fail(path, value === undefined ? 'is missing' : `is ${show(value)}; must be a text`);
}

export function optionalText(value: unknown, path: string): string | undefined {
  return value === undefined ? undefined : text(value, path);
}

/** One of some words, or throws with the nearest. */
export function word<W extends string>(value: unknown, path: string, words: readonly W[]): W {
  const found = words.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  return fail(
    path,
    value === undefined ? 'is missing' : `is ${show(value)}`,
    typeof value === 'string' ? didYouMean(value, words) : `One of: ${words.join(', ')}.`,
  );
}

export function numberIn(value: unknown, path: string, min: number, max: number): void {
  if (typeof value === 'number' && value >= min && value <= max) return;
  fail(path, `is ${show(value)}; must be a number from ${min} to ${max}`);
}

/** A value or a list of them, as a list. */
export function listOf(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

/** Runs a check whose errors don't know where they are, and puts the path before them. */
export function within<T>(path: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof PlancliffError)) throw error;
    const { message, reason, hint } = error;
    throw new PlancliffError('scenario', {
      message: `${path}: ${message}`,
      ...(reason === undefined ? {} : { reason }),
      ...(hint === undefined ? {} : { hint }),
      cause: error,
    });
  }
}

export function join(path: string, key: string): string {
  const shown = /^[\w$]+$/.test(key) ? key : `['${key}']`;
  if (path === '') return shown;
  return shown.startsWith('[') ? `${path}${shown}` : `${path}.${shown}`;
}

/** Whether an object was made by `{ __proto__: … }` or Object.create: the prototype of a class has a constructor. */
function inheritsKeys(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (
    typeof prototype === 'object' && prototype !== null && !Object.hasOwn(prototype, 'constructor')
  );
}

/** An object with keys of the author's own choice, or throws. */
export function record(value: unknown, path: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    if (inheritsKeys(value)) {
      fail(
        path === '' ? 'the default export' : path,
        'has a prototype with keys of its own; they would be lost',
        "JavaScript takes `__proto__: …` in an object for its prototype. Write ['__proto__']: … for a key of that name.",
      );
    }
    return value as Fields;
  }
  return fail(
    path === '' ? 'the default export' : path,
    value === undefined ? 'is missing' : `is ${show(value)}; must be an object`,
  );
}
