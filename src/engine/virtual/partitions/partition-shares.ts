import type { VirtualContext } from '../context';
import { leavesOf, type Relation } from '../catalog/relations';
import { found, type Stretch, unbroken } from '../rows/row-subset';
import type { WholeTable } from '../tables/whole-table';
import type { Route } from './route';
import { routeRows, stretchOf } from './tuple-routing';

/** One partition's part of a table. */
export interface Share {
  readonly route: Route;
  readonly stretch: Stretch;
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
    .map((route) => ({ route, stretch: stretchOf(route, rows) }))
    .filter(({ stretch }) => stretch.rows > 0)
    .map((share) => ({ ...share, analyzed: analyzedRows(share.stretch, analyzed, rows) }));
}

/** Old rows are the first ones: a partition of new rows was empty when ANALYZE ran. */
function analyzedRows(stretch: Stretch, analyzed: number, rows: number): number {
  if (analyzed === rows) return stretch.rows;
  const share = (analyzed - stretch.first + 1) / (stretch.last - stretch.first + 1);
  return Math.round(stretch.rows * Math.max(0, Math.min(1, share)));
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
      const own = shares.filter(({ stretch }) => leaves.includes(stretch.relation));
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
): Stretch {
  const stretches = shares.map(({ stretch }) => stretch);
  const rows = stretches.reduce((sum, stretch) => sum + stretch.rows, 0);
  const first = Math.min(...stretches.map((stretch) => stretch.first));
  const last = Math.max(...stretches.map((stretch) => stretch.last));
  // Any draw key will do for each of them, and none may occur twice.
  if (!stretches.some(({ chosen }) => chosen)) return unbroken(relation, first, last);
  const pairs = stretches.flatMap((stretch) => {
    const part = Math.ceil((size * stretch.rows) / Math.max(rows, size));
    const { positions, draws } = stretch.sample(stretch.rows, part, Infinity);
    return positions.map((i, k) => ({ i, d: draws[k] as number }));
  });
  const sorted = pairs.sort((a, b) => a.i - b.i);
  return found(relation, rows, {
    positions: sorted.map(({ i }) => i),
    draws: sorted.map(({ d }) => d),
  });
}
