import { checkNumber, checkShare } from './arguments';
import type { Skew } from './types';

/** How unevenly the rows of a table fall on the rows that they refer to. */
export const skew = {
  /** Each parent is as likely as any other. */
  uniform(): Skew {
    return { kind: 'uniform' };
  },
  /**
   * The k-th parent is as likely as `1 / k^exponent`, so the first is the most frequent. Exponents from
   * 0.5 (mild) to 1.5 (a few parents hold nearly all rows) are common.
   */
  zipf(exponent: number): Skew {
    return { kind: 'zipf', exponent: checkNumber('skew.zipf', 'exponent', exponent, { min: 0 }) };
  },
  /** The first parent holds `share` (0 to 1) of all rows, and the others the rest evenly. */
  hot(share: number): Skew {
    return { kind: 'hot', share: checkShare('skew.hot', 'share', share) };
  },
} as const;
