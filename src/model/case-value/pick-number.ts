import { inferred } from '../expression/choice';
import { distinctOf, zipfCount } from '../expression/number';
import { cast } from '../expression/value';
import type { Value } from '../expression/value';
import { pareto, probability, rankAt } from '../pareto';
import { probit } from '../probit';
import type { Distribution } from '../types';
import type { Label, Place } from './place';

type Of<K extends Distribution['kind']> = Extract<Distribution, { readonly kind: K }>;
type Numbers = { readonly [L in Label]: number };

export function serial({ start }: Of<'serial'>, label: Label, { rows }: Place): Value {
  return evenly(start, start + rows - 1)[label];
}

export function uniform({ min, max, integer }: Of<'uniform'>, label: Label): Value {
  if (integer) return evenly(min, max)[label];
  const width = max - min;
  return constant({
    common: min + width / 2,
    rare: min + width * 0.75,
    absent: max + 1,
    lowest: min,
    highest: max,
  })[label];
}

export function uniformDistinct(
  { perRow }: Of<'uniform-distinct'>,
  label: Label,
  { rows }: Place,
): Value {
  return evenly(1, distinctOf(perRow, rows))[label];
}

/**
 * The ends are where half a row is expected beyond: the extremes of a real draw scatter around them. Beyond
 * them by four deviations, none is expected.
 */
export function normal(
  { mean, deviation, integer }: Of<'normal'>,
  label: Label,
  { rows }: Place,
): Value {
  const reach = rows === 1 ? deviation : -probit(0.5 / rows) * deviation;
  const numbers: Numbers = {
    common: mean,
    rare: mean + reach,
    absent: mean + reach + 4 * deviation + 1,
    lowest: mean - reach,
    highest: mean + reach,
  };
  const value = numbers[label];
  return literal(integer ? Math.round(value) : value);
}

/** The rarest value that at least one row is expected to have; the highest is where half a row is. */
export function zipf(of: Of<'zipf'>, label: Label, { rows }: Place): Value {
  const { exponent } = of;
  const distinct = zipfCount(of, rows);
  const law = pareto(distinct, exponent);
  const expected = (rank: number) => rows * probability(law, rank);
  let rare = distinct;
  if (expected(rare) < 1) {
    // The last rank that is expected once: probabilities fall, so halve the interval.
    let [low, high] = [1, distinct];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (expected(middle) >= 1) low = middle;
      else high = middle;
    }
    rare = low;
  }
  return constant({
    common: 1,
    rare,
    absent: distinct + 1,
    lowest: 1,
    highest: rankAt(law, 1 - 0.5 / rows),
  })[label];
}

/** Each parent has a first row; as high as the one with most rows no other goes. */
export function numberWithin(
  { column }: Of<'number-within'>,
  label: Label,
  { rows, terms }: Place,
): Value {
  const { most } = terms.world.siblingsOf(column);
  return constant({ common: 1, rare: most, absent: rows + 1, lowest: 1, highest: most })[label];
}

/** Of an author's own expression: the ends are those of up to 1,000 rows, the first and last among them. */
export function ofRows(label: Label, place: Place): Value | undefined {
  const { rows } = place;
  switch (label) {
    case 'common':
      return place.at(Math.ceil(rows / 2));
    case 'rare':
      return place.at(Math.ceil(rows * 0.75));
    case 'absent':
      return undefined;
    default: {
      const count = Math.min(rows, 1000);
      const step = count > 1 ? (rows - 1) / (count - 1) : 0;
      const values = Array.from({ length: count }, (_, k) => {
        const value = place.at(1 + Math.round(k * step));
        return `(${place.type === inferred ? value.sql : cast({ ...value, type: 'unknown' }, place.type)})`;
      });
      const order = label === 'lowest' ? 'asc' : 'desc';
      return {
        sql: `(select v from (values ${values.join(', ')}) as sampled (v) where v is not null order by v ${order} limit 1)`,
        type: place.type,
      };
    }
  }
}

/** Of whole numbers that are all as likely. */
function evenly(min: number, max: number): { readonly [L in Label]: Value } {
  return constant({
    common: Math.floor((min + max) / 2),
    rare: Math.floor(min + (max - min) * 0.75),
    absent: max + 1,
    lowest: min,
    highest: max,
  });
}

function constant(numbers: Numbers): { readonly [L in Label]: Value } {
  return {
    common: literal(numbers.common),
    rare: literal(numbers.rare),
    absent: literal(numbers.absent),
    lowest: literal(numbers.lowest),
    highest: literal(numbers.highest),
  };
}

function literal(value: number): Value {
  const whole = Number.isSafeInteger(value);
  return whole
    ? { sql: `'${value}'::bigint`, type: 'bigint' }
    : { sql: `'${value}'::numeric`, type: 'numeric' };
}
