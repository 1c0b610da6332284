/** Draw keys of two samples by chance are this far apart: more than any sample has rows. */
const keysApart = 100_000_000;

/** Draw keys that no other sample has: every row of the sample draws its values anew. */
export const drawsByChance = (draws: readonly number[], luck: number): readonly number[] =>
  draws.map((draw) => draw + luck * keysApart);
