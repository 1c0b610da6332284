import { indexesInSchemas, ofUsers } from '../../postgres/catalog/fragments';
import { quoteIdent } from '../../postgres/quote';
import { relationKey } from '../../postgres/relation-key';
import { isStatementError } from '../../postgres/server-error';
import type { Connection } from '../../postgres/types';

/** The lowest and the highest value of a column, as text. */
export type Ends = readonly [string, string];

/**
 * Looks up the values at both ends of the columns that lead a full b-tree, as the planner does (get_actual_variable_range,
 * selfuncs.c): the only statements of a pull that read a table of the users, two descents of an index each.
 *
 * @returns by relation and column, in one key
 */
export async function readLiveEnds(connection: Connection): Promise<ReadonlyMap<string, Ends>> {
  const { rows: columns } = await connection.query<{
    schema: string;
    table: string;
    column: string;
  }>(
    `select distinct n.nspname::text as schema, t.relname::text as table, a.attname::text as column
     from ${indexesInSchemas}
       join pg_catalog.pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
     where m.amname = 'btree' and i.indpred is null and i.indisvalid and t.relkind in ('r', 'm') and ${ofUsers('n')}
       and not t.relrowsecurity and pg_catalog.has_column_privilege(t.oid, a.attnum, 'select')`,
    [],
  );
  const ends = new Map<string, Ends>();
  for (const { schema, table, column } of columns) {
    const found = await lookUp(
      connection,
      `${quoteIdent(schema)}.${quoteIdent(table)}`,
      quoteIdent(column),
    );
    if (found !== undefined) ends.set(`${relationKey({ schema, name: table })}\0${column}`, found);
  }
  return ends;
}

/** An output column of the same name would be sorted by, as text: so the table is named. */
async function lookUp(
  connection: Connection,
  table: string,
  column: string,
): Promise<Ends | undefined> {
  const end = (order: string): string =>
    `(select t.${column}::text from only ${table} as t where t.${column} is not null order by t.${column} ${order} limit 1)`;
  await connection.query('savepoint ends', []);
  try {
    const { rows } = await connection.query<{ low: string | null; high: string | null }>(
      `select ${end('asc')} as low, ${end('desc')} as high`,
      [],
    );
    const [{ low = null, high = null } = {}] = rows;
    return low === null || high === null ? undefined : [low, high];
  } catch (error) {
    if (!isStatementError(error)) throw error;
    return undefined;
  } finally {
    await connection.query('rollback to savepoint ends', []);
  }
}
