import path from 'node:path';
import { readStoredRelations } from '../../../postgres/catalog/stored-relations';
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
  const stored = await readStoredRelations(connection, oids);
  const values = relations.flatMap((relation) => {
    const heap = stored.get(relation.oid);
    if (heap === undefined) return [];
    const then = analyzed(relation);
    const pages = Math.ceil(heap.relpages / (1 - bloat));
    if (bloat > 0) growRelation(path.join(dataDirectory, heap.file), pages);
    return [
      `('${relation.oid}'::oid, ${Math.ceil(pages * then)}, ${then}::float4, ${Math.round(pages * then * (1 - notVisible))})`,
      ...relation.indexes.map(
        ({ oid }) =>
          `('${oid}'::oid, ${Math.ceil((stored.get(oid)?.relpages ?? 1) * then)}, ${then}::float4, 0)`,
      ),
    ];
  });
  await connection.query(`
    update pg_catalog.pg_class c set relpages = v.pages, reltuples = greatest(c.reltuples, 0) * v.share, relallvisible = v.visible
    from (values ${values.join(', ')}) as v (oid, pages, share, visible)
    where c.oid = v.oid`);
}
