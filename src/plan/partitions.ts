import { accessKey } from './access-text';
import { commonPattern } from './common-pattern';
import type { CatalogFacts } from './facts';
import { occurrenceName, type Occurrence } from './occurrences';
import type { AccessPath } from './types';

/** Costs per partition that lie this close together are a toss-up between partitions of uneven size. */
const tossUp = 1.5;

/**
 * Folds the partitions of one occurrence. The way that costs most per partition speaks for the table, or the most
 * common one of those that cost nearly as much. Other ways are exceptions, named by a partition, but for two that count
 * with the table: an index against a full scan where neither costs much more, and a full scan that costs less, for the
 * planner reads a partition of a few pages in full whatever its indexes, and nothing is lost there.
 */
export function foldPartitions(
  occurrence: Occurrence,
  paths: readonly AccessPath[],
  facts: CatalogFacts,
): readonly AccessPath[] {
  const [first] = paths;
  const siblings = paths.map(({ relation }) => relation);
  const parent = first && parentTable(first, siblings, facts);
  if (parent === undefined) {
    return paths.length === 1 ? paths : paths.map((path) => ({ ...path, heir: true as const }));
  }
  const renamed = paths.map((path) => {
    const indexes = path.indexes.map((index) => parentIndex(index, path, siblings, facts));
    return { ...path, indexes: [...new Set(indexes)].sort() };
  });
  const groups = new Map<string, AccessPath[]>();
  for (const path of renamed) {
    const key = accessKey(path);
    groups.set(key, [...(groups.get(key) ?? []), path]);
  }
  const ways = [...groups.values()].map((group) => group.reduce(add)).toSorted(dearestFirst);
  const near = ways.filter((way) => each(way) * tossUp >= each(ways[0] ?? way));
  const [main] = near.toSorted(mostCommonFirst);
  if (main === undefined) return [];
  const counts = (way: AccessPath): boolean =>
    way !== main && (isSeq(way) || isSeq(main)) && (isSeq(way) || near.includes(way));
  const exceptions = ways.filter((way) => way !== main && !counts(way));
  const table = { ...[main, ...ways.filter(counts)].reduce(add), relation: parent };
  return [
    { ...table, occurrence: occurrenceName(occurrence, table.schema, parent) },
    ...exceptions.map((path) => ({ ...path, exception: true as const })),
  ];
}

/** The partitioned table's name: by the catalog, or else by what the partitions' names have in common. */
export function parentTable(
  of: Pick<AccessPath, 'alias' | 'schema' | 'relation'>,
  siblings: readonly string[],
  facts: CatalogFacts,
): string | undefined {
  const root = facts.rootOf(of.schema, of.relation);
  if (root !== undefined) return of.alias === of.relation ? undefined : root;
  return siblings.length === 1 ? undefined : commonPattern(siblings);
}

/** The generated name of a partition's index becomes that of the partitioned table's index. */
export function parentIndex(
  index: string,
  of: Pick<AccessPath, 'schema' | 'relation'>,
  siblings: readonly string[],
  facts: CatalogFacts,
): string {
  const known = facts.index(of.schema, index);
  if (known !== undefined) return known.name;
  if (siblings.length === 1 || !index.startsWith(`${of.relation}_`)) return index;
  return `${commonPattern(siblings) ?? of.relation}${index.slice(of.relation.length)}`;
}

const add = (a: AccessPath, b: AccessPath): AccessPath => ({
  ...a,
  partitions: a.partitions + b.partitions,
  rows: a.rows + b.rows,
  cost: a.cost + b.cost,
});

const each = ({ cost, partitions }: AccessPath): number => cost / partitions;

const isSeq = ({ method }: AccessPath): boolean => method === 'seq';

const byName = (a: AccessPath, b: AccessPath): number => (accessKey(a) < accessKey(b) ? -1 : 1);

const dearestFirst = (a: AccessPath, b: AccessPath): number => each(b) - each(a) || byName(a, b);

/** Of two that are as common, one by index: its name sorts before a full scan's. */
const mostCommonFirst = (a: AccessPath, b: AccessPath): number =>
  b.partitions - a.partitions || byName(a, b);
