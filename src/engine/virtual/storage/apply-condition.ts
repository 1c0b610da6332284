import path from 'node:path';
import { growRelation } from './segments';
import type { VirtualContext } from '../context';
import type { Relation } from '../catalog/relations';

/**
 * Puts a table that was loaded and analysed into the condition of the world: dead space at its end, pages that
 * are not all-visible, and what pg_class said when the table was smaller.
 *
 * @param analyzed share of each relation's rows that were there when VACUUM and ANALYZE last came by
 */
export async function applyCondition(
  { connection, condition, dataDirectory }: VirtualContext,
  relations: readonly Relation[],
  analyzed: (relation: Relation) => number,
): Promise<void> {
  const { bloat = 0, notVisible = 0 } = condition;
  const oids = relations.flatMap(({ oid, indexes }) => [oid, ...indexes.map((index) => index.oid)]);
  const { rows } = await connection.query<{ oid: number; pages: number; file: string }>(
    `select oid::int as oid, relpages as pages, pg_catalog.pg_relation_filepath(oid) as file from pg_catalog.pg_class
     where oid = any($1::oid[])`,
    [oids],
  );
  const found = new Map(rows.map((row) => [row.oid, row]));
  const values = relations.flatMap((relation) => {
    const heap = found.get(relation.oid);
    if (heap === undefined) return [];
    const then = analyzed(relation);
    const pages = Math.ceil(heap.pages / (1 - bloat));
    if (bloat > 0) growRelation(path.join(dataDirectory, heap.file), pages);
    return [
      `('${relation.oid}'::oid, ${Math.ceil(pages * then)}, ${then}::float4, ${Math.round(pages * then * (1 - notVisible))})`,
      ...relation.indexes.map(
        ({ oid }) =>
          `('${oid}'::oid, ${Math.ceil((found.get(oid)?.pages ?? 1) * then)}, ${then}::float4, 0)`,
      ),
    ];
  });
  await connection.query(`
    update pg_catalog.pg_class c set relpages = v.pages, reltuples = greatest(c.reltuples, 0) * v.share, relallvisible = v.visible
    from (values ${values.join(', ')}) as v (oid, pages, share, visible)
    where c.oid = v.oid`);
}
