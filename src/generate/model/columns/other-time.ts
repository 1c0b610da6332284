import { correlated, nullable, timeUniform } from '../../../model/distributions';
import { isTime, longAgo } from '../times';
import type { ColumnRule } from '../types';

export const otherTime: ColumnRule = {
  name: 'other-time',
  reason: 'Other times lie anywhere in the last two years, births in the last decades.',
  infer(column, { table }) {
    if (!isTime(column)) return undefined;
    const birth = /birth|dob/i.test(column.name);
    const of = birth
      ? timeUniform({ from: '1950-01-01', to: '2010-01-01' })
      : timeUniform({ from: longAgo });
    const created = table.columns.find(
      (other) =>
        other !== column &&
        isTime(other) &&
        /^creat|^insert|^date_?joined/i.test(other.name) &&
        other.notNull,
    );
    const updated = /updat|modif/i.test(column.name) && created !== undefined;
    const value = updated ? correlated(created.name, 0.7, of) : of;
    const optional = !column.notNull && !/updat|modif/i.test(column.name);
    return {
      value: optional ? nullable(0.3, value) : value,
      because: updated
        ? `most rows change soon after ${created.name}, and never again`
        : birth
          ? 'it is a date of birth'
          : 'it is a time, and nothing says that it rises with the rows',
    };
  },
};
