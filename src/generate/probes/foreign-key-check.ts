import { quoteIdent } from '../../postgres/quote';
import { drawFrom } from './conditions';
import type { ForeignKeyProbe } from './types';

/** What inserting a child runs on the parent: RI_FKey_check of src/backend/utils/adt/ri_triggers.c. */
export const foreignKeyCheck: ForeignKeyProbe = {
  kind: 'foreign-key-check',
  purpose: 'insert a child: the server reads its parent',
  of({ foreignKey, parent, parentFrom, parentName, parentDrawable }) {
    const { referencedColumns } = foreignKey;
    if (!referencedColumns.every((column) => parentDrawable.has(column))) return [];
    const only = parent.kind === 'partitioned' ? '' : 'only ';
    const conditions = referencedColumns
      .map((column, place) => `${quoteIdent(column)} = $${place + 1}`)
      .join(' and ');
    return [
      {
        variant: 'insert',
        sql: `select 1 from ${only}${parentFrom} x where ${conditions} for key share of x`,
        cases: {
          common: referencedColumns.map((column) => drawFrom(parentName, column, 'common')),
        },
      },
    ];
  },
};
