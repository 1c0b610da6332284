import { quoteIdent } from '../../postgres/quote';
import { drawFrom } from './conditions';
import type { ForeignKeyProbe, ForeignKeySubject, Unnamed } from './types';

export const join: ForeignKeyProbe = {
  kind: 'join',
  purpose:
    'read the children of one parent, of the parents that a filter leaves, and the parent of one child',
  of(subject) {
    const { foreignKey, from, parentFrom, parentName, parentDrawable } = subject;
    const { referencedColumns } = foreignKey;
    const on = joinCondition(subject);
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
      ...filteredParents(subject, on),
      ...parentOfChild(subject, on),
    ];
  },
};

/** `c.parent_id = p.id`, of all columns of the key. */
export function joinCondition({ foreignKey }: Pick<ForeignKeySubject, 'foreignKey'>): string {
  return foreignKey.columns
    .map(
      (column, place) =>
        `c.${quoteIdent(column)} = p.${quoteIdent(foreignKey.referencedColumns[place] ?? '')}`,
    )
    .join(' and ');
}

/** The children of parents with one value of another column, the first of an index. */
function filteredParents(
  { foreignKey, parent, parentFrom, parentName, parentDrawable, from }: ForeignKeySubject,
  on: string,
): readonly Unnamed[] {
  const column = parent.indexes
    .filter(({ predicate }) => predicate === undefined)
    .map(({ keys: [first] }) => first?.column)
    .find(
      (name) =>
        name !== undefined &&
        parentDrawable.has(name) &&
        !foreignKey.referencedColumns.includes(name),
    );
  if (column === undefined) return [];
  return [
    {
      variant: 'filtered parents',
      sql: `select c.* from ${parentFrom} p join ${from} c on ${on} where p.${quoteIdent(column)} = $1`,
      cases: { rare: [drawFrom(parentName, column, 'rare')] },
    },
  ];
}

/** From the other side: one child by its primary key, and its parent. */
function parentOfChild(
  { table, name, from, parentFrom, drawable }: ForeignKeySubject,
  on: string,
): readonly Unnamed[] {
  const key = table.primaryKey;
  if (key === undefined || !key.every((column) => drawable.has(column))) return [];
  const conditions = key.map((column, place) => `c.${quoteIdent(column)} = $${place + 1}`);
  return [
    {
      variant: 'parent',
      sql: `select p.* from ${from} c join ${parentFrom} p on ${on} where ${conditions.join(' and ')}`,
      cases: { common: key.map((column) => drawFrom(name, column, 'common')) },
    },
  ];
}
