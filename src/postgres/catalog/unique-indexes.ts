import { indexesInSchemas, keyTexts } from './fragments';
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
  /** `pg_get_indexdef`. */
  readonly definition: string;
}

/** The unique indexes of a table whose name as SQL is given. */
export async function readUniqueIndexes(
  connection: Connection,
  sqlName: string,
): Promise<readonly UniqueIndex[]> {
  const { rows } = await connection.query<UniqueIndex>(
    `select c.relname::text as name, ${keyTexts(false)} as keys, i.indexprs is not null as computed,
       pg_catalog.pg_get_expr(i.indpred, i.indrelid) as predicate, pg_catalog.pg_get_indexdef(i.indexrelid) as definition,
       array(select a.attname::text from pg_catalog.pg_attribute a where a.attrelid = i.indrelid and a.attnum > 0
             and (a.attnum = any (i.indkey) or a.attnum in (
               select d.refobjsubid from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_class'::regclass::oid
                 and d.objid = c.oid and d.refobjid = i.indrelid))) as columns
     from ${indexesInSchemas}
     where i.indrelid = $1::regclass::oid and i.indisunique
     order by i.indexrelid`,
    [sqlName],
  );
  return rows;
}
