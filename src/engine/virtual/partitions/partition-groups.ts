import type { Model, TableModel } from '../../../model/types';
import type { Relation } from '../catalog/relations';
import { monotonicInPartitions } from '../keys/column-kinds';
import type { Share } from './partition-shares';

/** Partitions that share statistics. */
export interface PartitionGroup {
  readonly members: readonly Share[];
  /** The relation that has the sample. */
  readonly keeper: Relation;
  /** Columns in which they differ, each rising with the row number; undefined where they differ in nothing. */
  readonly monotonic: readonly string[] | undefined;
}

/** Partitions whose row counts differ by less than this share one run of ANALYZE. */
const sameSize = 1.1;

/** Groups partitions for which one run of ANALYZE does. */
export function partitionGroups(
  shares: readonly Share[],
  model: Model,
  table: TableModel,
): readonly PartitionGroup[] {
  const regions = new Set(shares.map(({ rowSubset }) => `${rowSubset.first} ${rowSubset.last}`));
  const monotonic = monotonicInPartitions(model, table, regions.size);
  return grouped(shares, (share) => sampleOf(share, monotonic !== undefined)).flatMap((sharing) => {
    const [first] = sharing;
    if (first === undefined) return [];
    const keeper = first.rowSubset.relation;
    return ofOneSize(sharing).map((members) => ({ members, keeper, monotonic }));
  });
}

/** Tells apart the samples that partitions need: by the draws that their rows may have, and by where they lie. */
function sampleOf({ route, rowSubset }: Share, anywhere: boolean): string {
  if (route.places !== undefined) return String(rowSubset.relation.oid);
  const draws = route.chosen ? (route.keys?.name ?? '') : '';
  return anywhere ? draws : `${rowSubset.first} ${rowSubset.last} ${draws}`;
}

function grouped<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): readonly (readonly Item[])[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()];
}

function ofOneSize(shares: readonly Share[]): readonly (readonly Share[])[] {
  const groups: Share[][] = [];
  for (const share of [...shares].sort((a, b) => b.analyzed - a.analyzed)) {
    const group = groups.at(-1);
    const largest = group?.[0]?.analyzed ?? 0;
    if (largest < share.analyzed * sameSize && group !== undefined) group.push(share);
    else groups.push([share]);
  }
  return groups;
}
