import { accessKey } from './access-words';
import { commonPattern } from './common-pattern';
import type { CatalogFacts } from './facts';
import { occurrenceName, type Occurrence } from './occurrences';
import type { AccessPath } from './types';

/**
 * Folds the partitions of one occurrence that are read alike. The way that costs most per partition speaks for the
 * table; the others follow as exceptions under a partition's own name.
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
  const folded = [...groups.values()].map(sumUp).toSorted(dearestFirst);
  const [main, ...others] = folded;
  if (main === undefined) return [];
  // The planner reads a partition of a few pages in full whatever its indexes: nothing is lost there.
  const small = others.filter((path) => path.method === 'seq');
  const exceptions = others.filter((path) => path.method !== 'seq');
  const table = { ...[main, ...small].reduce(add), relation: parent };
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

const sumUp = (group: readonly AccessPath[]): AccessPath => group.reduce(add);

const add = (a: AccessPath, b: AccessPath): AccessPath => ({
  ...a,
  partitions: a.partitions + b.partitions,
  rows: a.rows + b.rows,
  cost: a.cost + b.cost,
});

const dearestFirst = (a: AccessPath, b: AccessPath): number =>
  b.cost / b.partitions - a.cost / a.partitions || (accessKey(a) < accessKey(b) ? -1 : 1);
