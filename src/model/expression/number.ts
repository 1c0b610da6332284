import { inverse, pareto } from '../pareto';
import { bigint, float, plus } from '../sql-number';
import type { Distribution } from '../types';
import type { Terms, Value } from './value';

type Of<K extends Distribution['kind']> = Extract<Distribution, { readonly kind: K }>;

export function serial({ start }: Of<'serial'>, terms: Terms): Value {
  const { i } = terms.place;
  return { sql: start === 1 ? i : `(${plus(i, start - 1)})`, type: 'bigint' };
}

export function uniform({ min, max, integer }: Of<'uniform'>, terms: Terms): Value {
  if (integer) return wholeNumber(min, max, terms);
  const digits = fractionDigits(terms.type);
  if (digits !== undefined && isLattice(min, max, digits)) {
    // Whole numbers scaled at the end: a float8 turned numeric takes three times as long.
    const unit = 10 ** digits;
    const steps = Math.max(1, Math.round((max - min) * unit));
    const sql = plus(terms.source.below('u', bigint(steps)), Math.round(min * unit));
    return { sql: `((${sql})::numeric * ${(1 / unit).toFixed(digits)})`, type: 'numeric' };
  }
  const sql = `(${terms.source.uniform('u')} * ${float(max - min)} + ${float(min)})`;
  return { sql, type: 'double precision' };
}

/** Whole numbers from `min` to `max`, inclusive. */
export function wholeNumber(min: number, max: number, terms: Terms): Value {
  const count = max - min + 1;
  const { unique, source } = terms;
  const sql =
    unique.kind === 'stratum'
      ? unique.member(count, source.bits('u'))
      : source.below('u', bigint(count));
  return { sql: `(${plus(sql, min)})`, type: 'bigint' };
}

/** A growing count is scaled from a fraction, not by modulo, so that draws move smoothly as it grows. */
export function uniformDistinct({ perRow }: Of<'uniform-distinct'>, terms: Terms): Value {
  const sql = `(pg_catalog.floor(${terms.source.uniform('u')} * ${float(distinctOf(perRow, terms.rows))})::bigint + 1)`;
  return { sql, type: 'bigint' };
}

/** Number of values of `uniformDistinct` in a table of so many rows. */
export function distinctOf(perRow: number, rows: number): number {
  return Math.max(1, Math.round(perRow * rows));
}

/** Box and Muller's transform: exact, and one value a pair is cheap enough. */
export function normal({ mean, deviation, integer }: Of<'normal'>, terms: Terms): Value {
  const radius = `pg_catalog.sqrt(${float(-2)} * pg_catalog.ln(${float(1)} - ${terms.source.uniform('u')}))`;
  const angle = `pg_catalog.cos(${terms.source.uniform('angle')} * ${float(2 * Math.PI)})`;
  const sql = `(${radius} * ${angle} * ${float(deviation)} + ${float(mean)})`;
  if (integer) return { sql: `(${sql}::bigint)`, type: 'bigint' };
  const digits = fractionDigits(terms.type);
  if (digits === undefined) return { sql, type: 'double precision' };
  const unit = 10 ** digits;
  return {
    sql: `((${sql} * ${float(unit)})::bigint::numeric * ${(1 / unit).toFixed(digits)})`,
    type: 'numeric',
  };
}

export function zipf(of: Of<'zipf'>, terms: Terms): Value {
  const count = zipfCount(of, terms.rows);
  return { sql: paretoRank(count, of.exponent, terms.source.uniform('u')), type: 'bigint' };
}

/** Number of values of `zipf` in a table of so many rows. */
export function zipfCount({ distinct }: Of<'zipf'>, rows: number): number {
  return typeof distinct === 'number' ? distinct : distinctOf(distinct.perRow, rows);
}

/** SQL of the rank, 1 to `count`, at a quantile given as SQL. */
export function paretoRank(count: number, exponent: number, quantile: string): string {
  if (count === 1) return bigint(1);
  if (exponent === 0) return `(pg_catalog.floor(${quantile} * ${float(count)})::bigint + 1)`;
  const { slope, from, width } = inverse(pareto(count, exponent));
  const base = `${quantile} * ${float(width)} + ${float(from)}`;
  const x =
    slope === 0 ? `pg_catalog.exp(${base})` : `pg_catalog.power(${base}, ${float(1 / slope)})`;
  return `greatest(1, least(${bigint(count)}, (${x})::bigint))`;
}

/** Digits after the point of a `numeric(p,s)` type, up to 6; undefined for any other. */
function fractionDigits(type: string): number | undefined {
  const digits = /^numeric\(\d+,(\d)\)$/.exec(type)?.[1];
  return digits === undefined || Number(digits) > 6 ? undefined : Number(digits);
}

function isLattice(min: number, max: number, digits: number): boolean {
  const unit = 10 ** digits;
  return Math.abs(min * unit) < 1e15 && (max - min) * unit < 1e13;
}
