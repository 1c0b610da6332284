import { covers } from '../../findings/index-keys';
import type { CatalogForeignKey, CatalogTable } from '../../postgres/catalog/types';
import { qualifiedName, quoteIdent } from '../../postgres/quote';
import { listOf, nodeOf } from '../../sql/nodes';
import { isTree } from '../../sql/walk';
import type { QueryText } from '../../sql/query-text';
import type { Suggest } from '../situation';

/**
 * An index on the columns of a foreign key, for a statement that deletes referenced rows or changes their key: the
 * trigger of the constraint looks for rows that refer to each (ri_triggers.c), and no plan shows how it reads them.
 */
export const foreignKeyIndex: Suggest = ({ query, catalog }) => {
  const target = targetOf(query);
  if (query === undefined || target === undefined) return [];
  return catalog.tables.flatMap((table) =>
    table.foreignKeys
      .filter((key) => refersTo(key, target) && changes(query, key) && !isIndexed(table, key))
      .map((key) => {
        const foreignKey = {
          relation: qualifiedName(table.schema, table.name),
          columns: key.columns.map(quoteIdent),
        };
        const text = `create index on ${foreignKey.relation} (${foreignKey.columns.join(', ')})`;
        const reason = `for each row of ${key.table} that goes, the foreign key of ${table.name} looks for rows that refer to it`;
        const candidate = { ddl: [text] };
        return { kind: 'foreign-key-index' as const, text, reason, candidate, foreignKey };
      }),
  );
};

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

const isIndexed = ({ indexes }: CatalogTable, { columns }: CatalogForeignKey): boolean =>
  indexes.some(
    (index) => index.predicate === undefined && covers(index, { equal: columns, then: undefined }),
  );
