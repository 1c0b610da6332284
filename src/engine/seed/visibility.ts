import type { Connection } from '../../postgres/types';

/**
 * Clears the all-visible bit of a share of a table's pages, evenly spread, and changes nothing else: a
 * deletion that is rolled back leaves its rows, but not the bit (`heap_delete`).
 */
export async function hidePages(
  connection: Connection,
  relation: string,
  share: number,
): Promise<void> {
  const deleteOneRowEach = `
    delete from ${relation}
     where ctid = any (array(
       select pg_catalog.format('(%s,1)', page)::tid
         from pg_catalog.generate_series(0, pg_catalog.pg_relation_size($1::regclass) / pg_catalog.current_setting('block_size')::bigint - 1) as page
        where pg_catalog.floor((page + 1) * $2::float8) > pg_catalog.floor(page * $2::float8)))`;
  await connection.query('begin');
  try {
    await connection.query(deleteOneRowEach, [relation, share]);
  } finally {
    await connection.query('rollback');
  }
}
