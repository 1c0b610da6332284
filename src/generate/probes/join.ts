import { quoteIdent } from '../../postgres/quote';
import { drawFrom } from './conditions';
import type { ForeignKeyProbe } from './types';

export const join: ForeignKeyProbe = {
  kind: 'join',
  purpose: 'read the children of one parent, and the parent of some children',
  of({ foreignKey, from, parentFrom, parentName, parentDrawable }) {
    const { columns, referencedColumns } = foreignKey;
    const on = columns
      .map(
        (column, place) =>
          `c.${quoteIdent(column)} = p.${quoteIdent(referencedColumns[place] ?? '')}`,
      )
      .join(' and ');
    if (!referencedColumns.every((column) => parentDrawable.has(column))) return [];
    const conditions = referencedColumns
      .map((column, place) => `p.${quoteIdent(column)} = $${place + 1}`)
      .join(' and ');
    const draws = (label: 'common' | 'rare') =>
      referencedColumns.map((column) => drawFrom(parentName, column, label));
    return [
      {
        variant: 'children',
        sql: `select c.* from ${parentFrom} p join ${from} c on ${on} where ${conditions}`,
        cases: { common: draws('common'), rare: draws('rare') },
      },
    ];
  },
};
