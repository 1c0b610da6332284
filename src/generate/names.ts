import { quoteIdent } from '../postgres/quote';
import { escapePattern } from '../text/pattern';
import type { SchemaFacts, TableFacts } from '../postgres/catalog/schema-facts';

/** As a data model names a table: `name`, or `schema.name` outside `public`. */
export const tableName = ({ schema, name }: Pick<TableFacts, 'schema' | 'name'>): string =>
  schema === 'public' ? name : `${schema}.${name}`;

/** Tables that a data model has: no partition, no child by inheritance, no view. */
export function modelledTables({ tables }: SchemaFacts): readonly TableFacts[] {
  return tables.filter(
    ({ kind, partitionOf, inherits, columns }) =>
      (kind === 'table' || kind === 'partitioned') &&
      partitionOf === undefined &&
      inherits.length === 0 &&
      columns.length > 0,
  );
}

export function findTable(
  { tables }: SchemaFacts,
  of: { readonly schema: string; readonly table: string },
): TableFacts | undefined {
  return tables.find(({ schema, name }) => schema === of.schema && name === of.table);
}

/** Whether rows of a table refer to rows of another one, or to others of their own. */
export const refersTo = ({ foreignKeys }: TableFacts, parent: TableFacts): boolean =>
  foreignKeys.some((key) => key.schema === parent.schema && key.table === parent.name);

/** The name of a column where it stands in an expression as the server prints it, not inside a literal. */
export const columnPattern = (column: string): RegExp =>
  new RegExp(String.raw`(?<![\w"'.:])${escapePattern(quoteIdent(column))}(?![\w"'(])`, 'g');

/** A name as its words, each in the singular: `OrderItems` and `order_items` to `order`, `item`. */
export function words(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .map(singular);
}

function singular(word: string): string {
  if (/ies$/.test(word) && word.length > 4) return word.replace(/ies$/, 'y');
  if (/(?:ss|sh|ch|x|z|us)es$/.test(word)) return word.replace(/es$/, '');
  return /[^su]s$/.test(word) && word.length > 3 ? word.replace(/s$/, '') : word;
}
