import { checkNumber, checkOptions, checkOrder } from '../arguments';
import type { Distribution } from '../types';

export interface TextOptions {
  /** Shortest and longest text, in characters. */
  readonly minLength: number;
  readonly maxLength: number;
  /** How many different texts there are; as many as rows where absent. */
  readonly distinct?: number;
}

/** Hexadecimal letters of random length. In a unique column no two are the same. */
export function text(options: TextOptions): Distribution {
  checkOptions('text', options, ['minLength', 'maxLength', 'distinct']);
  const minLength = checkNumber('text', 'minLength', options.minLength, {
    min: 0,
    integer: true,
  });
  const maxLength = checkNumber('text', 'maxLength', options.maxLength, { min: 1, integer: true });
  checkOrder('text', ['minLength', minLength], ['maxLength', maxLength]);
  const base = { kind: 'text', minLength, maxLength } as const;
  if (options.distinct === undefined) return base;
  const distinct = checkNumber('text', 'distinct', options.distinct, { min: 1, integer: true });
  return { ...base, distinct };
}

export interface EmailOptions {
  /** In characters, at least 24; 24 where absent. */
  readonly length?: number;
}

/** An address of its own for every row. */
export function email(options: EmailOptions = {}): Distribution {
  checkOptions('email', options, ['length']);
  if (options.length === undefined) return { kind: 'email' };
  const length = checkNumber('email', 'length', options.length, {
    min: 24,
    max: 254,
    integer: true,
  });
  return { kind: 'email', length };
}
