import type { Catalog, CatalogForeignKey, CatalogTable } from '../../postgres/catalog/types';
import { listOf, nodeOf } from '../../sql/nodes';
import type { QueryText } from '../../sql/query-text';
import { isTree } from '../../sql/walk';

/** A foreign key and the table that it is of. */
export interface ReferencingKey {
  readonly table: CatalogTable;
  readonly key: CatalogForeignKey;
}

/**
 * The foreign keys whose triggers a statement sets off because it deletes the rows that they refer to or changes their
 * keys: for each such row the trigger looks for rows that refer to it (ri_triggers.c).
 */
export function referencingKeys(
  query: QueryText | undefined,
  { tables }: Catalog,
): readonly ReferencingKey[] {
  const target = targetOf(query);
  if (query === undefined || target === undefined) return [];
  return tables.flatMap((table) =>
    table.foreignKeys
      .filter((key) => refersTo(key, target) && changes(query, key))
      .map((key) => ({ table, key })),
  );
}

interface TargetTable {
  readonly schema: string | undefined;
  readonly name: string;
}

function targetOf(query: QueryText | undefined): TargetTable | undefined {
  if (query === undefined || !['DeleteStmt', 'UpdateStmt'].includes(query.type)) return undefined;
  const relation = query.tree['relation'];
  if (!isTree(relation) || typeof relation['relname'] !== 'string') return undefined;
  const schema = relation['schemaname'];
  return { schema: typeof schema === 'string' ? schema : undefined, name: relation['relname'] };
}

const refersTo = (key: CatalogForeignKey, { schema, name }: TargetTable): boolean =>
  key.table === name && (schema === undefined || key.schema === schema);

function changes({ type, tree }: QueryText, { referencedColumns }: CatalogForeignKey): boolean {
  if (type === 'DeleteStmt') return true;
  return listOf(tree['targetList']).some((item) =>
    referencedColumns.includes(String(nodeOf(item, 'ResTarget')?.['name'])),
  );
}
