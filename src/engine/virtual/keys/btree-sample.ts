import type { BtreeTuples } from '../pages/btree';

/** The keys and rows of a b-tree over a stored sample. */
export interface BtreeMeasure extends BtreeTuples {
  readonly deduplicates: boolean;
  /** Mean bytes of each key column. */
  readonly keyBytes: readonly number[];
  /** Mean number of rows with one key among rows that follow each other in the table; 1 where not looked for. */
  readonly together: number;
  /** How often the key is another one than in the row before, in the order of the table; where looked for. */
  readonly rowIntervals?: number;
}
