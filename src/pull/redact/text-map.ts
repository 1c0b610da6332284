import { alphabetOf, digits, digitsAndLetters, inCaseOf, withoutCase } from './alphabets';
import type { Alphabet } from './alphabets';
import { inject } from './injection';
import { type Random, randomOf } from './random';

/** Texts that replace others: as long, in the same order, with the same beginnings in common, and in the same case. */
export interface TextMap {
  /** What replaces a text, or a beginning of texts. */
  map(text: string): string;
}

export interface Texts {
  readonly values: ReadonlySet<string>;
  /** Texts that stay as they are. */
  readonly fixed: ReadonlySet<string>;
  /** Beginnings that a pattern asks for. */
  readonly beginnings: ReadonlySet<string>;
}

/** A place that texts reach by their symbols; where one text alone is left, its rest has no places of its own. */
interface Place {
  readonly symbols: ReadonlyMap<string, string>;
  readonly next: ReadonlyMap<string, Place>;
}

interface Part {
  readonly symbols: readonly string[];
  readonly fixed: boolean;
}

/**
 * Replaces texts symbol by symbol. Which symbol stands for which depends on all symbols before it, so that texts with a
 * common beginning keep one of the same length and no other, and within a place symbols keep their order: so do the
 * texts, by code point and in collations that compare letters before case and accents.
 *
 * @param alphabet of all symbols; by the symbol where absent
 */
export function textMap(
  { values, fixed, beginnings }: Texts,
  key: Buffer,
  alphabet?: Alphabet,
): TextMap {
  const parts = [...new Set([...values, ...beginnings, ...fixed])].map((text): Part => ({
    symbols: [...text].map(withoutCase),
    fixed: fixed.has(text),
  }));
  const originals = new Set([...values].map((text) => [...text].map(withoutCase).join('')));
  const root = placeOf(parts, 0, { before: '', was: '', originals, key, alphabet });
  const mapped = (text: string, attempt: number): string => {
    let place: Place | undefined = root;
    let walked = '';
    let random: Random | undefined;
    return [...text]
      .map((character) => {
        const symbol = withoutCase(character);
        const known = place?.symbols.get(symbol);
        if (place !== undefined) walked += symbol;
        place = place?.next.get(symbol);
        if (known !== undefined) return inCaseOf(character, known);
        random ??= randomOf(key, `${walked}\0${attempt}`);
        return inCaseOf(character, anyOther(symbol, random, alphabet));
      })
      .join('');
  };
  return {
    map(text) {
      // The rest of a single text is free: it shall not make another one by chance.
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const result = mapped(text, attempt);
        if (!originals.has([...result].map(withoutCase).join(''))) return result;
      }
      return mapped(text, 0);
    },
  };
}

const attempts = 5;

interface Placing {
  /** What replaces the symbols up to here, and what they were. */
  readonly before: string;
  readonly was: string;
  readonly originals: ReadonlySet<string>;
  readonly key: Buffer;
  readonly alphabet: Alphabet | undefined;
}

function placeOf(parts: readonly Part[], depth: number, placing: Placing): Place {
  const groups = new Map<string, Part[]>();
  for (const part of parts) {
    const symbol = part.symbols[depth];
    if (symbol === undefined) continue;
    const group = groups.get(symbol) ?? [];
    group.push(part);
    groups.set(symbol, group);
  }
  const symbols = replacements(groups, depth, placing);
  const next = new Map<string, Place>();
  for (const [symbol, group] of groups) {
    // The rest of a single text is replaced as it comes.
    if (group.length === 1 && group[0]?.fixed === false) continue;
    next.set(
      symbol,
      placeOf(group, depth + 1, {
        ...placing,
        before: placing.before + (symbols.get(symbol) ?? symbol),
        was: placing.was + symbol,
      }),
    );
  }
  return { symbols, next };
}

function replacements(
  groups: ReadonlyMap<string, readonly Part[]>,
  depth: number,
  { before, was, originals, key, alphabet }: Placing,
): ReadonlyMap<string, string> {
  const random = randomOf(key, was);
  const fixed = new Set(
    [...groups].filter(([, group]) => group.some((part) => part.fixed)).map(([symbol]) => symbol),
  );
  const avoid = (symbol: string): boolean => originals.has(before + symbol);
  const result = new Map<string, string>();
  const replace = (own: Alphabet): void => {
    const from = own.filter((symbol) => groups.has(symbol));
    for (const pair of inject({ from, alphabet: own, fixed, avoid, random })) result.set(...pair);
  };
  const own = new Set([...groups.keys()].map((symbol) => alphabet ?? alphabetOf(symbol)));
  own.forEach((each) => each && replace(each));
  // A text that ends here would be another one, or the same: more symbols to choose from.
  const isCaught = [...groups].some(
    ([symbol, group]) =>
      !fixed.has(symbol) &&
      avoid(result.get(symbol) ?? symbol) &&
      group.some((part) => part.symbols.length === depth + 1),
  );
  if (isCaught && alphabet === undefined && (own.has(digits) || own.has(alphabetOf('a')))) {
    replace(digitsAndLetters);
  }
  return result;
}

function anyOther(symbol: string, random: Random, alphabet: Alphabet | undefined): string {
  const all = alphabet?.includes(symbol) === true ? alphabet : alphabetOf(symbol);
  if (alphabet !== undefined && !alphabet.includes(symbol)) return symbol;
  const others = all?.filter((each) => each !== symbol) ?? [];
  return others[Math.floor(random() * others.length)] ?? symbol;
}
