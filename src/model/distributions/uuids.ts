import { checkOptions, checkSpan } from '../arguments';
import type { TimeOptions } from './times';
import type { Distribution } from '../types';

/** A random UUID of its own for every row, without any order. */
export function uuidV4(): Distribution {
  return { kind: 'uuid-v4' };
}

/** A UUID that starts with a time, which rises with the row number from `from` to `to`. */
export function uuidV7(options: TimeOptions): Distribution {
  checkOptions('uuidV7', options, ['from', 'to']);
  return { kind: 'uuid-v7', ...checkSpan('uuidV7', options) };
}
