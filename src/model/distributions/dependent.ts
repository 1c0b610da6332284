import { checkDistribution, checkName, checkShare, checkText } from '../arguments';
import type { Distribution } from '../types';

/**
 * Values of `of`, from the same draw as `column` of the same row with probability `strength` (0 to 1) and
 * from a draw of their own otherwise. Where `column` rises with the row number, so do these.
 */
export function correlated(column: string, strength: number, of: Distribution): Distribution {
  checkDistribution('correlated', 'of', of);
  return {
    kind: 'correlated',
    column: checkName('correlated', 'column', column),
    strength: checkShare('correlated', 'strength', strength),
    of,
  };
}

/**
 * An SQL expression over `i` (row number from 1, bigint), `n` (row count, bigint), `scale` (row count of the driving table,
 * bigint), and `u`, `u1`, `u2`, … (random numbers of their own for every row, independent of each other, double precision,
 * 0 inclusive to 1 exclusive).
 */
export function sql(expression: string): Distribution {
  return { kind: 'sql', expression: checkText('sql', 'expression', expression) };
}
