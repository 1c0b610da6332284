import { nullable, time } from '../../../model/distributions';
import { isTime, longAgo } from '../times';
import type { ColumnRule } from '../types';

const written =
  /^(?:created|inserted|added|occur+ed|placed|ordered|logged|received|recorded|registered|joined|posted|happened|event|measured|captured|ingested|date_?(?:joined|created|added)|payment)(?:_?(?:at|on|date|time|timestamp))?$|^(?:time|timestamp|ts|date|createdat|insertedat)$/i;

/** How far rows come out of order, in seconds. */
const jitterSeconds = 60;

export const risingTime: ColumnRule = {
  name: 'rising-time',
  reason: 'The time at which a row is written rises with the row number.',
  infer(column) {
    if (!isTime(column)) return undefined;
    const byDefault =
      /^(?:now\(\)|CURRENT_|statement_timestamp|transaction_timestamp|clock_timestamp)/i.test(
        column.defaultSql ?? '',
      );
    const updated = /updat|modif|chang/i.test(column.name);
    if (updated || !(written.test(column.name) || byDefault)) return undefined;
    const of = time({ from: longAgo, jitterSeconds });
    return {
      value: column.notNull || byDefault ? of : nullable(0.01, of),
      because: byDefault
        ? 'its default is the current time'
        : 'its name says when the row is written',
    };
  },
};
