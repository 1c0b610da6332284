import { isChildOf } from '../../postgres/catalog/parents';
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
  for (const child of facts.tables.filter((each) => isChildOf(each, table))) {
    for (const each of child.indexes) if (keysOf(each) === keysOf(index)) names.add(each.name);
    // Partitions of partitions.
    for (const name of indexFamily(facts, child, index)) names.add(name);
  }
  return names;
}
