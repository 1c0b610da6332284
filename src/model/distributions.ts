/**
 * What a column's values look like, one constructor each. They return plain data; the SQL that makes the
 * values is compiled from it once the catalog is known.
 */
import {
  checkDistribution,
  checkName,
  checkNormal,
  checkNumber,
  checkOrder,
  checkRange,
  checkShare,
  checkSpan,
  checkText,
  refuse,
  show,
} from './arguments';
import { checkAmount, checkWeight, isAmount } from './amount';
import { checkRest, listedClasses, oneOrOther } from './choices';
import { skew } from './skew';
import type { Amount, Distribution, Skew, Weight, WeightedValue } from './types';

/** `start`, `start + 1`, … in row order: what an identity column or a sequence gives. */
export function serial(start = 1): Distribution {
  return { kind: 'serial', start: checkNumber('serial', 'start', start, { integer: true }) };
}

/** Evenly between `min` (inclusive) and `max` (exclusive), with fractions. */
export function uniform(min: number, max: number): Distribution {
  checkRange('uniform', min, max, false);
  return { kind: 'uniform', min, max, integer: false };
}

/** Whole numbers from `min` to `max`, both inclusive, each as likely as any other. */
export function uniformInt(min: number, max: number): Distribution {
  checkRange('uniformInt', min, max, true);
  return { kind: 'uniform', min, max, integer: true };
}

/** Whole numbers from 1 to `rows of the table × perRow`: the number of distinct values grows with the table. */
export function uniformDistinct(perRow: number): Distribution {
  const checked = checkNumber('uniformDistinct', 'perRow', perRow, { above: 0, max: 1 });
  return { kind: 'uniform-distinct', perRow: checked };
}

/** Normally distributed around `mean` with the standard `deviation`, with fractions. */
export function normal(mean: number, deviation: number): Distribution {
  checkNormal('normal', mean, deviation);
  return { kind: 'normal', mean, deviation, integer: false };
}

/** As `normal`, rounded to whole numbers. */
export function normalInt(mean: number, deviation: number): Distribution {
  checkNormal('normalInt', mean, deviation);
  return { kind: 'normal', mean, deviation, integer: true };
}

/**
 * Whole numbers from 1 to `distinct`, the k-th as likely as `1 / k^exponent`. With `{ perRow: 0.01 }` there are a hundredth
 * as many values as rows of the table: their number grows with it.
 */
export function zipf(distinct: number | { readonly perRow: number }, exponent = 1): Distribution {
  return {
    kind: 'zipf',
    distinct:
      typeof distinct === 'object'
        ? { perRow: checkNumber('zipf', 'perRow', distinct.perRow, { above: 0, max: 1 }) }
        : checkNumber('zipf', 'distinct', distinct, { min: 1, integer: true }),
    exponent: checkNumber('zipf', 'exponent', exponent, { min: 0 }),
  };
}

type Weighted = WeightedValue['value'];

/**
 * One of the values given, by weight; the weights need not add up to 1. An object for texts
 * (`weighted({ paid: 70, open: 30 })`), pairs for anything else (`weighted([[1, 70], [null, 30]])`). In place of a weight
 * `backlog(500)` is a number of rows that stays while the table grows, and `share(0.1)` a share of all rows; the weights
 * divide the others.
 */
export function weighted(
  values: { readonly [value: string]: Weight } | readonly (readonly [Weighted, Weight])[],
): Distribution {
  const pairs: readonly (readonly [Weighted, Weight])[] = Array.isArray(values)
    ? (values as readonly (readonly [Weighted, Weight])[])
    : Object.entries(values as { readonly [value: string]: Weight });
  if (pairs.length === 0) refuse('weighted', 'values', 'is empty; must name at least one value');
  const seen = new Set<Weighted>();
  for (const [value, weight] of pairs) {
    checkWeight('weighted', `weight of ${JSON.stringify(value)}`, weight);
    if (seen.has(value)) refuse('weighted', 'values', `names ${JSON.stringify(value)} twice`);
    seen.add(value);
  }
  const weights = pairs.map(([, weight]) => weight);
  checkRest('weighted', weights);
  const plain = pairs.flatMap(([value, weight]) =>
    typeof weight === 'number' ? [{ value, weight }] : [],
  );
  return plain.length === pairs.length ? { kind: 'weighted', values: plain } : listedClasses(pairs);
}

/** True with probability `share`, 0 to 1, or in the rows of a `backlog`. */
export function bool(share: number | Amount): Distribution {
  if (isAmount(share)) {
    return oneOrOther(checkAmount('bool', 'share', share), constant(true), constant(false));
  }
  return { kind: 'boolean', share: checkShare('bool', 'share', share) };
}

export interface ReferenceOptions {
  /** The column referred to; the one that the foreign key names, or the primary key, where absent. */
  readonly column?: string;
  /** How unevenly the rows fall on the parents; evenly where absent. */
  readonly skew?: Skew;
  /** Rows of one parent lie together, in the order of the parents, as if inserted with them. */
  readonly ordered?: boolean;
}

/** The key of a row of `table`: a foreign key that holds. Within its own table: an earlier row, or null. */
export function reference(
  table: string,
  column?: string | ReferenceOptions,
  options: ReferenceOptions = {},
): Distribution {
  const given = typeof column === 'object' ? column : options;
  const name = typeof column === 'string' ? column : given.column;
  return {
    kind: 'reference',
    table: checkName('reference', 'table', table),
    ...(name === undefined ? {} : { column: checkName('reference', 'column', name) }),
    skew: given.skew ?? skew.uniform(),
    ordered: given.ordered ?? false,
  };
}

/**
 * 1, 2, 3, … among the rows that refer to the same parent by `column`, a `reference` of the same table: the number of an
 * issue within its project. Together with that column it is unique. The rows of a parent are scattered over the table, or
 * lie together where the reference is `ordered`.
 */
export function numberWithin(column: string): Distribution {
  return { kind: 'number-within', column: checkName('numberWithin', 'column', column) };
}

export interface TimeOptions {
  /** ISO 8601, UTC where it names no zone; `clock` for the scenario's clock. */
  readonly from: string;
  /** As `from`; the scenario's clock where absent. */
  readonly to?: string;
}

export interface MonotoneTimeOptions extends TimeOptions {
  /** How far a row's time may stray from its place in the order, in seconds; 0 where absent. */
  readonly jitterSeconds?: number;
}

/** Rises with the row number from `from` at the first row to `to` at the last: `created_at`. */
export function time(options: MonotoneTimeOptions): Distribution {
  const span = checkSpan('time', options);
  const jitterSeconds = checkNumber('time', 'jitterSeconds', options.jitterSeconds ?? 0, {
    min: 0,
  });
  return { kind: 'time', ...span, jitterSeconds };
}

/** Any time between `from` and `to`, whatever the row number: `last_seen_at`, `birthday`. */
export function timeUniform(options: TimeOptions): Distribution {
  return { kind: 'time-uniform', ...checkSpan('timeUniform', options) };
}

export interface TextOptions {
  /** Shortest and longest text, in characters. */
  readonly minLength: number;
  readonly maxLength: number;
  /** How many different texts there are; as many as rows where absent. */
  readonly distinct?: number;
}

/** Hexadecimal letters of random length. In a unique column no two are the same. */
export function text(options: TextOptions): Distribution {
  const minLength = checkNumber('text', 'minLength', options.minLength, {
    min: 0,
    integer: true,
  });
  const maxLength = checkNumber('text', 'maxLength', options.maxLength, { min: 1, integer: true });
  checkOrder('text', ['minLength', minLength], ['maxLength', maxLength]);
  const base = { kind: 'text', minLength, maxLength } as const;
  if (options.distinct === undefined) return base;
  const distinct = checkNumber('text', 'distinct', options.distinct, { min: 1, integer: true });
  return { ...base, distinct };
}

export interface EmailOptions {
  /** In characters, at least 24; 24 where absent. */
  readonly length?: number;
}

/** An address of its own for every row. */
export function email(options: EmailOptions = {}): Distribution {
  if (options.length === undefined) return { kind: 'email' };
  const length = checkNumber('email', 'length', options.length, {
    min: 24,
    max: 254,
    integer: true,
  });
  return { kind: 'email', length };
}

/** A random UUID of its own for every row, without any order. */
export function uuidV4(): Distribution {
  return { kind: 'uuid-v4' };
}

/** A UUID that starts with a time, which rises with the row number from `from` to `to`. */
export function uuidV7(options: TimeOptions): Distribution {
  return { kind: 'uuid-v7', ...checkSpan('uuidV7', options) };
}

export interface JsonbOptions {
  /** Share of the documents that have a key, 0 to 1; every document has one that is not named here. */
  readonly present?: { readonly [key: string]: number };
}

/** An object with these keys, each with a distribution of its own, which may be an object again. */
export function jsonb(
  keys: { readonly [key: string]: Distribution },
  { present }: JsonbOptions = {},
): Distribution {
  if (Object.keys(keys).length === 0) refuse('jsonb', 'keys', 'is empty; must name at least one');
  for (const [key, of] of Object.entries(keys)) checkDistribution('jsonb', `key '${key}'`, of);
  for (const [key, share] of Object.entries(present ?? {})) {
    if (!Object.hasOwn(keys, key)) refuse('jsonb', 'present', `names '${key}', which is no key`);
    checkShare('jsonb', `present.${key}`, share);
  }
  return { kind: 'jsonb', keys, ...(present === undefined ? {} : { present }) };
}

export interface ArrayOptions {
  /** Element type in SQL, e.g. `text`. */
  readonly type: string;
  /** Fewest and most elements; at most 100. */
  readonly minLength: number;
  readonly maxLength: number;
  /** Share of the rows without elements, 0 to 1; the others have between `minLength` and `maxLength`. */
  readonly empty?: number;
}

/**
 * Between `min` and `max` elements, each drawn on its own: all of one distribution, or of a list of them by their places, of
 * which the last holds for all further ones.
 */
export function array(
  elements: Distribution | readonly Distribution[],
  options: ArrayOptions,
): Distribution {
  const list = isList(elements) ? elements : [elements];
  const element = list.at(-1);
  if (element === undefined)
    return refuse('array', 'elements', 'is empty; must have a distribution');
  for (const [place, of] of list.entries())
    checkDistribution('array', list.length === 1 ? 'element' : `elements[${place}]`, of);
  const minLength = checkNumber('array', 'minLength', options.minLength, {
    min: 0,
    integer: true,
  });
  const maxLength = checkNumber('array', 'maxLength', options.maxLength, {
    min: 1,
    max: 100,
    integer: true,
  });
  checkOrder('array', ['minLength', minLength], ['maxLength', maxLength]);
  const type = checkText('array', 'type', options.type);
  const { empty } = options;
  const places = list.slice(0, -1);
  return {
    kind: 'array',
    ...(places.length === 0 ? {} : { places }),
    element,
    ...(empty === undefined ? {} : { empty: checkShare('array', 'empty', empty) }),
    minLength,
    maxLength,
    type,
  };
}

const isList = (value: unknown): value is readonly Distribution[] => Array.isArray(value);

export interface WordsOptions {
  /** How many different words there are, made up; or the words themselves, the most common first. */
  readonly vocabulary: number | readonly string[];
  /** Of Zipf's law: the k-th word is as likely as `1 / k^exponent`; 1 where absent, as in natural language. */
  readonly exponent?: number;
  /** Fewest and most words; at most 200. */
  readonly minWords: number;
  readonly maxWords: number;
}

/** Most words that a text may have, and most entries of a list of words times words of a text. */
const mostWords = 200;
const mostEntries = 40_000;

/** Texts of words, for full-text search and trigrams. */
export function words(options: WordsOptions): Distribution {
  const { vocabulary, exponent = 1 } = options;
  const limits = { max: mostWords, integer: true };
  const minWords = checkNumber('words', 'minWords', options.minWords, { min: 0, ...limits });
  const maxWords = checkNumber('words', 'maxWords', options.maxWords, { min: 1, ...limits });
  checkOrder('words', ['minWords', minWords], ['maxWords', maxWords]);
  if (typeof vocabulary === 'number') {
    checkNumber('words', 'vocabulary', vocabulary, { min: 1, max: 2 ** 20, integer: true });
  } else {
    if (!Array.isArray(vocabulary) || vocabulary.length === 0)
      refuse('words', 'vocabulary', `is ${show(vocabulary)}; must be a number or a list of words`);
    for (const [place, word] of vocabulary.entries()) {
      const text = checkText('words', `vocabulary[${place}]`, word);
      if (/\s/.test(text))
        refuse('words', `vocabulary[${place}]`, `is '${text}'; must be one word`);
    }
    if (vocabulary.length * maxWords > mostEntries)
      refuse(
        'words',
        'vocabulary',
        `has ${vocabulary.length} words; with ${maxWords} words a text, must have at most ${Math.floor(mostEntries / maxWords)}`,
      );
  }
  return {
    kind: 'words',
    vocabulary,
    exponent: checkNumber('words', 'exponent', exponent, { min: 0, max: 10 }),
    minWords,
    maxWords,
  };
}

/** Null with probability `share` (0 to 1), or in the rows of a `backlog`; otherwise a value of `of`. */
export function nullable(share: number | Amount, of: Distribution): Distribution {
  checkDistribution('nullable', 'of', of);
  if (isAmount(share))
    return oneOrOther(checkAmount('nullable', 'share', share), constant(null), of);
  return { kind: 'nullable', share: checkShare('nullable', 'share', share), of };
}

/**
 * Values of `of`, from the same draw as `column` of the same row with probability `strength` (0 to 1) and
 * from a draw of their own otherwise. Where `column` rises with the row number, so do these.
 */
export function correlated(column: string, strength: number, of: Distribution): Distribution {
  checkDistribution('correlated', 'of', of);
  return {
    kind: 'correlated',
    column: checkName('correlated', 'column', column),
    strength: checkShare('correlated', 'strength', strength),
    of,
  };
}

/** The same value in every row. */
export function constant(value: string | number | boolean | null): Distribution {
  return { kind: 'constant', value };
}

/**
 * An SQL expression over `i` (row number from 1, bigint), `n` (row count, bigint), `scale` (row count of the driving table,
 * bigint), and `u`, `u1`, `u2`, … (random numbers of their own for every row, independent of each other, double precision,
 * 0 inclusive to 1 exclusive).
 */
export function sql(expression: string): Distribution {
  return { kind: 'sql', expression: checkText('sql', 'expression', expression) };
}
