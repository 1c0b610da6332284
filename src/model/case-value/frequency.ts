import { sharesOf } from '../amount';
import { phaseEnds } from '../expression/classes';
import { distinctOf, zipfCount } from '../expression/number';
import { pareto, probability } from '../pareto';
import { parentAt, parentShare } from '../skew-law';
import type { Distribution, WeightedValue } from '../types';

/** What a frequency depends on beside the distribution. */
export interface Counts {
  /** Rows of the table. */
  readonly rows: number;
  readonly rowsOf: (table: string) => number;
}

/** Distributions that a row has one of, with the share of the rows of each. */
export function branchesOf(
  of: Extract<Distribution, { readonly kind: 'classes' | 'phases' }>,
  rows: number,
): readonly { readonly of: Distribution; readonly share: number }[] {
  if (of.kind === 'classes') {
    const shares = sharesOf(
      of.classes.map(({ weight }) => weight),
      rows,
    );
    return of.classes.map((each, k) => ({ of: each.of, share: shares[k] as number }));
  }
  const ends = phaseEnds(of.phases, rows);
  return of.phases.map((each, k) => ({
    of: each.of,
    share: ((ends[k] as number) - (k === 0 ? 0 : (ends[k - 1] as number))) / rows,
  }));
}

/** The values that a distribution has, with their shares of the rows; undefined where it does not list them. */
export function listedValues(of: Distribution, rows: number): readonly WeightedValue[] | undefined {
  switch (of.kind) {
    case 'weighted': {
      const total = of.values.reduce((sum, { weight }) => sum + weight, 0);
      return of.values.map(({ value, weight }) => ({ value, weight: weight / total }));
    }
    case 'constant':
      return [{ value: of.value, weight: 1 }];
    case 'boolean':
      return [true, false].map((value) => ({ value, weight: value ? of.share : 1 - of.share }));
    case 'nullable': {
      const inner = listedValues(of.of, rows);
      return (
        inner && merged([[{ value: null, weight: of.share }], timesShare(inner, 1 - of.share)])
      );
    }
    case 'classes':
    case 'phases': {
      const lists = branchesOf(of, rows).map((branch) => {
        const inner = listedValues(branch.of, rows);
        return inner && timesShare(inner, branch.share);
      });
      const listed = lists.filter((list) => list !== undefined);
      return listed.length === lists.length ? merged(listed) : undefined;
    }
    default:
      return undefined;
  }
}

function timesShare(values: readonly WeightedValue[], share: number): readonly WeightedValue[] {
  return values.map(({ value, weight }) => ({ value, weight: weight * share }));
}

function merged(lists: readonly (readonly WeightedValue[])[]): readonly WeightedValue[] {
  const weights = new Map<WeightedValue['value'], number>();
  for (const { value, weight } of lists.flat()) {
    weights.set(value, (weights.get(value) ?? 0) + weight);
  }
  return [...weights].map(([value, weight]) => ({ value, weight }));
}

/** Share of the rows that the most frequent or the rarest value of a distribution has, as `draw` picks it. */
export function frequencyOf(of: Distribution, label: 'common' | 'rare', counts: Counts): number {
  const { rows, rowsOf } = counts;
  const listed = listedValues(of, rows)?.filter(
    ({ value, weight }) => value !== null && weight > 0,
  );
  const ofRanks = (count: number, exponent: number): number => {
    const law = pareto(count, exponent);
    if (label === 'common') return probability(law, 1);
    return Math.max(1 / rows, probability(law, count));
  };
  if (listed !== undefined) {
    const weights = listed.map(({ weight }) => weight);
    if (weights.length === 0) return 0;
    return label === 'common' ? Math.max(...weights) : Math.min(...weights);
  }
  switch (of.kind) {
    case 'nullable':
      return (1 - of.share) * frequencyOf(of.of, label, counts);
    case 'correlated':
      return frequencyOf(of.of, label, counts);
    case 'classes':
    case 'phases': {
      const all = branchesOf(of, rows)
        .filter(({ share }) => share > 0)
        .map((branch) => branch.share * frequencyOf(branch.of, label, counts))
        .filter((share) => share > 0);
      if (all.length === 0) return 0;
      return label === 'common' ? Math.max(...all) : Math.min(...all);
    }
    case 'uniform':
      return of.integer ? 1 / (of.max - of.min + 1) : 1 / rows;
    case 'uniform-distinct':
      return 1 / distinctOf(of.perRow, rows);
    case 'zipf':
      return ofRanks(zipfCount(of, rows), of.exponent);
    case 'text':
      return 1 / (of.distinct ?? rows);
    case 'reference': {
      const parents = rowsOf(of.table);
      return parentShare(of.skew, parents, parentAt(of.skew, parents, label));
    }
    // Lists of which no value is left are above; the rest have hardly two rows with one value, or do not say.
    case 'weighted':
    case 'constant':
    case 'boolean':
    case 'serial':
    case 'normal':
    case 'time':
    case 'time-uniform':
    case 'email':
    case 'uuid-v4':
    case 'uuid-v7':
    case 'jsonb':
    case 'array':
    case 'words':
    case 'number-within':
    case 'sql':
      return 1 / rows;
  }
}
