import { branchesOf, listedValues } from '../../../model/case-value/frequency';
import { cumulative, pareto } from '../../../model/pareto';
import type { Distribution, Skew } from '../../../model/types';
import type { KeyLaw } from './key-distribution';

type Branches = Extract<Distribution, { readonly kind: 'classes' | 'phases' }>;
type Reference = Extract<Distribution, { readonly kind: 'reference' }>;

export interface BranchContext {
  /** Rows of the relation, and of the whole table. */
  readonly rows: number;
  readonly all: number;
  readonly rowsOf: (table: string) => number;
}

/**
 * How the rows fall on the values of one distribution or another. Values of two of them are taken to differ, but for
 * listed values and for references to the same rows.
 *
 * @param lawOf law of one of them among so many rows
 */
export function branchLaw(
  of: Branches,
  { rows, all, rowsOf }: BranchContext,
  lawOf: (of: Distribution, rows: number) => KeyLaw | undefined,
): KeyLaw | undefined {
  const listed = listedValues(of, all);
  if (listed !== undefined) {
    return listed
      .filter(({ weight }) => weight > 0)
      .map(({ weight }) => ({ keys: 1, share: weight }));
  }
  const branches = branchesOf(of, all).filter(({ share }) => share > 0);
  const references = branches.flatMap(({ of: each, share }) =>
    each.kind === 'reference' && !each.ordered ? [{ of: each, share }] : [],
  );
  const [first] = references;
  const same = ({ of: each }: { of: Reference }) =>
    each.table === first?.of.table && each.column === first.of.column;
  if (first !== undefined && references.length === branches.length && references.every(same)) {
    return sumOfRanks(
      rowsOf(first.of.table),
      references.map(({ of: each, share }) => ({ skew: each.skew, share })),
    );
  }
  const laws = branches.map(({ of: each, share }) => {
    const law = lawOf(each, Math.max(1, rows * share));
    return law?.map((keys) => ({ ...keys, share: keys.share * share }));
  });
  return laws.includes(undefined)
    ? undefined
    : oneClass(
        laws.flatMap((law) => law ?? []),
        rows,
      );
}

/** Keys that one row each has are one class, so that a law of nothing else is known as that of unique keys. */
function oneClass(law: KeyLaw, rows: number): KeyLaw {
  const single = (one: KeyLaw[number]) => one.spread === 0 && one.share * rows <= 1.000001;
  const keys = law.filter(single).reduce((sum, one) => sum + one.keys, 0);
  const others = law.filter((one) => !single(one));
  return keys === 0
    ? others
    : [
        ...others,
        { keys: others.length === 0 ? Math.ceil(keys - 1e-6) : keys, share: 1 / rows, spread: 0 },
      ];
}

/** The first ranks are the most common of each skew; ranks are gathered where they differ little. */
function sumOfRanks(
  count: number,
  parts: readonly { readonly skew: Skew; readonly share: number }[],
): KeyLaw {
  const classes: { keys: number; share: number }[] = [];
  const upTo = parts.map(({ skew }) => cumulativeOf(skew, count));
  for (let before = 0; before < count;) {
    const last = Math.min(count, Math.max(before + 1, Math.floor(before * 1.05)));
    const share = parts.reduce((sum, part, k) => {
      const by = upTo[k] as (rank: number) => number;
      return sum + part.share * (by(last) - by(before));
    }, 0);
    classes.push({ keys: last - before, share: share / (last - before) });
    before = last;
  }
  return classes;
}

/** Share of the rows that the first ranks of a skew have. */
function cumulativeOf(skew: Skew, count: number): (rank: number) => number {
  if (skew.kind === 'zipf' && skew.exponent > 0) {
    const law = pareto(count, skew.exponent);
    return (rank) => cumulative(law, rank);
  }
  if (skew.kind !== 'hot' || count === 1) return (rank) => rank / count;
  return (rank) => (rank === 0 ? 0 : skew.share + ((1 - skew.share) * (rank - 1)) / (count - 1));
}
