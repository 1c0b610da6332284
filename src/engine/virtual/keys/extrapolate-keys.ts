import type { KeyDistribution } from './key-distribution';

/** Keys that have equally many rows in a sample. */
export interface SampledKeys {
  readonly rows: number;
  readonly keys: number;
}

/** The keys of a whole table, as a sample shows them. */
export interface ExtrapolatedKeys<Sampled extends SampledKeys> {
  /** Keys seen so often that they have the same share of all rows. */
  readonly often: readonly Sampled[];
  /** Keys seen seldom or not at all, equally common. */
  readonly stock: { readonly keys: number; readonly share: number } | undefined;
  /** Share of the rows that bring a key of their own. */
  readonly fresh: number;
}

/**
 * Those seen often keep their share of the rows. Those seen seldom are of two kinds: a stock of equally common
 * keys of which the sample saw a part, and keys that each row brings anew. Rows fall on a stock by chance, so the
 * keys seen twice and thrice tell how large it is; what it leaves unexplained of the keys seen once is new with
 * each row.
 *
 * @param sampled rows of the sample
 */
export function extrapolateKeys<Sampled extends SampledKeys>(
  seen: readonly Sampled[],
  sampled: number,
): ExtrapolatedKeys<Sampled> {
  const times = (count: number): number => seen.find((key) => key.rows === count)?.keys ?? 0;
  const [once, twice, thrice] = [times(1), times(2), times(3)];
  // Poisson: keys seen thrice over keys seen twice are a third of the mean.
  const mean = thrice >= 10 ? (3 * thrice) / twice : (2 * twice) / Math.max(1, once);
  const stock = twice < 10 ? 0 : (twice * 2) / (mean ** 2 * Math.exp(-mean));
  // Chance alone makes no key of the stock more common than this.
  const few = Math.max(2, Math.ceil(mean + 4 * Math.sqrt(mean)));
  const seldom = seen.filter((key) => key.rows <= few);
  const total = seldom.reduce((sum, { keys }) => sum + keys, 0);
  const repeated = total - once;
  const repeatedRows = seldom.reduce((sum, { keys, rows }) => sum + keys * rows, 0) - once;
  const stockOnce = stock === 0 ? 0 : Math.min(once, stock * mean * Math.exp(-mean));
  const stockKeys = stock === 0 ? repeated : stock * Math.exp(-mean) + stockOnce + repeated;
  return {
    often: seen.filter((key) => key.rows > few),
    stock:
      stockKeys > 0
        ? { keys: stockKeys, share: (repeatedRows + stockOnce) / stockKeys / sampled }
        : undefined,
    fresh: (once - stockOnce) / sampled,
  };
}

/** Variance over mean up to which chance alone explains that keys were met more or less often. */
const byChance = 1.5;

/** One class of keys where they differ by no more than chance in the sample, as they will less in the table. */
function evened(often: readonly SampledKeys[]): readonly SampledKeys[] {
  const keys = often.reduce((sum, each) => sum + each.keys, 0);
  if (keys < 2) return often;
  const mean = often.reduce((sum, each) => sum + each.keys * each.rows, 0) / keys;
  const variance = often.reduce((sum, each) => sum + each.keys * (each.rows - mean) ** 2, 0) / keys;
  return variance <= byChance * mean ? [{ keys, rows: mean }] : often;
}

export interface Growth {
  /** Whether the rows of each key that was seen again and again follow each other in the table. */
  readonly inOrder: boolean;
  /** Of keys that are new with each row: rows that share one where they follow each other in the table. */
  readonly together: number;
  /** How many times as many keys the stock has as when the sample was taken. */
  readonly growth: number;
}

/**
 * How the rows of a table fall on keys of which a sample of it is all that is known.
 *
 * @param sampled rows of the sample
 * @param rows rows of the table
 */
export function sampledKeyDistribution(
  seen: readonly SampledKeys[],
  sampled: number,
  rows: number,
  { inOrder, together, growth }: Growth,
): KeyDistribution {
  const { often, stock, fresh } = extrapolateKeys(seen, sampled);
  // Keys that take turns as rows go on have a share of them each, by no chance: days, say.
  const spread = inOrder ? { spread: 0 } : {};
  return [
    ...evened(often).map((key) => ({ keys: key.keys, share: key.rows / sampled, ...spread })),
    ...(stock === undefined ? [] : [{ keys: stock.keys * growth, share: stock.share / growth }]),
    ...(fresh > 0
      ? [{ keys: Math.max(1, (fresh * rows) / together), share: together / rows, spread: 0 }]
      : []),
  ];
}
