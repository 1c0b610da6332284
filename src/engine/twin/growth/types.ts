import type { ColumnStatistics } from '../../../pull/types';

/** A table that grows, as its columns see it. */
export interface TableSubject {
  readonly schema: string;
  readonly name: string;
  /** Rows today. */
  readonly rows: number;
  /**
   * Time by which the table's rows are in order, in microseconds: the range of the column that follows the order of the
   * rows best. Absent where no column does, and for partitions by time, which cannot reach further than their bounds.
   */
  readonly clock?: { readonly from: number; readonly to: number };
}

/** A state that rows leave again, and who says so. Null stands for `is null`. */
export interface PassingState {
  readonly state: string | null;
  readonly because: 'growth.json' | 'two pulls' | 'partial index';
}

/** A column, and all that a rule may know of it. */
export interface ColumnSubject {
  readonly table: TableSubject;
  readonly statistics: ColumnStatistics;
  /** Whether a unique index over this column alone says that no value repeats. */
  readonly unique: boolean;
  /** The table whose key its values are, and the statistics of that key. */
  readonly parent?: { readonly table: TableSubject; readonly key: ColumnStatistics };
  readonly passing: readonly PassingState[];
  /** When the database was read, in microseconds since 1970. */
  readonly now: number;
}

/** How much has grown at one point of the axis: 1 for what stays. */
export interface GrowthOf {
  readonly table: number;
  /** Of the table that the column refers to. */
  readonly parent: number;
}

/** Statistics of a column when its table has grown. */
export type GrowColumn = (growth: GrowthOf) => ColumnStatistics;

/** What becomes of one kind of column. */
export interface ColumnRule {
  /** Word for output and `growth.json`. */
  readonly name: string;
  /** One line: what it does, for output. */
  readonly says: string;
  /** Undefined for a column of another kind. */
  match(column: ColumnSubject): GrowColumn | undefined;
}
