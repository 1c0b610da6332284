import type { Connection } from '../../../postgres/types';
import type { BtreeMeasure } from '../keys/btree-sample';
import type { BrinContent } from '../pages/brin';
import type { GinKeys } from '../pages/gin';
import type { GistMeasure } from './gist';

/** What one row of a table takes, learned from a sample that was really stored. */
export interface Measure {
  readonly rowsPerPage: number;
  /** Rows on a page that PostgreSQL expects of a table that nobody has analysed. */
  readonly guessedPerPage: number;
  /** Rows that were measured. */
  readonly rows: number;
  /** At which they are as they were measured. */
  readonly scale: number;
  /** By what follows `using`: databases have OIDs of their own, partitions names of their own. */
  readonly indexes: ReadonlyMap<string, IndexMeasure>;
}

export interface IndexMeasure {
  /** Share of the table's rows that the index has: below 1 for a partial index. */
  readonly share: number;
  /** Pages of the index over the sample. */
  readonly pages: number;
  readonly btree?: BtreeMeasure;
  readonly gin?: readonly GinKeys[];
  readonly brin?: BrinContent;
  readonly gist?: GistMeasure;
  /** Where pages are the fuller or emptier, the closer rows lie to each other. */
  readonly refinedDensity?: RefinedDensity;
}

/** Pages for one row of an index with so many rows. Builds what has not been built yet. */
export type RefinedDensity = (connection: Connection, rows: number) => Promise<number>;

/** Of a partial index whose share of the rows depends on the row count. */
export interface PartialShare {
  /** Share of the rows that the index has. */
  readonly share: number;
  readonly exact: boolean;
}
