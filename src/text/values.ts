import { PlancliffError } from '../errors';
import { nearest } from './nearest';
import { parseRowCount } from './row-count';
import { shown } from './shown';

/** One of `choices`, or a usage error with the nearest of them. */
export function readChoice<T extends string>(
  name: string,
  value: unknown,
  choices: readonly T[],
): T {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  const near = nearest(String(value), choices);
  throw new PlancliffError('usage', {
    message: `unknown value '${shown(value)}' for ${name}`,
    hint: near === undefined ? `Known: ${choices.join(', ')}.` : `Did you mean ${near}?`,
  });
}

/** A text that is not blank; `hint` says what to write in place of anything else. */
export function readText(name: string, value: unknown, hint: string): string {
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw cannotBe(name, value, hint);
}

/** The usage error for a value that cannot be read; `hint` says what to write in its place. */
export function cannotBe(name: string, value: unknown, hint: string): PlancliffError {
  return new PlancliffError('usage', { message: `${name} cannot be '${shown(value)}'`, hint });
}

/** `5%` or `0.05` as a share; above 0 and below 1. */
export function readShare(name: string, value: unknown): number {
  const text = String(value).trim();
  const share = text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
  if (text !== '%' && share > 0 && share < 1) return share;
  throw cannotBe(name, value, 'Write a share between 0 and 1, as 5% or as 0.05.');
}

const units = { ms: 1, s: 1000, min: 60_000 } as const;

/** `500ms`, `5s`, `2min` or a number of milliseconds, as PostgreSQL reads its timeouts; never 0, which is none. */
export function readDuration(name: string, text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|min)?$/.exec(text.trim());
  const unit = (match?.[2] ?? 'ms') as keyof typeof units;
  const milliseconds = Math.round(Number(match?.[1]) * units[unit]);
  if (milliseconds >= 1 && milliseconds <= 2 ** 31 - 1) return milliseconds;
  throw cannotBe(name, text, 'Write a time such as 500ms, 5s or 2min.');
}

/** A major version of PostgreSQL that plancliff can start or has a reason to refuse. */
export function readMajor(name: string, value: unknown): number {
  const major = /^\d+$/.test(String(value).trim()) ? Number(value) : NaN;
  if (major >= 9 && major <= 99) return major;
  throw cannotBe(name, value, 'Write a major version such as 17.');
}

/** Row counts such as `10k,30k,100k`, each once and rising; two at least, because one shows no growth. */
export function readRowCounts(name: string, value: unknown): readonly number[] {
  const hint = 'Write two row counts or more, such as 10k,30k,100k.';
  const counts = new Set(
    readText(name, value, hint)
      .split(',')
      .map((part) => parseRowCount(part.trim())),
  );
  if (counts.size >= 2) return [...counts].sort((a, b) => a - b);
  throw cannotBe(name, value, hint);
}

/** A whole number of at least `least`. */
export function readCount(name: string, text: string, least: number): number {
  const count = /^\d+$/.test(text.trim()) ? Number(text) : NaN;
  if (Number.isSafeInteger(count) && count >= least) return count;
  throw cannotBe(name, text, `Write a whole number of at least ${least}.`);
}
