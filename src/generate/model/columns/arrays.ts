import { array, text, zipf } from '../../../model/distributions';
import type { ColumnRule } from '../types';

export const arrays: ColumnRule = {
  name: 'array',
  reason: 'Rows have a few elements each, some elements much more often than others.',
  infer(column) {
    const element = /^(?:_(int[248]|text|varchar))$/.exec(column.typeName)?.[1];
    if (element === undefined) return undefined;
    const type = column.type.replace(/\[\]$/, '');
    const options = { type, minLength: 1, maxLength: 4 };
    return element.startsWith('int')
      ? { value: array(zipf(1000, 1), options), because: 'it is an array of 1,000 numbers' }
      : {
          value: array(text({ minLength: 4, maxLength: 10, distinct: 1000 }), options),
          because: 'it is an array of 1,000 texts',
        };
  },
};
