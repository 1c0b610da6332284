import { quoteIdent } from '../../../postgres/quote';
import type { Connection } from '../../../postgres/types';
import type { RelationIndex } from '../catalog/relations';
import { ownSchema } from '../../../postgres/own-schema';

/** Builds the index over a table of samples, anew where it existed. Returns its qualified name. */
export async function buildIndex(
  connection: Connection,
  table: string,
  index: RelationIndex,
): Promise<string> {
  const name = quoteIdent(`measured_${index.oid}`);
  await connection.query(`drop index if exists ${ownSchema}.${name}`);
  await connection.query(`create index ${name} on ${table} using ${index.body}`);
  return `${ownSchema}.${name}`;
}
