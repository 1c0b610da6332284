import type { ColumnStatistics, ExtendedStatistics, GinFacts } from '../../pull/types';

/** A database as it shall seem to be: sizes of files, counters and statistics. */
export interface DatabaseImage {
  readonly relations: readonly RelationImage[];
  readonly extended: readonly ExtendedStatistics[];
}

export interface RelationImage {
  readonly schema: string;
  readonly name: string;
  readonly pages: number;
  readonly relpages: number;
  readonly reltuples: number;
  readonly relallvisible: number;
  /** Of a b-tree. */
  readonly level?: number;
  /**
   * Whether a b-tree has its end rows. Without them the planner finds no live end, and believes the histogram, whose ends
   * are those of the grown table.
   */
  readonly ends?: boolean;
  readonly gin?: GinFacts;
  /** Of a BRIN index: pages of its table, which decide how many pages its map of ranges has. */
  readonly summarized?: number;
  readonly columns: readonly ColumnStatistics[];
}
