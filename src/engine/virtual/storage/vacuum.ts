import { setTimeout as pause } from 'node:timers/promises';
import type { Connection } from '../../../postgres/types';
import type { Relation } from '../catalog/relations';

/** Milliseconds between two looks, and until it is given up. One look more has always been enough. */
const between = 20;
const longest = 10_000;

/**
 * VACUUM and ANALYZE of tables that were just filled, until all of their pages are all-visible.
 *
 * VACUUM leaves rows unmarked that some snapshot may not see yet. On a busy machine one table in some hundreds came out
 * with no page marked, though no other session of its database was at work any more; and a page that somebody is just
 * writing VACUUM passes over, unless told to freeze (lazy_scan_noprune, src/backend/access/heap/vacuumlazy.c). By such
 * chance the planner would find no point in an index-only scan.
 *
 * @param relation the table or materialized view to name, with its partitions
 * @param files those of them that have rows
 */
export async function vacuum(
  connection: Connection,
  relation: Relation,
  files: readonly Relation[],
): Promise<void> {
  const oids = files.map(({ oid }) => oid).join(', ');
  const started = performance.now();
  for (;;) {
    await connection.query(`vacuum (freeze, analyze) ${relation.sqlName}`);
    const { rows } = await connection.query<{ hidden: number }>(
      `select count(*)::int as hidden from pg_class
       where oid in (${oids}) and relkind in ('r', 'm') and relallvisible < relpages`,
    );
    if (rows[0]?.hidden === 0 || performance.now() - started > longest) return;
    await pause(between);
  }
}
