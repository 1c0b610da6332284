import { isIndexNamed } from '../../../postgres/catalog/fragments';
import type { Connection } from '../../../postgres/types';

/**
 * Lets `work` plan while the planner of every session passes over indexes of these names and over those of their
 * partitions: it takes valid indexes alone (get_relation_info, plancat.c).
 */
export async function hidingIndexes<Result>(
  connection: Connection,
  names: readonly string[],
  work: () => Promise<Result>,
): Promise<Result> {
  const { rows } = await connection.query<{ oid: string }>(
    `update pg_catalog.pg_index x set indisvalid = false
       from pg_catalog.pg_class i
      where i.oid = x.indexrelid and x.indisvalid
        and ${isIndexNamed('$1::text[]')}
     returning x.indexrelid::text as oid`,
    [names],
  );
  try {
    return await work();
  } finally {
    await connection.query(
      `update pg_catalog.pg_index set indisvalid = true where indexrelid = any ($1::oid[])`,
      [rows.map(({ oid }) => oid)],
    );
  }
}
