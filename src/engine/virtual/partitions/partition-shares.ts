import type { VirtualContext } from '../context';
import { leavesOf, type Relation } from '../catalog/relations';
import { consecutiveRows, found, type RowSubset, strictlyRising } from '../rows/row-subset';
import type { WholeTable } from '../tables/whole-table';
import type { Route } from './route';
import { routeRows, rowSubsetOf } from './tuple-routing';

/** One partition's part of a table. */
export interface Share {
  readonly route: Route;
  readonly rowSubset: RowSubset;
  /** Its rows when VACUUM and ANALYZE last ran. */
  readonly analyzed: number;
}

/**
 * The partitions that have rows.
 *
 * @param analyzed rows of the whole table when VACUUM and ANALYZE last ran
 */
export async function partitionShares(
  context: VirtualContext,
  of: WholeTable,
  analyzed: number,
): Promise<readonly Share[]> {
  const rows = context.model.table(of.table).rows(of.scale);
  const routed = await routeRows(context, of);
  return routed
    .map((route) => ({ route, rowSubset: rowSubsetOf(route, rows) }))
    .filter(({ rowSubset }) => rowSubset.rows > 0)
    .map((share) => ({ ...share, analyzed: analyzedRows(share.rowSubset, analyzed, rows) }));
}

/** Old rows are the first ones: a partition of new rows was empty when ANALYZE ran. */
function analyzedRows(rowSubset: RowSubset, analyzed: number, rows: number): number {
  if (analyzed === rows) return rowSubset.rows;
  const share = (analyzed - rowSubset.first + 1) / (rowSubset.last - rowSubset.first + 1);
  return Math.round(rowSubset.rows * Math.max(0, Math.min(1, share)));
}

/** A partition that has partitions of its own, and what they have. */
export interface PartitionedShare {
  readonly relation: Relation;
  readonly leaves: readonly Relation[];
  readonly shares: readonly Share[];
  readonly analyzed: number;
}

/** The partitions that have partitions of their own, without those that were empty when ANALYZE ran. */
export function partitionedShares(
  { root, relations }: Pick<WholeTable, 'root' | 'relations'>,
  shares: readonly Share[],
): readonly PartitionedShare[] {
  return partitionedBelow(root, relations)
    .map((relation) => {
      const leaves = leavesOf(relation, relations);
      const own = shares.filter(({ rowSubset }) => leaves.includes(rowSubset.relation));
      const analyzed = own.reduce((sum, share) => sum + share.analyzed, 0);
      return { relation, leaves, shares: own, analyzed };
    })
    .filter(({ analyzed }) => analyzed > 0);
}

function partitionedBelow(parent: Relation, relations: readonly Relation[]): readonly Relation[] {
  return relations
    .filter(({ kind, parents }) => kind === 'partitioned' && parents.includes(parent.oid))
    .flatMap((child) => [child, ...partitionedBelow(child, relations)]);
}

/** The rows of several partitions, with a sample of `size` from each in proportion. */
export function together(
  { relation, shares }: Pick<PartitionedShare, 'relation' | 'shares'>,
  size: number,
): RowSubset {
  const rowSubsets = shares.map(({ rowSubset }) => rowSubset);
  const rows = rowSubsets.reduce((sum, rowSubset) => sum + rowSubset.rows, 0);
  const first = Math.min(...rowSubsets.map((rowSubset) => rowSubset.first));
  const last = Math.max(...rowSubsets.map((rowSubset) => rowSubset.last));
  // Any draw key will do for each of them, and none may occur twice.
  if (!rowSubsets.some(({ chosen }) => chosen)) return consecutiveRows(relation, first, last);
  const pairs = rowSubsets.flatMap((rowSubset) => {
    const part = Math.ceil((size * rowSubset.rows) / Math.max(rows, size));
    const { positions, draws } = rowSubset.sample(rowSubset.rows, part, Infinity);
    return positions.map((i, k) => ({ i, d: draws[k] as number }));
  });
  const sorted = pairs.sort((a, b) => a.i - b.i);
  return found(relation, rows, {
    // Of two partitions the rows are found apart, and a row is in one of them.
    positions: strictlyRising(
      sorted.map(({ i }) => i),
      last,
    ),
    draws: sorted.map(({ d }) => d),
  });
}
