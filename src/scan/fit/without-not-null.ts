import { tableName } from '../../generate/names';
import type { SchemaFacts } from '../../postgres/catalog/schema-facts';
import { qualifiedName, quoteIdent } from '../../postgres/quote';
import type { SchemaChange } from './types';

/**
 * What lets a column be null of whose type no rule makes a value, such as a composite type: the message says that the
 * model lacks it. A primary key over it goes as well.
 */
export function withoutNotNull(
  facts: SchemaFacts,
  name: string,
  message: string,
): SchemaChange | undefined {
  const table = facts.tables.find((each) => tableName(each) === name);
  const column = table?.columns.find((each) =>
    message.includes(`.${each.name} is missing: it is NOT NULL`),
  );
  if (table === undefined || column === undefined) return undefined;
  const of = qualifiedName(table.schema, table.name);
  const key = table.indexes.find(({ primary }) => primary);
  const inKey = table.primaryKey?.includes(column.name) === true && key?.constraint !== undefined;
  return {
    sql: [
      ...(inKey ? [`alter table ${of} drop constraint ${quoteIdent(key.constraint)} cascade`] : []),
      `alter table ${of} alter column ${quoteIdent(column.name)} drop not null`,
    ],
    note: `${name}.${column.name} may be null here: no value of its type can be made`,
  };
}
