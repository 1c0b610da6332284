import type { LaneParts } from '../lane';
import type { Relation } from '../relations';
import { type Stretch, unbroken } from '../sample/stretch';
import type { TableStatistics } from '../statistics/table-statistics';
import { routeRows } from './route-rows';
import { makeVirtual } from './virtual-table';

export interface PartitionedTable {
  readonly table: string;
  readonly scale: number;
  readonly root: Relation;
  readonly leaves: readonly Relation[];
  readonly statisticsOf: (relation: Relation) => TableStatistics;
}

/** The tables that hold the rows: the table itself, or the last partitions below it. */
export function leavesOf(root: Relation, relations: readonly Relation[]): readonly Relation[] {
  if (root.kind !== 'partitioned') return [root];
  return relations
    .filter((relation) => relation.parents.includes(root.oid))
    .flatMap((relation) => leavesOf(relation, relations));
}

/** Makes each partition a virtual table of its own share of the rows, and the whole one of all of them. */
export async function partitionedTable(parts: LaneParts, of: PartitionedTable): Promise<void> {
  const { table, scale, root, statisticsOf } = of;
  const rows = parts.context.model.table(table).rows(scale);
  const stretches = await routeRows(parts, of);
  for (const stretch of stretches) {
    await makeVirtual(parts, {
      table,
      scale,
      stretch,
      statistics: statisticsOf(stretch.relation),
    });
  }
  const whole: Stretch = unbroken(root, 1, rows);
  const rowsPerPage = (await parts.measures.get(table))?.rowsPerPage ?? Infinity;
  await statisticsOf(root).set({ scale, stretch: whole, rowsPerPage, inherited: true });
}
