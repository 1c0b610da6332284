import type { Connection } from '../types';
import {
  columnsSql,
  foreignKeysSql,
  indexesSql,
  namedRelations,
  tablesSql,
  userRelations,
} from './queries';
import { readNames } from './read-names';
import type { RelationName } from './relation-rows';
import type { Catalog, CatalogForeignKey, CatalogIndex, CatalogTable } from './types';

type TableRow = Omit<
  CatalogTable,
  'columns' | 'indexes' | 'foreignKeys' | 'primaryKey' | 'partitionOf' | 'inherits'
> & { readonly oid: string; readonly parents: readonly string[] };
type OfTable<T> = T & { readonly table_oid: string };
type CatalogColumn = CatalogTable['columns'][number];

/** Reads the tables of the connected database from its system catalogs: SELECT on nothing else is needed. */
export async function readCatalog(connection: Connection): Promise<Catalog> {
  const tables = await readTables(connection, {});
  return { names: await readNames(connection), tables: tables.map(({ table }) => table) };
}

/** The same of the tables of these names alone, and without the names of other relations. */
export async function readCatalogOf(
  connection: Connection,
  relations: readonly RelationName[],
): Promise<Catalog> {
  const named = {
    of: namedRelations,
    values: [relations.map(({ schema }) => schema), relations.map(({ relation }) => relation)],
  };
  const tables = await readTables(connection, {}, named);
  return { tables: tables.map(({ table }) => table) };
}

/** What a reader needs beyond the catalog, as columns of the same queries. */
export interface More {
  readonly columns?: string;
  readonly indexes?: string;
  readonly foreignKeys?: string;
}

/** A table whose parts have further properties. */
export type TableWith<Column, Index, ForeignKey> = Omit<
  CatalogTable,
  'columns' | 'indexes' | 'foreignKeys'
> & {
  readonly columns: readonly (CatalogColumn & Column)[];
  readonly indexes: readonly (CatalogIndex & Index)[];
  readonly foreignKeys: readonly (CatalogForeignKey & ForeignKey)[];
};

/** Which relations are read: SQL for their OIDs, and its parameters. */
interface Chosen {
  readonly of: string;
  readonly values: readonly unknown[];
}

/** The tables with their OIDs as text. */
export async function readTables<Column, Index, ForeignKey>(
  connection: Connection,
  more: More,
  { of, values }: Chosen = { of: userRelations, values: [] },
): Promise<
  readonly { readonly oid: string; readonly table: TableWith<Column, Index, ForeignKey> }[]
> {
  const { rows: tables } = await connection.query<TableRow>(tablesSql(of), values);
  const read = <T extends object>(sql: string) => readByTable<T>(connection, sql, values);
  const columns = await read<CatalogColumn & Column>(columnsSql(of, more.columns));
  const indexes = await read<CatalogIndex & Index>(indexesSql(of, more.indexes));
  const foreignKeys = await read<CatalogForeignKey & ForeignKey>(
    foreignKeysSql(of, more.foreignKeys),
  );
  return tables.map(({ oid, parents, ...table }) => {
    const own = indexes.get(oid) ?? [];
    const primary = own.find((index) => index.primary);
    const [parent] = parents;
    const partition = table.partitionBound != null && parent !== undefined;
    return {
      oid,
      table: withoutNulls({
        ...table,
        ...(partition ? { partitionOf: parent } : {}),
        inherits: partition ? [] : parents,
        columns: columns.get(oid) ?? [],
        indexes: own,
        foreignKeys: foreignKeys.get(oid) ?? [],
        ...(primary ? { primaryKey: primary.columns } : {}),
      }),
    };
  });
}

/** The rows of a query by their `table_oid`. */
export async function readByTable<T extends object>(
  connection: Connection,
  sql: string,
  values: readonly unknown[] = [],
): Promise<ReadonlyMap<string, readonly T[]>> {
  const byTable = new Map<string, T[]>();
  for (const { table_oid, ...row } of (await connection.query<OfTable<T>>(sql, values)).rows) {
    const list = byTable.get(table_oid) ?? [];
    list.push(withoutNulls<T>(row as unknown as T));
    byTable.set(table_oid, list);
  }
  return byTable;
}

/** SQL's null is an absent property here. */
function withoutNulls<T extends object>(row: T): T {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as T;
}
