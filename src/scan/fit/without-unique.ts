import { tableName } from '../../generate/names';
import type { SchemaFacts } from '../../postgres/catalog/schema-facts';
import { qualifiedName, quoteIdent } from '../../postgres/quote';
import type { SchemaChange } from './types';

/** The same index without UNIQUE: the model makes no rows that differ in it. An exclusion constraint goes. */
export function withoutUnique(
  facts: SchemaFacts,
  name: string,
  constraint: string,
): SchemaChange | undefined {
  const table = facts.tables.find((each) => tableName(each) === name);
  const index = table?.indexes.find((each) => each.name === constraint);
  if (table === undefined || index === undefined) return undefined;
  const sqlName = qualifiedName(table.schema, table.name);
  const drop =
    index.constraint === undefined
      ? `drop index ${qualifiedName(index.schema, index.name)}`
      : `alter table ${sqlName} drop constraint ${quoteIdent(index.constraint)} cascade`;
  return {
    sql: [drop, index.definition.replace(/^CREATE UNIQUE INDEX/, 'CREATE INDEX')],
    note: `${index.name} of ${name} is not unique here: the rows of the model repeat in it`,
  };
}
