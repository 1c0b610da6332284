import { branchesOf, listedValues } from '../../../model/case-value/frequency';
import { parentClasses, skewLaw } from '../../../model/skew-law';
import type { Distribution } from '../../../model/types';
import type { KeyDistribution } from './key-distribution';

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
 * @param keyDistributionOf distribution of one of them among so many rows
 */
export function branchKeys(
  of: Branches,
  { rows, all, rowsOf }: BranchContext,
  keyDistributionOf: (of: Distribution, rows: number) => KeyDistribution | undefined,
): KeyDistribution | undefined {
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
    const parents = rowsOf(first.of.table);
    const laws = references.map(({ of: each, share }) => ({
      law: skewLaw(each.skew, parents),
      share,
    }));
    return parentClasses(laws, parents);
  }
  const keyDistributions = branches.map(({ of: each, share }) => {
    const keyDistribution = keyDistributionOf(each, Math.max(1, rows * share));
    return keyDistribution?.map((keys) => ({ ...keys, share: keys.share * share }));
  });
  return keyDistributions.includes(undefined)
    ? undefined
    : oneClass(
        keyDistributions.flatMap((keyDistribution) => keyDistribution ?? []),
        rows,
      );
}

/** Keys that one row each has are one class, so that a distribution of nothing else is known as that of unique keys. */
function oneClass(keyDistribution: KeyDistribution, rows: number): KeyDistribution {
  const single = (one: KeyDistribution[number]) => one.spread === 0 && one.share * rows <= 1.000001;
  const keys = keyDistribution.filter(single).reduce((sum, one) => sum + one.keys, 0);
  const others = keyDistribution.filter((one) => !single(one));
  return keys === 0
    ? others
    : [
        ...others,
        { keys: others.length === 0 ? Math.ceil(keys - 1e-6) : keys, share: 1 / rows, spread: 0 },
      ];
}
