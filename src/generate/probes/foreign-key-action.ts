import { quoteIdent } from '../../postgres/quote';
import { drawFrom } from './conditions';
import type { ForeignKeyProbe } from './types';

/**
 * What deleting a row of the parent runs on the child: RI_FKey_cascade_del, ri_set and ri_restrict of
 * src/backend/utils/adt/ri_triggers.c.
 */
export const foreignKeyAction: ForeignKeyProbe = {
  kind: 'foreign-key-action',
  purpose: 'delete a row of the parent: the server reads its children',
  of({ foreignKey, from, table, name, drawable }) {
    const { columns, onDelete, setColumns } = foreignKey;
    if (!columns.every((column) => drawable.has(column))) return [];
    // Of a partitioned table it leaves ONLY out.
    const only = table.kind === 'partitioned' ? '' : 'only ';
    const conditions = columns
      .map((column, place) => `$${place + 1} = ${quoteIdent(column)}`)
      .join(' and ');
    const set = (setColumns ?? columns)
      .map((column) => `${quoteIdent(column)} = ${onDelete === 'set null' ? 'null' : 'default'}`)
      .join(', ');
    const sql =
      onDelete === 'cascade'
        ? `delete from ${only}${from} where ${conditions}`
        : onDelete === 'set null' || onDelete === 'set default'
          ? `update ${only}${from} set ${set} where ${conditions}`
          : `select 1 from ${only}${from} x where ${conditions} for key share of x`;
    const draws = (label: 'common' | 'rare') =>
      columns.map((column) => drawFrom(name, column, label));
    return [{ variant: 'delete', sql, cases: { common: draws('common'), rare: draws('rare') } }];
  },
};
