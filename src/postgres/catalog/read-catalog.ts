import type { Connection } from '../types';
import { columnsSql, foreignKeysSql, indexesSql, tablesSql } from './queries';
import { readNames } from './read-names';
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

/** The tables with their OIDs as text. */
export async function readTables<Column, Index, ForeignKey>(
  connection: Connection,
  more: More,
): Promise<
  readonly { readonly oid: string; readonly table: TableWith<Column, Index, ForeignKey> }[]
> {
  const { rows: tables } = await connection.query<TableRow>(tablesSql);
  const columns = await readByTable<CatalogColumn & Column>(connection, columnsSql(more.columns));
  const indexes = await readByTable<CatalogIndex & Index>(connection, indexesSql(more.indexes));
  const foreignKeys = await readByTable<CatalogForeignKey & ForeignKey>(
    connection,
    foreignKeysSql(more.foreignKeys),
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
): Promise<ReadonlyMap<string, readonly T[]>> {
  const byTable = new Map<string, T[]>();
  for (const { table_oid, ...row } of (await connection.query<OfTable<T>>(sql)).rows) {
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
