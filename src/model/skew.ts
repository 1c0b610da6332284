import { checkNumber, checkOptions, checkShare, refuse } from './arguments';
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
  /**
   * The first parent holds `share` (0 to 1) of all rows, and the others the rest evenly. With `{ parents, rows }` the first
   * `parents` (below 1 a share of them, from 1 on their number) hold the share `rows` among them.
   */
  hot(share: number | HotParents): Skew {
    if (typeof share === 'number') {
      return { kind: 'hot', share: checkShare('skew.hot', 'share', share) };
    }
    checkOptions('skew.hot', share, ['parents', 'rows']);
    const parents = checkNumber('skew.hot', 'parents', share.parents, { above: 0 });
    if (parents > 1) checkNumber('skew.hot', 'parents', parents, { integer: true });
    return { kind: 'hot', share: checkShare('skew.hot', 'rows', share.rows), parents };
  },
  /**
   * Shares of all rows (0 to 1) by the row numbers of parents, which are their keys where these are `serial()`; the others
   * divide what is left, by the skew `rest` (evenly where absent): `skew.named({ 7: 0.16, rest: skew.zipf(0.6) })`.
   */
  named(shares: { readonly [row: number]: number; readonly rest?: Skew }): Skew {
    const { rest = skew.uniform(), ...rows } = shares;
    const named = Object.entries(rows).map(([row, of]) => ({
      row: checkNumber('skew.named', `'${row}'`, Number(row), { min: 1, integer: true }),
      share: checkShare('skew.named', `share of ${row}`, of),
    }));
    const sum = named.reduce((total, { share }) => total + share, 0);
    if (sum > 1 + 1e-9) refuse('skew.named', 'shares', `add up to ${sum}, more than all rows`);
    return { kind: 'named', shares: named, rest };
  },
} as const;

export interface HotParents {
  /** Below 1 a share of the parents, from 1 on their number. */
  readonly parents: number;
  /** Share of all rows that they hold, 0 to 1. */
  readonly rows: number;
}
