import { columnOf, type ColumnName } from '../sql/nodes';
import { walk } from '../sql/walk';

/** The columns that an expression names, `t.*` left out. */
export function columnsNamed(tree: unknown): readonly ColumnName[] {
  const found: ColumnName[] = [];
  walk(tree, (key, node) => {
    const column = key === 'ColumnRef' ? columnOf({ ColumnRef: node }) : undefined;
    if (column !== undefined) found.push(column);
  });
  return found;
}
