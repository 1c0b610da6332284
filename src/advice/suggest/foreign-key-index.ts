import { covers } from '../../findings/missing-index/index-keys';
import type { CatalogForeignKey, CatalogTable } from '../../postgres/catalog/types';
import { qualifiedName, quoteIdent } from '../../postgres/quote';
import { referencingKeys } from '../index/referencing-keys';
import type { Suggest } from '../situation';

/**
 * An index on the columns of a foreign key, for a statement that deletes referenced rows or changes their key: the
 * trigger of the constraint looks for rows that refer to each (ri_triggers.c), and no plan shows how it reads them.
 */
export const foreignKeyIndex: Suggest = ({ query, catalog }) =>
  referencingKeys(query, catalog)
    .filter(({ table, key }) => !isIndexed(table, key))
    .map(({ table, key }) => {
      const foreignKey = {
        relation: qualifiedName(table.schema, table.name),
        columns: key.columns.map(quoteIdent),
      };
      const text = `create index on ${foreignKey.relation} (${foreignKey.columns.join(', ')})`;
      const reason = `for each row of ${key.table} that goes, the foreign key of ${table.name} looks for rows that refer to it`;
      const candidate = { ddl: [text] };
      return { kind: 'foreign-key-index' as const, text, reason, candidate, foreignKey };
    });

const isIndexed = ({ indexes }: CatalogTable, { columns }: CatalogForeignKey): boolean =>
  indexes.some(
    (index) => index.predicate === undefined && covers(index, { equal: columns, then: undefined }),
  );
