import type { KeysOfValue } from './documents';

/** Runs of letters and digits, in lower case, with two blanks before and one behind (generate_trgm, contrib/pg_trgm/trgm_op.c). */
export const trigramKeys: KeysOfValue = (text) => {
  const keys = new Map<string, { readonly bytes: number }>();
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    const letters = [...`  ${word} `];
    for (let k = 0; k + 3 <= letters.length; k += 1)
      keys.set(letters.slice(k, k + 3).join(''), { bytes: 4 });
  }
  return keys;
};
