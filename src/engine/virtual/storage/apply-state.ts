import path from 'node:path';
import {
  readStoredRelations,
  type StoredRelation,
} from '../../../postgres/catalog/stored-relations';
import { type RecordedSize, recordSizes } from './record-sizes';
import { growRelation } from './segments';
import type { TableState } from '../../../scenario/types';
import type { VirtualContext } from '../context';
import type { Relation } from '../catalog/relations';

/**
 * Puts a table that was loaded and analysed into a state: dead space at its end and at those of its indexes, pages that
 * are not all-visible, and what pg_class said when the table was smaller.
 *
 * @param analyzed share of each relation's rows that were there when VACUUM and ANALYZE last came by
 */
export async function applyState(
  { connection, dataDirectory }: VirtualContext,
  { bloat = 0, indexBloat = 0, notVisible = 0 }: TableState,
  relations: readonly Relation[],
  analyzed: (relation: Relation) => number,
): Promise<void> {
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
        const long = Math.ceil(index.relpages / (1 - indexBloat));
        if (indexBloat > 0) growRelation(path.join(dataDirectory, index.file), long);
        return [{ oid, pages: Math.ceil(long * then), rows: rowsOf(index), visible: 0 }];
      }),
    ];
  });
  await recordSizes(connection, sizes);
}
