import type { CatalogTable } from './types';

type Named = Pick<CatalogTable, 'schema' | 'name'>;

/** Whether a table is a partition of this one, and not of one of its partitions. */
export function isPartitionOf(
  { schema, partitionOf }: Pick<CatalogTable, 'schema' | 'partitionOf'>,
  parent: Named,
): boolean {
  return partitionOf === nameFrom(schema, parent);
}

/** Whether a table is a partition of this one, or inherits from it. */
export function isChildOf(
  table: Pick<CatalogTable, 'schema' | 'partitionOf' | 'inherits'>,
  parent: Named,
): boolean {
  return isPartitionOf(table, parent) || table.inherits.includes(nameFrom(table.schema, parent));
}

/** As a table of this schema names its parent in the catalog: in its own schema without the schema. */
function nameFrom(schema: string, parent: Named): string {
  return schema === parent.schema ? parent.name : `${parent.schema}.${parent.name}`;
}
