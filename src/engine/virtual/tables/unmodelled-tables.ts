import type { Model } from '../../../model/types';
import type { Connection } from '../../../postgres/types';
import { vacuum } from '../../vacuum';
import { leavesOf, type Relation } from '../catalog/relations';

/**
 * Lets VACUUM and ANALYZE see the tables that the model leaves empty: children by inheritance. Of one that never was
 * analysed the planner expects ten pages (table_block_relation_estimate_size, tableam.c).
 */
export async function vacuumUnmodelled(
  connection: Connection,
  model: Model,
  relations: readonly Relation[],
): Promise<void> {
  const names = new Set(model.tables.map(({ sqlName }) => sqlName));
  const roots = relations.filter(({ sqlName }) => names.has(sqlName));
  const filled = new Set(roots.flatMap((root) => leavesOf(root, relations)));
  const unmodelled = relations.filter(
    (relation) => relation.kind === 'table' && relation.reads.length === 0 && !filled.has(relation),
  );
  await vacuum(
    connection,
    unmodelled.map(({ sqlName }) => sqlName),
  );
}
