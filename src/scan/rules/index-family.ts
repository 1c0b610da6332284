import type { IndexFacts, SchemaFacts, TableFacts } from '../../postgres/catalog/schema-facts';

/**
 * Names of an index and of its likes on the partitions and children of the table: those with the same keys, since plans
 * name the partition's own.
 */
export function indexFamily(
  facts: SchemaFacts,
  table: TableFacts,
  index: IndexFacts,
): ReadonlySet<string> {
  const names = new Set([index.name]);
  const keysOf = ({ keys, method, predicate }: IndexFacts): string =>
    JSON.stringify([method, predicate, keys.map(({ sql }) => sql)]);
  const isBelow = ({ partitionOf, inherits, schema }: TableFacts): boolean => {
    const parent = schema === table.schema ? table.name : `${table.schema}.${table.name}`;
    return partitionOf === parent || inherits.includes(parent);
  };
  for (const child of facts.tables.filter(isBelow)) {
    for (const each of child.indexes) if (keysOf(each) === keysOf(index)) names.add(each.name);
    // Partitions of partitions.
    for (const name of indexFamily(facts, child, { ...index, name: index.name })) names.add(name);
  }
  return names;
}
