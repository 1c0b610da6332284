import { nullable, reference } from '../../../model/distributions';
import { skew } from '../../../model/skew';
import type { Skew } from '../../../model/types';
import { findTable, tableName } from '../../names';
import type { ColumnRule, TableRole } from '../types';

/** The part of optional references that is null. */
export const optionalShare = 0.1;

/** How unevenly rows fall on their parents. */
export function skewOn(role: TableRole): { readonly skew: Skew; readonly words: string } {
  switch (role) {
    case 'tenant':
      return { skew: skew.hot(0.5), words: 'the largest tenant owns half of the rows' };
    case 'lookup':
    case 'bookkeeping':
      return { skew: skew.zipf(1), words: 'a few choices are the most frequent' };
    default:
      return { skew: skew.zipf(0.6), words: 'some parents have many more rows than others' };
  }
}

export const foreignKey: ColumnRule = {
  name: 'foreign-key',
  reason: 'Rows fall unevenly on their parents, and most on the largest tenant.',
  infer(column, { table, facts, roleOf }) {
    // The longest key says most: its columns refer to one row together.
    const [key] = table.foreignKeys
      .filter(({ columns }) => columns.includes(column.name))
      .toSorted((a, b) => b.columns.length - a.columns.length);
    const parent = key && findTable(facts, key);
    if (key === undefined || parent === undefined) return undefined;
    const referred = key.referencedColumns[key.columns.indexOf(column.name)];
    const { skew: uneven, words } = skewOn(roleOf(parent));
    const of = reference(tableName(parent), {
      skew: uneven,
      ...(referred === undefined ? {} : { column: referred }),
    });
    return {
      value: column.notNull ? of : nullable(optionalShare, of),
      because: `it refers to ${tableName(parent)}: ${words}`,
    };
  },
};
