import { createHash } from 'node:crypto';
import { bigint, float } from './sql-number';
import { type Split, splitByKey, splitByUniform, splitDraw } from './split';
import type { DrawWindows } from './types';

/** Where a column's randomness comes from: equal sources give equal values in one row. */
export interface DrawSource {
  /** SQL of a random bigint from 0 to `draws - 1`. */
  bits(purpose: string): string;
  /** SQL of a random bigint from 0 to `count - 1`, not in brackets; `count` is much smaller than `draws`. */
  below(purpose: string, count: string): string;
  /** SQL of a double precision, 0 inclusive to 1 exclusive. */
  uniform(purpose: string): string;
  /** SQL that is true with this probability. */
  chance(purpose: string, share: number): string;
  /** SQL of the number, from 0, of the class that a row is in. */
  split(purpose: string, of: Split): string;
  /** What is drawn as the class is: by the same draw, for a column that follows another. */
  alike(purpose: string, of: Split): DrawSource;
  /** An independent source for a part of the value, e.g. a key of a jsonb object. */
  part(name: string): DrawSource;
}

/** How many different draws there are; a double precision holds each of them. */
export const draws = Number(2n ** 63n / 1999n);

/**
 * Draws by `hashint8extended` of a draw key. Each column and purpose has a seed of its own, taken from its
 * name, so that draws are independent, and stay what they are when a column is added beside them.
 *
 * Of the hash's 64 bits, no single run of bits will do: `hash_uint32_extended` (`src/common/hashfn.c`) returns two
 * words of Jenkins' final mix, and the upper one follows the key. Its bits gave neighbouring rows draws with a
 * correlation of -0.17. The remainder of a division that is far from a power of two depends on all of them.
 */
export function hashSource(key: string, name: string): DrawSource {
  const splitKey = (source: DrawSource, purpose: string) => ({
    key,
    name: `${name}/${purpose}`,
    bits: source.bits(purpose),
    draws,
  });
  return {
    bits: (purpose) =>
      `pg_catalog.abs(pg_catalog.hashint8extended(${key}, ${seedOf(`${name}/${purpose}`)}) % ${bigint(draws)})`,
    below(purpose, count) {
      return `${this.bits(purpose)} % ${count}`;
    },
    uniform(purpose) {
      return `(${this.bits(purpose)}::float8 * ${float(1 / draws)})`;
    },
    // A comparison of whole numbers: a third cheaper than of fractions.
    chance(purpose, share) {
      if (share <= 0) return 'false';
      return share >= 1 ? 'true' : `${this.bits(purpose)} < ${Math.round(share * draws)}`;
    },
    split(purpose, of) {
      return splitByKey(of, splitKey(this, purpose));
    },
    alike(purpose, of) {
      return uniformSource(splitDraw(of, splitKey(this, purpose)));
    },
    part: (part) => hashSource(key, `${name}/${part}`),
  };
}

/** The place of row `i` among `rows`, as if it were drawn: for columns that follow one that rises with `i`. */
export function positionSource(i: string, rows: number): DrawSource {
  return uniformSource(`((${i}::float8 - ${float(0.5)}) * ${float(1 / rows)})`);
}

/** One draw, from 0 to 1, for everything. */
export function uniformSource(uniform: string): DrawSource {
  return {
    uniform: () => uniform,
    bits: () => `pg_catalog.floor(${uniform} * ${float(draws)})::bigint`,
    below(purpose, count) {
      return `${this.bits(purpose)} % ${count}`;
    },
    chance: (_, share) => `${uniform} < ${float(share)}`,
    split: (_, of) => splitByUniform(of, uniform),
    alike: () => uniformSource(uniform),
    part: () => uniformSource(uniform),
  };
}

/** Draws of the value itself fall evenly into windows only: rows as dense there as in a larger table. */
export function narrowedSource(
  source: DrawSource,
  key: string,
  { from, width }: Omit<DrawWindows, 'column'>,
): DrawSource {
  const firsts = from.map((each) => Math.floor(each * draws)).join(',');
  const first = `('{${firsts}}'::bigint[])[1 + ${key} % ${bigint(from.length)}]`;
  const count = Math.max(1, Math.floor(width * draws));
  const bits = (purpose: string) => `(${first} + ${source.bits(purpose)} % ${bigint(count)})`;
  const uniform = (purpose: string) => `(${bits(purpose)}::float8 * ${float(1 / draws)})`;
  const narrowed: DrawSource = {
    bits,
    // Not a remainder, which would fall all over the values.
    below: (purpose, below) => `pg_catalog.floor(${uniform(purpose)} * (${below})::float8)::bigint`,
    uniform,
    chance: (purpose, share) => `${bits(purpose)} < ${Math.round(share * draws)}`,
    split: (purpose, of) => source.split(purpose, of),
    alike: (purpose, of) => source.alike(purpose, of),
    part: (name) => source.part(name),
  };
  const of = (purpose: string) => (purpose === 'u' ? narrowed : source);
  return {
    bits: (purpose) => of(purpose).bits(purpose),
    below: (purpose, below) => of(purpose).below(purpose, below),
    uniform: (purpose) => of(purpose).uniform(purpose),
    chance: (purpose, share) => of(purpose).chance(purpose, share),
    split: (purpose, classes) => source.split(purpose, classes),
    alike: (purpose, classes) => source.alike(purpose, classes),
    part: (name) => source.part(name),
  };
}

/** Draws from `shared` with probability `strength`, and from `own` otherwise. */
export function mixedSource(own: DrawSource, shared: DrawSource, strength: number): DrawSource {
  if (strength === 0) return own;
  const follows = own.chance('follows', strength);
  const mix = (a: string, b: string) => `case when ${follows} then ${a} else ${b} end`;
  return {
    bits: (purpose) => `(${mix(shared.bits(purpose), own.bits(purpose))})`,
    below: (purpose, count) => `(${mix(shared.below(purpose, count), own.below(purpose, count))})`,
    uniform: (purpose) => `(${mix(shared.uniform(purpose), own.uniform(purpose))})`,
    chance: (purpose, share) =>
      `(${mix(shared.chance(purpose, share), own.chance(purpose, share))})`,
    split: (purpose, of) => `(${mix(shared.split(purpose, of), own.split(purpose, of))})`,
    alike: (purpose, of) =>
      mixedSource(own.alike(purpose, of), shared.alike(purpose, of), strength),
    part: (name) => mixedSource(own.part(name), shared.part(name), strength),
  };
}

const seeds = new Map<string, string>();

/** A stable number, 0 to 2^62 - 1, for a name. */
export function seedOf(name: string): string {
  let seed = seeds.get(name);
  if (seed === undefined) {
    const digest = createHash('sha256').update(name).digest();
    seed = (digest.readBigUInt64BE() >> 2n).toString();
    seeds.set(name, seed);
  }
  return seed;
}
