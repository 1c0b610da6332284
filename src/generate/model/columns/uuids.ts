import { nullable, uuidV4, uuidV7 } from '../../../model/distributions';
import { longAgo } from '../times';
import type { ColumnRule } from '../types';

export const uuids: ColumnRule = {
  name: 'uuid',
  reason:
    'A UUID is different in every row, and rises with time where its default is of version 7.',
  infer(column) {
    if (column.typeName !== 'uuid') return undefined;
    const rises = /v7|ulid/i.test(column.defaultSql ?? '');
    const of = rises ? uuidV7({ from: longAgo }) : uuidV4();
    return {
      value: column.notNull || column.defaultSql !== undefined ? of : nullable(0.1, of),
      because: rises ? 'its default is a UUID that rises with time' : 'it is a UUID',
    };
  },
};
