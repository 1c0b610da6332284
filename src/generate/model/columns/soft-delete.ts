import { nullable, timeUniform } from '../../../model/distributions';
import { isTime, longAgo } from '../times';
import type { ColumnRule } from '../types';

const ended =
  /(?:delet|archiv|cancel+|remov|discard|destroy|revok|bann|suspend|trash|lock|fail|block|reject|refund|dismiss)\w*?(?:_?(?:at|on|date|time))?$/i;

export const softDelete: ColumnRule = {
  name: 'soft-delete',
  reason: 'The time of an end that few rows meet is null in nearly all of them.',
  infer: (column) =>
    isTime(column) && !column.notNull && ended.test(column.name)
      ? {
          value: nullable(0.97, timeUniform({ from: longAgo })),
          because: 'it is the time of an end that few rows meet: 97 % are null',
        }
      : undefined,
};
