/** Chooses the sample's draw keys so that no category is more or less common in it than in the table. */

/** Candidates that fall into the same category of every column. */
export interface Cell {
  /** Category of each column. */
  readonly categories: readonly number[];
  /** Draw keys, ascending. */
  readonly keys: readonly number[];
}

/**
 * A sample by chance has a value of one in three thousand rows nine to eleven times, or five, or fifteen: a plan
 * that depends on it would lose its index at a size that is off by half. ANALYZE has that chance too, and anew
 * each time; this sample is fixed, so it is made the one in the middle.
 *
 * @param shares of each column's categories; they add up to 1
 * @returns `size` keys, ascending
 */
export function balance(
  cells: readonly Cell[],
  shares: readonly (readonly number[])[],
  size: number,
): readonly number[] {
  const counts = roundedCounts(cells, rake(cells, shares, size), size);
  improve(cells, counts, shares, size);
  return cells.flatMap(({ keys }, k) => keys.slice(0, counts[k])).sort((a, b) => a - b);
}

/** Weights of the cells whose sums over each category are right: iterative proportional fitting. */
function rake(
  cells: readonly Cell[],
  shares: readonly (readonly number[])[],
  size: number,
): readonly number[] {
  const total = cells.reduce((sum, { keys }) => sum + keys.length, 0);
  let weights = cells.map(({ keys }) => (keys.length / total) * size);
  for (let round = 0; round < 12; round += 1) {
    for (const [column, wanted] of shares.entries()) {
      const sums = wanted.map(() => 0);
      cells.forEach(({ categories }, k) => {
        const category = categories[column] as number;
        sums[category] = (sums[category] as number) + (weights[k] as number);
      });
      weights = weights.map((weight, k) => {
        const category = cells[k]?.categories[column] as number;
        return (weight * (wanted[category] as number) * size) / (sums[category] as number);
      });
    }
  }
  return weights;
}

/** Whole numbers whose running sum follows the weights', within what each cell has. */
function roundedCounts(cells: readonly Cell[], weights: readonly number[], size: number): number[] {
  const counts: number[] = [];
  let sum = 0;
  let taken = 0;
  for (const [k, { keys }] of cells.entries()) {
    sum += weights[k] as number;
    const count = Math.max(0, Math.min(keys.length, Math.round(sum) - taken));
    counts.push(count);
    taken += count;
  }
  for (let k = 0; taken !== size && k < cells.length; k += 1) {
    const room = (cells[k] as Cell).keys.length - (counts[k] as number);
    const change = Math.max(-(counts[k] as number), Math.min(room, size - taken));
    counts[k] = (counts[k] as number) + change;
    taken += change;
  }
  return counts;
}

const mostSwaps = 400;

/** Swaps single rows between cells while that brings rare categories nearer to their shares. */
function improve(
  cells: readonly Cell[],
  counts: number[],
  shares: readonly (readonly number[])[],
  size: number,
): void {
  const targets = shares.map((column) => column.map((share) => share * size));
  const sums = targets.map((column) => column.map(() => 0));
  const shift = (k: number, by: number): void => {
    counts[k] = (counts[k] as number) + by;
    (cells[k] as Cell).categories.forEach((category, column) => {
      const of = sums[column] as number[];
      of[category] = (of[category] as number) + by;
    });
  };
  cells.forEach((_, k) => {
    const count = counts[k] as number;
    counts[k] = 0;
    shift(k, count);
  });
  /** What one row more (or less) in the cell does to the sum of squared errors, each over its target. */
  const effect = (k: number, by: number): number =>
    (cells[k] as Cell).categories.reduce((total, category, column) => {
      const target = (targets[column] as number[])[category] as number;
      const off = ((sums[column] as number[])[category] as number) - target;
      return total + (2 * by * off + 1) / Math.max(target, 1e-9);
    }, 0);
  const best = (by: number, possible: (k: number) => boolean): { k: number; gain: number } => {
    let found = { k: -1, gain: Infinity };
    for (let k = 0; k < cells.length; k += 1) {
      if (!possible(k)) continue;
      const gain = effect(k, by);
      if (gain < found.gain) found = { k, gain };
    }
    return found;
  };
  for (let swap = 0; swap < mostSwaps; swap += 1) {
    const more = best(1, (k) => (counts[k] as number) < (cells[k] as Cell).keys.length);
    if (more.k < 0) return;
    shift(more.k, 1);
    const less = best(-1, (k) => (counts[k] as number) > 0);
    shift(less.k, -1);
    if (more.gain + less.gain >= -1e-9) {
      shift(less.k, 1);
      shift(more.k, -1);
      return;
    }
  }
}
