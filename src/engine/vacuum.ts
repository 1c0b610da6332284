import { setTimeout as pause } from 'node:timers/promises';
import { withPartitions } from '../postgres/catalog/fragments';
import type { Connection } from '../postgres/types';

/** Milliseconds between two looks, and until it is given up. One look more has always been enough. */
const between = 20;
const longest = 10_000;

/**
 * VACUUM of tables that were just filled, until all of their pages are all-visible: without that no index-only scan is
 * worth it.
 *
 * VACUUM leaves rows unmarked that some snapshot may not see yet. On a busy machine one table in some hundreds came out
 * with no page marked, though no other session of its database was at work any more; and a page that somebody is just
 * writing VACUUM passes over, unless it has to freeze (lazy_scan_noprune, src/backend/access/heap/vacuumlazy.c), which
 * costs nothing measurable: now and then a table of three pages had two visible.
 *
 * @param relations tables or materialized views, quoted as in SQL; of a partitioned table all partitions are meant
 * @param analyze whether ANALYZE gathers statistics too
 */
export async function vacuum(
  connection: Connection,
  relations: readonly string[],
  { analyze = true }: { readonly analyze?: boolean } = {},
): Promise<void> {
  if (relations.length === 0) return;
  const started = performance.now();
  for (;;) {
    await connection.query(`vacuum (freeze${analyze ? ', analyze' : ''}) ${relations.join(', ')}`);
    const { rows } = await connection.query<{ hidden: number }>(
      `select pg_catalog.count(*)::int as hidden from pg_catalog.pg_class
       where oid in (select part.oid from pg_catalog.unnest($1::text[]) as r (name), lateral (${withPartitions('r.name')}) as part)
         and relkind in ('r', 'm') and relallvisible < relpages`,
      [relations],
    );
    if (rows[0]?.hidden === 0 || performance.now() - started > longest) return;
    await pause(between);
  }
}
