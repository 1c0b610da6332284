import { serial } from '../../../model/distributions';
import { isUnique } from '../is-unique';
import type { ColumnRule } from '../types';

export const rowNumber: ColumnRule = {
  name: 'row-number',
  reason: 'A sequence numbers the rows as they come.',
  infer(column, { table }) {
    if (!/^int[248]$/.test(column.typeName)) return undefined;
    if (column.identity !== '') return { value: serial(), because: 'it is an identity column' };
    if (/^nextval\(/.test(column.defaultSql ?? '')) {
      return { value: serial(), because: 'its default is a sequence' };
    }
    return isUnique(table, [column.name])
      ? { value: serial(), because: 'it is unique by itself' }
      : undefined;
  },
};
