import type { Catalog } from '../../../postgres/catalog/types';
import type { RelationName } from '../../../postgres/catalog/relation-rows';
import { relationKey } from '../../../postgres/relation-key';
import type { RelationStatistics } from '../../../pull/types';
import { parentKey } from './tables';

/**
 * Whether plans that read some relations may read a table, or an index of it: it is one of them, or a part of the same
 * partitioned table or tree of inheritance. Which parts a plan reads may differ from size to size.
 *
 * @param read all relations where absent
 */
export function readWith(
  catalog: Catalog,
  read: readonly RelationName[] | undefined,
): (of: Pick<RelationStatistics, 'schema' | 'name' | 'index'>) => boolean {
  if (read === undefined) return () => true;
  const tables = new Map(catalog.tables.map((table) => [relationKey(table), table]));
  const upFrom = (key: string): readonly string[] => {
    const table = tables.get(key);
    if (table === undefined) return [key];
    const parents = table.partitionOf === undefined ? table.inherits : [table.partitionOf];
    return [key, ...parents.flatMap((parent) => upFrom(parentKey(table.schema, parent)))];
  };
  const wanted = new Set(
    read.flatMap(({ schema, relation }) => upFrom(relationKey({ schema, name: relation }))),
  );
  return ({ schema, name, index }) =>
    upFrom(relationKey({ schema, name: index?.table ?? name })).some((key) => wanted.has(key));
}
