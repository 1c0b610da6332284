import type { SchemaFacts, TableFacts } from '../postgres/catalog/schema-facts';
import type { NamedTable } from '../schema/reduce-statements';

/**
 * The table that a statement means. Of a name without a schema that no schema of the path has, all tables of this name:
 * the statement made one that a later statement moved.
 */
export function tablesNamed(
  { tables }: SchemaFacts,
  { schema, name, path }: NamedTable,
): readonly TableFacts[] {
  const named = tables.filter((table) => table.name === name && table.kind !== 'materialized-view');
  for (const each of schema === undefined ? path : [schema]) {
    const found = named.find((table) => table.schema === each);
    if (found !== undefined) return [found];
  }
  return schema === undefined ? named : [];
}
