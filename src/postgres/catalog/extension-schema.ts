import { quoteIdent } from '../quote';
import type { Connection } from '../types';

/** The schema of an extension, quoted; undefined where the database does not have it. */
export async function extensionSchema(
  connection: Connection,
  extension: string,
): Promise<string | undefined> {
  const { rows } = await connection.query<{ schema: string }>(
    `select n.nspname::text as schema
       from pg_catalog.pg_extension e join pg_catalog.pg_namespace n on n.oid = e.extnamespace
      where e.extname = $1`,
    [extension],
  );
  const [row] = rows;
  return row && quoteIdent(row.schema);
}
