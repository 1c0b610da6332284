import type { Relation, RelationIndex } from '../catalog/relations';
import type { GinStatistics } from '../pages/gin';

/** A table as it shall stand: its end rows, and the size it shall seem to have. */
export interface WantedTable {
  readonly relation: Relation;
  readonly ends: EndStatements;
  readonly size: TableSize;
  /** Rows that were there when VACUUM and ANALYZE last came by. */
  readonly analyzed: number;
  /** Share of its pages that are not all-visible. */
  readonly notVisible: number;
}

/** What a table and its indexes would take at a row count. */
export interface TableSize {
  readonly rows: number;
  readonly pages: number;
  readonly indexes: readonly IndexSize[];
}

export interface IndexSize {
  readonly index: RelationIndex;
  readonly rows: number;
  readonly pages: number;
  /** Level of a b-tree's root. */
  readonly level?: number;
  readonly gin?: GinStatistics;
  readonly lastRevmapPage?: number;
}

/** The end rows, the two outermost ones first: made where there are none, or changed in place. */
export interface EndStatements {
  readonly insert: readonly string[];
  readonly update: string;
}
