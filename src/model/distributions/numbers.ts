import { checkNormal, checkNumber, checkOptions, checkRange } from '../arguments';
import type { Distribution } from '../types';

/** `start`, `start + 1`, … in row order: what an identity column or a sequence gives. */
export function serial(start = 1): Distribution {
  return { kind: 'serial', start: checkNumber('serial', 'start', start, { integer: true }) };
}

/** Evenly between `min` (inclusive) and `max` (exclusive), with fractions. */
export function uniform(min: number, max: number): Distribution {
  checkRange('uniform', min, max, false);
  return { kind: 'uniform', min, max, integer: false };
}

/** Whole numbers from `min` to `max`, both inclusive, each as likely as any other. */
export function uniformInt(min: number, max: number): Distribution {
  checkRange('uniformInt', min, max, true);
  return { kind: 'uniform', min, max, integer: true };
}

/** Whole numbers from 1 to `rows of the table × perRow`: the number of distinct values grows with the table. */
export function uniformDistinct(perRow: number): Distribution {
  const checked = checkNumber('uniformDistinct', 'perRow', perRow, { above: 0, max: 1 });
  return { kind: 'uniform-distinct', perRow: checked };
}

/** Normally distributed around `mean` with the standard `deviation`, with fractions. */
export function normal(mean: number, deviation: number): Distribution {
  checkNormal('normal', mean, deviation);
  return { kind: 'normal', mean, deviation, integer: false };
}

/** As `normal`, rounded to whole numbers. */
export function normalInt(mean: number, deviation: number): Distribution {
  checkNormal('normalInt', mean, deviation);
  return { kind: 'normal', mean, deviation, integer: true };
}

/**
 * Whole numbers from 1 to `distinct`, the k-th as likely as `1 / k^exponent`. With `{ perRow: 0.01 }` there are a hundredth
 * as many values as rows of the table: their number grows with it.
 */
export function zipf(distinct: number | { readonly perRow: number }, exponent = 1): Distribution {
  if (typeof distinct === 'object') checkOptions('zipf', distinct, ['perRow']);
  return {
    kind: 'zipf',
    distinct:
      typeof distinct === 'object'
        ? { perRow: checkNumber('zipf', 'perRow', distinct.perRow, { above: 0, max: 1 }) }
        : checkNumber('zipf', 'distinct', distinct, { min: 1, integer: true }),
    exponent: checkNumber('zipf', 'exponent', exponent, { min: 0 }),
  };
}
