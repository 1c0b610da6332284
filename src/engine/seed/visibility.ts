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
       select format('(%s,1)', page)::tid
         from generate_series(0, pg_relation_size($1::regclass) / current_setting('block_size')::bigint - 1) as page
        where floor((page + 1) * $2::float8) > floor(page * $2::float8)))`;
  await connection.query('begin');
  try {
    await connection.query(deleteOneRowEach, [relation, share]);
  } finally {
    await connection.query('rollback');
  }
}
