import { jsonb, nullable, uniformInt, weighted } from '../../../model/distributions';
import type { ColumnRule } from '../types';

export const documents: ColumnRule = {
  name: 'document',
  reason: 'Documents of one table have the same keys, one with few values and one with many.',
  infer(column) {
    if (column.typeName !== 'jsonb') return undefined;
    const of = jsonb({
      type: weighted({ a: 90, b: 9, c: 1 }),
      number: uniformInt(1, 1_000_000),
    });
    return {
      value: column.notNull || column.defaultSql !== undefined ? of : nullable(0.1, of),
      because: 'it is a document: the keys type and number are assumed',
    };
  },
};
