import { quoteIdent } from '../quote';
import type { Connection } from '../types';

interface Extension {
  readonly name: string;
  readonly schema: string;
}

/** The extensions of the connected database in the order of their creation. */
export async function readExtensions(connection: Connection): Promise<readonly Extension[]> {
  const { rows } = await connection.query<Extension>(
    `select e.extname::text as name, n.nspname::text as schema
       from pg_catalog.pg_extension e join pg_catalog.pg_namespace n on n.oid = e.extnamespace order by e.oid`,
    [],
  );
  return rows;
}

/** The schema of an extension, quoted; undefined where the database does not have it. */
export async function extensionSchema(
  connection: Connection,
  extension: string,
): Promise<string | undefined> {
  const found = (await readExtensions(connection)).find(({ name }) => name === extension);
  return found && quoteIdent(found.schema);
}
