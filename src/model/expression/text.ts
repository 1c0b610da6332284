import { quoteLiteral } from '../../postgres/quote';
import { seedOf } from '../draw-source';
import { bigint, float } from '../sql-number';
import type { Distribution } from '../types';
import { spanOf } from './time';
import { modelError } from './value';
import type { Terms, Value } from './value';

type Of<K extends Distribution['kind']> = Extract<Distribution, { readonly kind: K }>;

/** Characters of an MD5 in hexadecimal. */
const chunkLength = 32;
/** Longest text that is all chunks of their own; a longer one repeats them, as it is too short to be compressed. */
const freshLength = 128;
/** From here on a row may be compressed (TOAST_TUPLE_THRESHOLD); half of it is fresh, as prose compresses to half. */
const compressedFrom = 1800;

export function text(distribution: Of<'text'>, terms: Terms): Value {
  const { minLength, distinct } = distribution;
  const maxLength = Math.min(distribution.maxLength, limitOf(terms.type));
  const min = Math.min(minLength, maxLength);
  if (terms.unique.kind === 'injective' && distinct === undefined) {
    return { sql: uniqueText(min, maxLength, terms), type: 'text' };
  }
  const pick =
    distinct === undefined
      ? terms.source.bits('u')
      : `${terms.source.bits('u')} % ${bigint(distinct)}`;
  if (distinct === undefined) {
    const length = lengthOf(min, maxLength, terms.source.bits('length'));
    return { sql: cut(content(pick, '', maxLength), length), type: 'text' };
  }
  return { sql: distinctText(`(${pick})`, min, maxLength, terms), type: 'text' };
}

/** The text with a number, of those that `distinct` allows; every row with that number has it. */
export function distinctText(pick: string, min: number, max: number, terms: Terms): string {
  const seed = seedOf(terms.world.place);
  const length = lengthOf(
    min,
    max,
    `(pg_catalog.hashint8extended(${pick}, ${seed}) & ${bigint(1048575)})`,
  );
  return cut(content(pick, terms.world.place, max), length);
}

/**
 * Different for every row number: at 24 characters and more by its MD5, below by the number itself. Texts that
 * are too short for so many rows are lengthened, as far as the longest allows.
 */
function uniqueText(shortest: number, max: number, terms: Terms): string {
  const min = Math.min(max, Math.max(shortest, hexDigits(terms.rows)));
  const place = terms.world.place;
  const length = lengthOf(
    min,
    max,
    `(pg_catalog.hashint8extended(${terms.i}, ${seedOf(place)}) & ${bigint(1048575)})`,
  );
  if (min >= 24) return cut(content(terms.i, place, max), length);
  const block = Math.min(min, 15);
  const numbered = numberedHex(block, terms);
  if (max === block) return numbered;
  const tail = content(terms.i, place, max - block);
  return cut({ sql: `${numbered} || ${tail.sql}`, length: block + tail.length }, length);
}

/** How many hexadecimal digits a row number takes. */
function hexDigits(rows: number): number {
  return rows.toString(16).length;
}

/** Hexadecimal digits that no other row has: a hash in front, the row number behind. */
export function numberedHex(digits: number, terms: Terms): string {
  const width = hexDigits(terms.rows);
  if (width > digits) {
    throw modelError(
      terms,
      `${digits} characters can't be unique over ${terms.rows} rows`,
      `Use a length of ${width} or more.`,
    );
  }
  if (width === digits) return `pg_catalog.lpad(pg_catalog.to_hex(${terms.i}), ${digits}, '0')`;
  const hash = `pg_catalog.hashint8extended(${terms.i}, ${seedOf(terms.world.place)})`;
  const front = bigint(16n ** BigInt(digits - width) - 1n);
  return `pg_catalog.lpad(pg_catalog.to_hex((${hash} & ${front}) << ${4 * width} | ${terms.i}), ${digits}, '0')`;
}

const domain = '.test';
const mailHost = '@mail';

/** Its local part is unique in itself; a longer address has a longer host. */
export function email({ length = 24 }: Of<'email'>, terms: Terms): Value {
  const wanted = Math.min(length, limitOf(terms.type));
  const digits = 14;
  if (wanted < digits + mailHost.length + domain.length) {
    throw modelError(terms, `an address of ${wanted} characters is too short`, 'Use 24 or more.');
  }
  const host = mailHost.padEnd(wanted - digits - domain.length, 'l') + domain;
  return { sql: `(${numberedHex(digits, terms)} || ${quoteLiteral(host)})`, type: 'text' };
}

/**
 * 122 bits of two hashes of the row number. `hashint8extended` folds a bigint's halves into one, so beyond 2^32
 * rows one hash alone would repeat; the factor makes the two fold differently.
 */
export function uuidV4(_: Of<'uuid-v4'>, terms: Terms): Value {
  const { high, low } = uuidSeeds(terms);
  const first = `pg_catalog.lpad(pg_catalog.to_hex(pg_catalog.hashint8extended(${terms.i}, ${high}) & ${bigint(-61441)} | ${bigint(16384)}), 16, '0')`;
  return { sql: `(${first} || ${variantHalf(`${terms.i} * 65537`, low)})::uuid`, type: 'uuid' };
}

/** RFC 9562: 48 bits of milliseconds, which rise with the row number, and 74 random ones. */
export function uuidV7(distribution: Of<'uuid-v7'>, terms: Terms): Value {
  const { start, end } = spanOf(distribution, terms.world.clock);
  const { i, rows } = terms.place;
  const step = rows > 1 ? (end - start) / (rows - 1) : 0;
  const time = `(${i}::float8 * ${float(step * 1000)} + ${float((start - step) * 1000)})::bigint`;
  const { high, low } = uuidSeeds(terms);
  const middle = `pg_catalog.to_hex(pg_catalog.hashint8extended(${terms.i}, ${high}) & ${bigint(4095)} | ${bigint(28672)})`;
  const sql = `(pg_catalog.lpad(pg_catalog.to_hex(${time}), 12, '0') || ${middle} || ${variantHalf(terms.i, low)})::uuid`;
  return { sql, type: 'uuid' };
}

/** The last 16 digits of a UUID: the variant's two bits `10`, then 62 of a hash. */
function variantHalf(key: string, seed: string): string {
  return `pg_catalog.to_hex(pg_catalog.hashint8extended(${key}, ${seed}) & ${bigint(2n ** 62n - 1n)} | ${bigint(-(2n ** 63n))})`;
}

function uuidSeeds(terms: Terms): { readonly high: string; readonly low: string } {
  return { high: seedOf(`${terms.world.place}/high`), low: seedOf(`${terms.world.place}/low`) };
}

/** SQL of characters that follow from a whole number, and how many they are: `length` or a few more. */
function content(number: string, salt: string, length: number): Content {
  const fresh = length > compressedFrom ? length / 2 : Math.min(length, freshLength);
  const chunks = Array.from({ length: Math.ceil(fresh / chunkLength) }, (_, chunk) => {
    const tag = `${salt}${chunk === 0 ? '' : `/${chunk}`}`;
    return tag === ''
      ? `pg_catalog.md5((${number})::text)`
      : `pg_catalog.md5((${number})::text || ${quoteLiteral(tag)})`;
  });
  const joined = chunks.join(' || ');
  const times = Math.ceil(length / (chunks.length * chunkLength));
  const sql = times > 1 ? `pg_catalog.repeat(${joined}, ${times})` : joined;
  return { sql, length: times * chunks.length * chunkLength };
}

interface Content {
  readonly sql: string;
  readonly length: number;
}

function lengthOf(min: number, max: number, bits: string): string {
  return min === max ? String(max) : `(${bits} % ${bigint(max - min + 1)})::int + ${min}`;
}

function cut(content: Content, length: string): string {
  return length === String(content.length)
    ? `(${content.sql})`
    : `pg_catalog.left(${content.sql}, ${length})`;
}

/** Longest text that a `character varying(n)` or `character(n)` column takes. */
function limitOf(type: string): number {
  const limit = /^character(?: varying)?\((\d+)\)$/.exec(type)?.[1];
  return limit === undefined ? Infinity : Number(limit);
}
