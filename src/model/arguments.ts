import { PlancliffError } from '../errors';
import { didYouMean } from '../text/nearest';

/** What a constructor argument may be. */
interface NumberRule {
  readonly min?: number;
  /** Exclusive. */
  readonly above?: number;
  readonly max?: number;
  readonly integer?: boolean;
}

/** Throws the error of a wrong argument: `weighted: weight of 'paid' is -1; must be above 0`. */
export function refuse(constructor: string, argument: string, problem: string): never {
  throw new PlancliffError('scenario', { message: `${constructor}: ${argument} ${problem}` });
}

/** Returns the number that was given, or throws a PlancliffError with the name of its argument. */
export function checkNumber(
  constructor: string,
  argument: string,
  value: unknown,
  rule: NumberRule = {},
): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    refuse(constructor, argument, `is ${show(value)}; must be a number`);
  }
  if (rule.integer === true && !Number.isSafeInteger(value)) {
    refuse(constructor, argument, `is ${value}; must be a whole number`);
  }
  if (rule.min !== undefined && value < rule.min) {
    refuse(constructor, argument, `is ${value}; must be at least ${rule.min}`);
  }
  if (rule.above !== undefined && value <= rule.above) {
    refuse(constructor, argument, `is ${value}; must be above ${rule.above}`);
  }
  if (rule.max !== undefined && value > rule.max) {
    refuse(constructor, argument, `is ${value}; must be at most ${rule.max}`);
  }
  return value;
}

/**
 * Throws for an option that a constructor does not know: `array: emtpy is unknown`. What was constructed before is checked by
 * the same constructors, and has more: it names its kind.
 */
export function checkOptions(constructor: string, options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined || 'kind' in options) return;
  throw new PlancliffError('scenario', {
    message: `${constructor}: ${unknown} is unknown`,
    hint: didYouMean(unknown, known),
  });
}

/** A share or probability, 0 to 1. */
export function checkShare(constructor: string, argument: string, value: unknown): number {
  return checkNumber(constructor, argument, value, { min: 0, max: 1 });
}

/** Throws where `min` is above `max`. */
export function checkOrder(
  constructor: string,
  low: readonly [name: string, value: number],
  high: readonly [name: string, value: number],
): void {
  if (low[1] > high[1]) {
    refuse(constructor, low[0], `is ${low[1]}, above ${high[0]}, which is ${high[1]}`);
  }
}

/** As `checkText`, of the name of a table or column: it may be of blanks alone. */
export function checkName(constructor: string, argument: string, value: unknown): string {
  return typeof value === 'string' && value !== ''
    ? value
    : checkText(constructor, argument, value);
}

/** Returns a text that is not empty, or throws. */
export function checkText(constructor: string, argument: string, value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '') {
    refuse(constructor, argument, `is ${show(value)}; must be a text that is not empty`);
  }
  return value;
}

const zoned = /(?:z|[+-]\d{2}(?::?\d{2})?)$/i;
const isoTime = /^\d{4}-\d{2}-\d{2}(?:[t ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?/i;

/** Milliseconds since 1970 of an ISO 8601 time, read as UTC where it names no zone. NaN where it is none. */
export function parseTime(text: string): number {
  const body = isoTime.exec(text)?.[0];
  if (body === undefined) return Number.NaN;
  const rest = text.slice(body.length);
  if (rest !== '' && !zoned.test(rest)) return Number.NaN;
  if (body.length === 10) return rest === '' ? Date.parse(`${body}T00:00:00Z`) : Number.NaN;
  return Date.parse(`${body.replace(' ', 'T')}${rest === '' ? 'Z' : rest}`);
}

/** Returns an ISO 8601 time or `clock` (the scenario's own), or throws. */
export function checkTime(constructor: string, argument: string, value: unknown): string {
  if (value === 'clock') return value;
  if (typeof value !== 'string' || Number.isNaN(parseTime(value))) {
    refuse(
      constructor,
      argument,
      `is ${show(value)}; must be an ISO 8601 time such as '2025-01-31' or '2025-01-31T12:00:00Z', or 'clock'`,
    );
  }
  return value;
}

/** Throws for a value that is no distribution, e.g. a constructor that was not called. */
export function checkDistribution(constructor: string, argument: string, value: unknown): void {
  if (typeof value === 'object' && value !== null && 'kind' in value) return;
  refuse(constructor, argument, `is ${show(value)}; must be a distribution, e.g. uniform(0, 10)`);
}

/** A short text of any value, for messages. */
export function show(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'function') return value.name === '' ? 'a function' : `${value.name}()`;
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}

/** Two ends of a range, the first below the second. */
export function checkRange(constructor: string, min: number, max: number, integer: boolean): void {
  checkNumber(constructor, 'min', min, { integer });
  checkNumber(constructor, 'max', max, { integer });
  checkOrder(constructor, ['min', min], ['max', max]);
}

/** A mean and a standard deviation. */
export function checkNormal(constructor: string, mean: number, deviation: number): void {
  checkNumber(constructor, 'mean', mean);
  checkNumber(constructor, 'deviation', deviation, { min: 0 });
}

/** Two times, the first before the second; `to` is the scenario's clock where absent. */
export function checkSpan(
  constructor: string,
  options: { readonly from: string; readonly to?: string },
): { from: string; to: string } {
  const from = checkTime(constructor, 'from', options.from);
  const to = checkTime(constructor, 'to', options.to ?? 'clock');
  if (from !== 'clock' && to !== 'clock' && parseTime(from) >= parseTime(to)) {
    refuse(constructor, 'from', `is '${from}', which is not before to, '${to}'`);
  }
  return { from, to };
}
