import { quoteLiteral } from '../../postgres/quote';
import { bigint } from '../sql-number';
import type { Distribution } from '../types';
import { paretoRank } from './number';
import type { Terms, Value } from './value';

type Words = Extract<Distribution, { readonly kind: 'words' }>;

/** All words are made and the first few kept, as of an array. */
export function words(of: Words, terms: Terms): Value {
  const { exponent, minWords, maxWords } = of;
  const list = Array.from({ length: maxWords }, (_, place) => {
    const quantile = terms.source.part(`word ${place}`).uniform('u');
    return wordAt(of, paretoRank(vocabularySize(of), exponent, quantile));
  });
  const all = `array[${list.join(', ')}]`;
  const length = `(${terms.source.bits('length')} % ${bigint(maxWords - minWords + 1)})::int + ${minWords}`;
  const some = minWords === maxWords ? all : `(${all})[1:${length}]`;
  return { sql: `pg_catalog.array_to_string(${some}, ' ')`, type: 'text' };
}

export const vocabularySize = ({ vocabulary }: Pick<Words, 'vocabulary'>): number =>
  typeof vocabulary === 'number' ? vocabulary : vocabulary.length;

/** How many ranks have a word of their own when the words for a vocabulary of this size are made up: at least its size. */
export const wordsToMake = (vocabulary: number): number => 2 ** scatterOf(vocabulary).bits;

const scatterOf = (vocabulary: number): typeof scatterSmall =>
  vocabulary <= 2 ** scatterSmall.bits ? scatterSmall : scatterLarge;

/** A number of two words that follow each other are far apart, so that they have few trigrams in common. */
const scatterSmall = { bits: 16, digits: 4, factor: 40_503 };
const scatterLarge = { bits: 20, digits: 5, factor: 700_001 };

/** Letters in place of hexadecimal digits. */
const letters = 'aeioubdgklmnprtv';

/**
 * SQL of the word with this rank, from 1. Made-up words end in a letter that no stemmer takes away, so that as many lexemes
 * come of them as there are words; the factor is odd, and its product a number of its own for each rank.
 */
export function wordAt({ vocabulary }: Pick<Words, 'vocabulary'>, rank: string): string {
  if (typeof vocabulary !== 'number') {
    return `(pg_catalog.string_to_array(${quoteLiteral(vocabulary.join(' '))}, ' '))[${rank}]`;
  }
  const { bits, digits, factor } = scatterOf(vocabulary);
  const scattered = `((${rank} * ${bigint(factor)}) & ${bigint(2 ** bits - 1)})`;
  return `(pg_catalog.translate(pg_catalog.lpad(pg_catalog.to_hex(${scattered}), ${digits}, '0'), '0123456789abcdef', '${letters}') || 'x')`;
}
