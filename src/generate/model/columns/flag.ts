import { bool, nullable } from '../../../model/distributions';
import type { ColumnRule } from '../types';

const usuallyTrue = /active|enabled|visible|valid|confirmed|verified|published|public/;

export const flag: ColumnRule = {
  name: 'flag',
  reason:
    'A flag has one value in nearly all rows: the default, or what its name says of a usual row.',
  infer(column) {
    if (column.typeName !== 'bool') return undefined;
    const byDefault = column.defaultSql;
    const often = byDefault === undefined ? usuallyTrue.test(column.name) : byDefault === 'true';
    const of = bool(often ? 0.95 : 0.05);
    return {
      value: column.notNull || byDefault !== undefined ? of : nullable(0.05, of),
      because: `${byDefault === undefined ? 'its name says' : 'its default is'} ${byDefault ?? (often ? 'what a usual row is' : 'what few rows are')}: 95 % are ${often}`,
    };
  },
};
