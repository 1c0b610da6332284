import path from 'node:path';
import {
  readStoredRelations,
  type StoredRelation,
} from '../../../postgres/catalog/stored-relations';
import { type RecordedSize, recordSizes } from './record-sizes';
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
  const sizes = relations.flatMap((relation): readonly RecordedSize[] => {
    const heap = stored.get(relation.oid);
    if (heap === undefined) return [];
    const then = analyzed(relation);
    const rowsOf = ({ reltuples }: StoredRelation): number =>
      Math.max(0, reltuples) * Math.fround(then);
    const pages = Math.ceil(heap.relpages / (1 - bloat));
    if (bloat > 0) growRelation(path.join(dataDirectory, heap.file), pages);
    return [
      {
        oid: relation.oid,
        pages: Math.ceil(pages * then),
        rows: rowsOf(heap),
        visible: Math.round(pages * then * (1 - notVisible)),
      },
      ...relation.indexes.flatMap(({ oid }) => {
        const index = stored.get(oid);
        if (index === undefined) return [];
        return [{ oid, pages: Math.ceil(index.relpages * then), rows: rowsOf(index), visible: 0 }];
      }),
    ];
  });
  await recordSizes(connection, sizes);
}
