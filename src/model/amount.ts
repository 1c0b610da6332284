import { checkNumber, checkOptions, checkShare, refuse, show } from './arguments';
import type { Amount, Weight } from './types';

/** So many rows at every row count; all where the table has fewer. */
export function rows(count: number): Amount {
  return { kind: 'rows', rows: checkNumber('rows', 'count', count, { min: 0, integer: true }) };
}

/** This share (0 to 1) of a table's rows. */
export function share(share: number): Amount {
  return { kind: 'share', share: checkShare('share', 'share', share) };
}

export interface BacklogOptions {
  /** The rows lie among so many of the last ones; anywhere in the table where absent. */
  readonly newest?: number;
}

/**
 * A number of rows that stays while the table grows: what is pending, unpaid, not yet shipped. In the place of a weight
 * of `weighted` and `mixture`, and of the share of `nullable` and `bool`.
 */
export function backlog(count: number, options: BacklogOptions = {}): Amount {
  checkOptions('backlog', options, ['newest']);
  const { newest } = options;
  const amount = checkNumber('backlog', 'count', count, { min: 0, integer: true });
  if (newest === undefined) return { kind: 'rows', rows: amount };
  checkNumber('backlog', 'newest', newest, { min: Math.max(1, amount), integer: true });
  return { kind: 'rows', rows: amount, newest };
}

/** Tells an amount from a number. */
export function isAmount(value: unknown): value is Amount {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  return value.kind === 'rows' || value.kind === 'share';
}

/** Throws for what is neither a weight from 0 up nor a valid amount. */
export function checkWeight(constructor: string, argument: string, value: unknown): Weight {
  if (typeof value === 'number') return checkNumber(constructor, argument, value, { min: 0 });
  if (!isAmount(value)) {
    refuse(constructor, argument, `is ${show(value)}; must be a number, share(…) or backlog(…)`);
  }
  return checkAmount(constructor, argument, value);
}

/** Throws for an amount that its constructor would have refused. */
export function checkAmount(constructor: string, argument: string, amount: Amount): Amount {
  if (amount.kind === 'share') checkShare(constructor, argument, amount.share);
  else backlog(amount.rows, amount);
  return amount;
}

/**
 * The share of each of several classes among so many rows. Numbers of rows come first, those of the newest before others,
 * as far as there are rows; then shares of all rows, as far as these leave some; weights divide the rest.
 *
 * @param rows may be a fraction, where it is an expected number
 */
export function sharesOf(weights: readonly Weight[], rows: number): readonly number[] {
  let left = 1;
  const take = (wanted: number): number => {
    const taken = Math.min(wanted, left);
    left = Math.max(0, left - taken);
    return taken;
  };
  const newest = weights.map((of) => (isNewest(of) ? take(of.rows / rows) : 0));
  const fixed = weights.map((of, k) =>
    isRows(of) && of.newest === undefined ? take(of.rows / rows) : (newest[k] as number),
  );
  const shares = weights.map((of, k) => (isShare(of) ? take(of.share) : (fixed[k] as number)));
  const total = weights.reduce<number>((sum, of) => sum + (typeof of === 'number' ? of : 0), 0);
  return weights.map((of, k) =>
    typeof of === 'number' ? (total === 0 ? 0 : (left * of) / total) : (shares[k] as number),
  );
}

export function isRows(of: Weight): of is Extract<Amount, { readonly kind: 'rows' }> {
  return typeof of === 'object' && of.kind === 'rows';
}

function isNewest(of: Weight): of is Extract<Amount, { readonly kind: 'rows' }> {
  return isRows(of) && of.newest !== undefined;
}

function isShare(of: Weight): of is Extract<Amount, { readonly kind: 'share' }> {
  return typeof of === 'object' && of.kind === 'share';
}
