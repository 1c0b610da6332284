import { isTree, walk } from '../../sql/walk';
import { nameOf } from './range-var';
import type { TableLock } from './table-lock';

/** Locks of the tables that foreign keys refer to, wherever the definition has them: they get triggers. */
export function referencedTables(definition: unknown): readonly TableLock[] {
  const found: TableLock[] = [];
  walk(definition, (key, { pktable }) => {
    if (key === 'Constraint' && isTree(pktable))
      found.push({ table: nameOf(pktable), mode: 'SHARE ROW EXCLUSIVE' });
  });
  return found;
}
