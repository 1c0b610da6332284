import type { WindowedTable } from '../rows/row-windows';

export interface DenseTable extends WindowedTable {
  /** Rows of the sample. */
  readonly sampled: number;
  /** Rows of the only row count that matters; absent where any may be asked for. */
  readonly onlyRows?: number | undefined;
}

export interface Measured extends Omit<DenseTable, 'sampled'> {
  readonly dataDirectory: string;
  readonly scale: number;
  /** Inserts the sample. */
  readonly insertSample: (into: string) => Promise<void>;
  /** Inserts so many intervals of rows that follow each other, all of this length. */
  readonly insertIntervals: (into: string, count: number, length: number) => Promise<void>;
}
