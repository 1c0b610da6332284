import { zipfCount } from './expression/number';
import type { Distribution } from './types';

/** From what a row draws its value, alone and as every other row: values of known frequency, or ranks of Zipf's distribution. */
export type OwnDraw =
  | { readonly kind: 'values' }
  | { readonly kind: 'ranks'; readonly count: number; readonly exponent: number };

interface Place {
  /** The table that has the column. */
  readonly table: string;
  readonly rowsOf: (table: string) => number;
}

/** How each row draws its value for itself; undefined where the values are listed, unique, or depend on other rows. */
export function ownDraw(of: Distribution, { table, rowsOf }: Place): OwnDraw | undefined {
  switch (of.kind) {
    case 'uniform':
    case 'uniform-distinct':
    case 'time-uniform':
      return { kind: 'values' };
    case 'text':
      return of.distinct === undefined ? undefined : { kind: 'values' };
    case 'zipf':
      return { kind: 'ranks', count: zipfCount(of, rowsOf(table)), exponent: of.exponent };
    case 'reference':
      // Rows in the order of their parents do not draw, and those of the same table draw from earlier ones alone.
      if (of.ordered || of.table === table) return undefined;
      return of.skew.kind === 'zipf'
        ? { kind: 'ranks', count: rowsOf(of.table), exponent: of.skew.exponent }
        : { kind: 'values' };
    default:
      return undefined;
  }
}
