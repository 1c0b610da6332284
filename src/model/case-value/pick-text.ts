import { quoteLiteral } from '../../postgres/quote';
import { distinctText } from '../expression/text';
import { vocabularySize, wordAt, wordsToMake } from '../expression/words';
import { bigint } from '../sql-number';
import { spanOf } from '../expression/time';
import type { Value } from '../expression/value';
import type { Distribution } from '../types';
import type { Label, Place } from './place';

type Of<K extends Distribution['kind']> = Extract<Distribution, { readonly kind: K }>;

/** Most texts that are made to find the first and the last of them. */
const compared = 10_000;

/**
 * Texts are hexadecimal, so one with a `z` in it is absent wherever it stands in their order. Of more than
 * 10,000 texts the ends are those expected of so many even draws.
 */
export function text(distribution: Of<'text'>, label: Label, place: Place): Value {
  const { distinct, minLength, maxLength } = distribution;
  if (label === 'absent') {
    const length = Math.max(1, minLength);
    return value(`pg_catalog.rpad('8', ${length - 1}, '0') || 'z'`);
  }
  if (distinct === undefined || distinct > compared) {
    return ofRows(label, distinct ?? place.rows, Math.max(1, minLength), place);
  }
  const nth = (number: string) => distinctText(number, minLength, maxLength, place.terms);
  if (label === 'common') return value(nth('(0::bigint)'));
  if (label === 'rare') return value(nth(`(${distinct - 1}::bigint)`));
  const end = label === 'lowest' ? 'min' : 'max';
  return value(
    `(select pg_catalog.${end}(${nth('k')}) from pg_catalog.generate_series(0::bigint, ${distinct - 1}) as texts (k))`,
  );
}

export function email(_: Of<'email'>, label: Label, place: Place): Value {
  const { rows } = place;
  if (label === 'common' || label === 'rare') return ofRows(label, rows, 14, place);
  const middle = `(${place.at(Math.ceil(rows / 2)).sql})`;
  if (label === 'absent') return value(`overlay(${middle} placing 'z' from 14)`);
  return value(`overlay(${middle} placing ${quoteLiteral(endOf(label, rows, 14))} from 1)`);
}

export function uuidV4(label: Label, place: Place): Value {
  if (label === 'common' || label === 'rare') return ofRows(label, place.rows, 32, place);
  // No version 4 UUID of ours ends in twelve zeroes but by a chance of 2^-48.
  if (label === 'absent') return uuid('80000000-0000-4000-8000-000000000000');
  const front = endOf(label, place.rows, 12);
  return uuid(`${front}4${front.slice(0, 3)}8${front.slice(0, 3)}${front}`);
}

/** The time comes first, so the first row has the lowest. */
export function uuidV7(distribution: Of<'uuid-v7'>, label: Label, place: Place): Value {
  const { rows } = place;
  if (label === 'lowest') return place.at(1);
  if (label === 'highest') return place.at(rows);
  if (label !== 'absent') return ofRows(label, rows, 32, place);
  const { start, end } = spanOf(distribution, place.terms.world.clock);
  const middle = Math.round(((start + end) / 2) * 1000)
    .toString(16)
    .padStart(12, '0');
  return uuid(`${middle}70008000000000000000`);
}

/** Values of the middle row and of the one at three quarters; the ends as even draws leave them. */
function ofRows(label: Label, count: number, digits: number, place: Place): Value {
  if (label === 'common') return place.at(Math.ceil(place.rows / 2));
  if (label === 'rare') return place.at(Math.ceil(place.rows * 0.75));
  return value(quoteLiteral(endOf(label, count, digits)));
}

/** Hexadecimal digits of the quantile `1 / (count + 1)`, or of its complement. */
function endOf(label: Label, count: number, digits: number): string {
  const all = 2 ** 48;
  const low = Math.floor(all / (count + 1));
  const fraction = label === 'lowest' ? low : all - 1 - low;
  return fraction.toString(16).padStart(12, '0').padEnd(digits, '0').slice(0, digits);
}

function value(sql: string): Value {
  return { sql, type: 'text' };
}

function uuid(digits: string): Value {
  return { sql: `${quoteLiteral(digits)}::uuid`, type: 'uuid' };
}

/** A single word, as a search asks for it. Texts have no ends that a query would ask for. */
export function words(
  of: Extract<Distribution, { readonly kind: 'words' }>,
  label: Label,
): Value | undefined {
  const size = vocabularySize(of);
  const rank = { common: 1, rare: size, absent: size + 1, lowest: 0, highest: 0 }[label];
  if (
    rank === 0 ||
    (rank > size && (typeof of.vocabulary !== 'number' || rank > wordsToMake(of.vocabulary)))
  )
    return undefined;
  return { sql: wordAt(of, bigint(rank)), type: 'text' };
}
