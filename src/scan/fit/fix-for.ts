import type { InferredModel } from '../../generate/model/types';
import { tableName } from '../../generate/names';
import type { SchemaFacts, TableFacts } from '../../postgres/catalog/schema-facts';
import { qualifiedName, quoteIdent } from '../../postgres/quote';
import { shrunk, tamed } from './change-table';
import { otherPartition } from './other-partition';
import type { Failure, SchemaChange, TableChange } from './types';
import { withoutUnique } from './without-unique';

export type Fix = SchemaChange | { readonly sql?: undefined; readonly change: TableChange };

/**
 * What to change so that a table takes its rows; undefined where nothing is known to help.
 *
 * @param count failures of this table so far, from 1
 */
export function fixFor(
  { table: name, server }: Failure,
  facts: SchemaFacts,
  inferred: InferredModel,
  count: number,
): Fix | undefined {
  const table = facts.tables.find((each) => tableName(each) === name);
  if (table === undefined) return undefined;
  const modelled = inferred.tables.find((each) => each.name === name) ?? { columns: {} };
  const sqlName = qualifiedName(table.schema, table.name);
  const constraint = server?.constraint;
  switch (server?.code) {
    case undefined:
      // The rows that have to differ are more than the parents or the letters allow.
      return { change: shrunk(name, inferred) };
    case '23514':
      if (server.dataType !== undefined && constraint !== undefined) {
        const domain = qualifiedName(server.schema ?? 'public', server.dataType);
        return {
          sql: [`alter domain ${domain} drop constraint ${quoteIdent(constraint)}`],
          note: `left out the check ${constraint} of the domain ${server.dataType}: the rows of the model do not meet it`,
        };
      }
      if (constraint === undefined) return otherPartition(facts, table);
      return {
        sql: [`alter table ${sqlName} drop constraint ${quoteIdent(constraint)}`],
        note: `left out the check ${constraint} of ${name}: the rows of the model do not meet it`,
      };
    case '23502':
      if (server.column === undefined) return undefined;
      return {
        sql: [`alter table ${sqlName} alter column ${quoteIdent(server.column)} drop not null`],
        note: `${name}.${server.column} may be null here: no value of its type can be made`,
      };
    case '23505':
    case '23P01':
      return constraint === undefined ? undefined : withoutUnique(facts, name, constraint);
    case '22001':
    case '22003':
    case '22P02':
    case '22007':
    case '22008':
      return { change: tamed(count, modelled, notNull(table)) ?? shrunk(name, inferred) };
    default:
      return undefined;
  }
}

const notNull = ({ columns }: TableFacts): ReadonlySet<string> =>
  new Set(columns.flatMap((column) => (column.notNull ? [column.name] : [])));
