import type { Alphabet } from './alphabets';
import { type Random, sampleOf } from './random';

export interface Injection {
  /** Symbols that are to be replaced, in the alphabet's order. */
  readonly from: readonly string[];
  readonly alphabet: Alphabet;
  /** Symbols that stay. */
  readonly fixed: ReadonlySet<string>;
  /** Symbols that shall not come out, as far as there are others. */
  readonly avoid: (symbol: string) => boolean;
  readonly random: Random;
}

/** Draws that are compared where not every symbol can be avoided. */
const draws = 8;

/** Replaces symbols of an alphabet by others of it, in the same order, each by another one where there is room. */
export function inject({ from, alphabet, fixed, avoid, random }: Injection): Map<string, string> {
  const result = new Map<string, string>();
  const taken = new Set(from);
  let start = 0;
  const ends = [...from.filter((symbol) => fixed.has(symbol)), undefined];
  let rest = from.filter((symbol) => !fixed.has(symbol));
  for (const end of ends) {
    const to = end === undefined ? alphabet.length : alphabet.indexOf(end);
    const room = alphabet.slice(start, to);
    const own = rest.filter((symbol) => room.includes(symbol));
    rest = rest.slice(own.length);
    const free = room.filter((symbol) => !taken.has(symbol) && !avoid(symbol));
    const chosen =
      free.length >= own.length
        ? sampleOf(free, own.length, random)
        : bestOf(own, room, free, avoid, random);
    own.forEach((symbol, k) => result.set(symbol, chosen[k] ?? symbol));
    if (end !== undefined) result.set(end, end);
    start = to + 1;
  }
  return result;
}

function bestOf(
  own: readonly string[],
  room: readonly string[],
  free: readonly string[],
  avoid: (symbol: string) => boolean,
  random: Random,
): readonly string[] {
  const others = room.filter((symbol) => !free.includes(symbol));
  let best: readonly string[] = own;
  let fewest = Infinity;
  for (let k = 0; k < draws; k += 1) {
    const added = new Set([...free, ...sampleOf(others, own.length - free.length, random)]);
    const chosen = room.filter((symbol) => added.has(symbol));
    const faults = chosen.filter((symbol, i) => symbol === own[i] || avoid(symbol)).length;
    if (faults < fewest) [best, fewest] = [chosen, faults];
  }
  return best;
}
