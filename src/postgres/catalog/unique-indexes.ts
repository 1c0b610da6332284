import { columnsOfIndex, indexesInSchemas, inUserSchema, keyTexts } from './fragments';
import { qualifiedName } from '../quote';
import type { Connection } from '../types';

export interface UniqueIndex {
  readonly name: string;
  /** Texts of its key columns, each SQL over the table's columns. */
  readonly keys: readonly string[];
  /** Names of the columns that it reads, in expressions and the predicate too. */
  readonly columns: readonly string[];
  /** Whether a key is an expression. */
  readonly computed: boolean;
  /** SQL of a partial index. */
  readonly predicate: string | null;
  /** Of `pg_get_indexdef` what follows USING. */
  readonly definition: string;
}

/** The unique indexes of a table whose name as SQL is given. */
export async function readUniqueIndexes(
  connection: Connection,
  sqlName: string,
): Promise<readonly UniqueIndex[]> {
  return (await readAllUniqueIndexes(connection, sqlName)).get(sqlName) ?? [];
}

/** The unique indexes of every table of the connected database, or of one, by the table's name as SQL. */
export async function readAllUniqueIndexes(
  connection: Connection,
  only?: string,
): Promise<ReadonlyMap<string, readonly UniqueIndex[]>> {
  const { rows } = await connection.query<UniqueIndex & Record<'schema' | 'table', string>>(
    `select n.nspname as schema, t.relname as table, c.relname::text as name, ${keyTexts(false)} as keys, i.indexprs is not null as computed,
       pg_catalog.pg_get_expr(i.indpred, i.indrelid) as predicate, pg_catalog.regexp_replace(pg_catalog.pg_get_indexdef(i.indexrelid), '^.* USING ', '') as definition,
       array(select a.attname::text from ${columnsOfIndex}) as columns
     from ${indexesInSchemas}
     where i.indisunique and ${only === undefined ? inUserSchema : 'i.indrelid = $1::regclass::oid'}
     order by i.indexrelid`,
    only === undefined ? [] : [only],
  );
  const found = new Map<string, UniqueIndex[]>();
  for (const { schema, table, ...index } of rows) {
    const sqlName = only ?? qualifiedName(schema, table);
    found.set(sqlName, [...(found.get(sqlName) ?? []), index]);
  }
  return found;
}
