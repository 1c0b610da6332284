import type { Catalog } from '../../../postgres/catalog/types';
import { relationKey } from '../../../postgres/relation-key';
import { parentKey } from './tables';

interface Named {
  readonly schema: string;
  readonly name: string;
}

/**
 * Whether a table may be read by plans that read these: it is one of them, or a part of the same partitioned table or tree
 * of inheritance. Which parts a plan reads may differ from size to size.
 */
export function readWith(catalog: Catalog, read: readonly Named[]): (table: Named) => boolean {
  const tables = new Map(catalog.tables.map((table) => [relationKey(table), table]));
  const upFrom = (key: string): readonly string[] => {
    const table = tables.get(key);
    if (table === undefined) return [key];
    const parents = table.partitionOf === undefined ? table.inherits : [table.partitionOf];
    return [key, ...parents.flatMap((parent) => upFrom(parentKey(table.schema, parent)))];
  };
  const wanted = new Set(read.flatMap((each) => upFrom(relationKey(each))));
  return (table) => upFrom(relationKey(table)).some((key) => wanted.has(key));
}
