import { parseTime } from '../arguments';
import { float } from '../sql-number';
import type { Distribution } from '../types';
import { modelError } from './value';
import type { Terms, Value } from './value';

type Of<K extends Distribution['kind']> = Extract<Distribution, { readonly kind: K }>;

/** First and last time of a distribution, seconds since 1970. */
export function spanOf(
  { from, to }: { readonly from: string; readonly to: string },
  clock: number,
): { readonly start: number; readonly end: number } {
  const at = (text: string) => (text === 'clock' ? clock : parseTime(text)) / 1000;
  return { start: at(from), end: at(to) };
}

/**
 * Rising with the row number: the jitter's width is taken off the way, so that no row leaves the span. In a
 * unique column no row strays into its neighbour's place.
 */
export function time(distribution: Of<'time'>, terms: Terms): Value {
  const { start, end } = spanOf(distribution, terms.world.clock);
  const unique = terms.unique.kind === 'injective';
  const { i, rows } = terms.place;
  const place = (end - start) / rows;
  if (unique && place < resolutionOf(terms.type)) throw tooMany(terms);
  const jitter = Math.min(distribution.jitterSeconds, unique ? place / 2 : end - start);
  const step = rows > 1 ? (end - start - jitter) / (rows - 1) : 0;
  const steady = `${float(start - step)} + ${i}::float8 * ${float(step)}`;
  const seconds =
    jitter > 0 ? `${steady} + ${terms.source.uniform('u')} * ${float(jitter)}` : steady;
  return atSeconds(seconds, terms.type);
}

/** Seconds that two times of a type must be apart to differ, whatever the rounding. */
function resolutionOf(type: string): number {
  if (type === 'date') return 86_400;
  const digits = /^timestamp\((\d)\)/.exec(type)?.[1] ?? 6;
  return 4 * 10 ** -Number(digits);
}

function tooMany(terms: Terms): Error {
  return modelError(
    terms,
    `${terms.rows} times can't be unique between \`from\` and \`to\` (${terms.type})`,
    'Widen the span, or take the column out of the unique index.',
  );
}

export function timeUniform(distribution: Of<'time-uniform'>, terms: Terms): Value {
  const { start, end } = spanOf(distribution, terms.world.clock);
  const seconds = `${float(start)} + ${terms.source.uniform('u')} * ${float(end - start)}`;
  return atSeconds(seconds, terms.type);
}

/** SQL of seconds since 1970 as a time of the column's type, in UTC whatever the session's TimeZone. */
export function atSeconds(seconds: string, type: string): Value {
  const zoned = `pg_catalog.to_timestamp(${seconds})`;
  if (type === 'date') return { sql: `(pg_catalog.timezone('UTC', ${zoned})::date)`, type };
  if (/^timestamp(?:\(\d\))? without time zone$/.test(type)) {
    return { sql: `pg_catalog.timezone('UTC', ${zoned})`, type: 'timestamp without time zone' };
  }
  return { sql: zoned, type: 'timestamp with time zone' };
}
