import { indexesInSchemas, sqlNameOf, storageParameter } from '../../postgres/catalog/fragments';
import type { Pool } from './pool';

export interface BloatedRelation {
  /** Quoted and qualified. */
  readonly relation: string;
  /** Share of the pages of its indexes that is dead space. */
  readonly share: number;
}

async function pagesOf({ main }: Pool, index: string): Promise<number> {
  const { rows } = await main.query<{ pages: number }>(
    "select (pg_catalog.pg_relation_size($1::regclass) / pg_catalog.current_setting('block_size')::bigint)::float8 as pages",
    [index],
  );
  return rows[0]?.pages ?? 0;
}

/** Least fillfactor that an index can have. */
const least = 10;

/**
 * Builds indexes anew with free space on every page: to the planner that is what dead entries are. Only kinds of indexes
 * with a fillfactor can be given some.
 */
export async function bloatIndexes(
  pool: Pool,
  relations: readonly BloatedRelation[],
): Promise<void> {
  for (const { relation, share } of relations) {
    const { rows } = await pool.main.query<{ index: string; own: number | null; usual: number }>(
      `select ${sqlNameOf()} as index, ${storageParameter('fillfactor', 'int')} as own,
         case m.amname when 'hash' then 75 else 90 end as usual
       from ${indexesInSchemas}
       where i.indrelid = $1::regclass and m.amname in ('btree', 'hash', 'gist', 'spgist') order by c.oid`,
      [relation],
    );
    for (const { index, own, usual } of rows) {
      const wanted = (await pagesOf(pool, index)) / (1 - share);
      let fillfactor = (own ?? usual) * (1 - share);
      for (let attempt = 0; attempt < 3; attempt += 1) {
        const thinned = Math.max(least, Math.round(fillfactor));
        await pool.main.query(`alter index ${index} set (fillfactor = ${thinned})`);
        await pool.main.query(`reindex index ${index}`);
        const ratio = (await pagesOf(pool, index)) / wanted;
        if (ratio > 0.97 || thinned === least) break;
        // Pages of a single value are filled whatever the fillfactor (BTREE_SINGLEVAL_FILLFACTOR, nbtree.h).
        fillfactor *= ratio;
      }
      // At the next row count the index is made by its definition, and thinned then.
      const back = own === null ? 'reset (fillfactor)' : `set (fillfactor = ${own})`;
      await pool.main.query(`alter index ${index} ${back}`);
    }
  }
}
