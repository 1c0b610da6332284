/** How rows look and how many there are. Everything here is data; `expression.ts` turns it to SQL. */

import type { DrawnValue } from './draw';

/** Column names of a row type; any string where the row type is not known. */
export type ColumnName<Row> = keyof Row & string;

/** Row count of a table as a rule of the scale. */
export type Growth =
  | { readonly kind: 'fixed'; readonly rows: number }
  /** `rows = scale × ratio`. */
  | { readonly kind: 'ratio'; readonly ratio: number }
  /** `rows = rows of parent × each`. */
  | { readonly kind: 'per-parent'; readonly parent: string; readonly each: number }
  /** `rows = factor × scale^exponent`. */
  | { readonly kind: 'power'; readonly factor: number; readonly exponent: number }
  /** `rows = limit × scale / (scale + halfAt)`: towards the limit, ever more slowly. */
  | { readonly kind: 'saturating'; readonly limit: number; readonly halfAt: number }
  /** By a rule of growth until there are so many. */
  | { readonly kind: 'up-to'; readonly limit: number; readonly of: Growth };

/** How unevenly rows fall on their parents: by Zipf's law, or a few of these hold a share of all. */
export type Skew =
  | { readonly kind: 'uniform' }
  | { readonly kind: 'zipf'; readonly exponent: number }
  /** The first `parents` (below 1 a share of them, 1 where absent) get `share` of all rows, the others the rest, evenly. */
  | { readonly kind: 'hot'; readonly share: number; readonly parents?: number }
  /** Some parents, by their row numbers, get a share of all rows each, and the others the rest, by a skew of their own. */
  | {
      readonly kind: 'named';
      readonly shares: readonly { readonly row: number; readonly share: number }[];
      readonly rest: Skew;
    };

/** A part of a table's rows: a share of them, or a number that is the same at every row count. */
export type Amount =
  | { readonly kind: 'share'; readonly share: number }
  /** They lie among the `newest` rows; anywhere where absent. */
  | { readonly kind: 'rows'; readonly rows: number; readonly newest?: number };

/** How common one of several classes is: weights divide what amounts leave. */
export type Weight = number | Amount;

export interface WeightedValue {
  readonly value: string | number | boolean | null;
  readonly weight: number;
}

/** One column's values as a function of row number, row count and a uniform draw. */
export type Distribution =
  | { readonly kind: 'serial'; readonly start: number }
  | {
      readonly kind: 'uniform';
      readonly min: number;
      readonly max: number;
      readonly integer: boolean;
    }
  /** As many distinct values as `count(rows of the table)` gives: grows with the table. */
  | { readonly kind: 'uniform-distinct'; readonly perRow: number }
  | {
      readonly kind: 'normal';
      readonly mean: number;
      readonly deviation: number;
      readonly integer: boolean;
    }
  /** `distinct` values, or a number of them that grows with the table. */
  | {
      readonly kind: 'zipf';
      readonly distinct: number | { readonly perRow: number };
      readonly exponent: number;
    }
  | { readonly kind: 'weighted'; readonly values: readonly WeightedValue[] }
  | { readonly kind: 'boolean'; readonly share: number }
  | {
      readonly kind: 'reference';
      readonly table: string;
      readonly column?: string;
      readonly skew: Skew;
      /** Rows of one parent lie together, in the order of the parents: as if inserted with them. */
      readonly ordered: boolean;
    }
  /**
   * From `from` at the first row to `to` at the last, each moved by up to `jitterSeconds` and never outside.
   * Times are ISO 8601, or `clock` for the scenario's own.
   */
  | {
      readonly kind: 'time';
      readonly from: string;
      readonly to: string;
      readonly jitterSeconds: number;
    }
  | { readonly kind: 'time-uniform'; readonly from: string; readonly to: string }
  | {
      readonly kind: 'text';
      readonly minLength: number;
      readonly maxLength: number;
      readonly distinct?: number;
    }
  | { readonly kind: 'email'; readonly length?: number }
  | { readonly kind: 'uuid-v4' }
  | { readonly kind: 'uuid-v7'; readonly from: string; readonly to: string }
  | {
      readonly kind: 'jsonb';
      readonly keys: { readonly [key: string]: Distribution };
      /** Share of the documents that have a key; all of them for one that is not named. */
      readonly present?: { readonly [key: string]: number };
    }
  | {
      readonly kind: 'array';
      /** Of the first elements, each by its place; the others are of `element`. */
      readonly places?: readonly Distribution[];
      readonly element: Distribution;
      /** Share of the rows without elements, before lengths are drawn. */
      readonly empty?: number;
      readonly minLength: number;
      readonly maxLength: number;
      /** Element type in SQL, e.g. `text`. */
      readonly type: string;
    }
  | { readonly kind: 'nullable'; readonly share: number; readonly of: Distribution }
  /** Same draw as `column` with probability `strength`, a draw of its own otherwise. */
  | {
      readonly kind: 'correlated';
      readonly column: string;
      readonly strength: number;
      readonly of: Distribution;
    }
  /** 1, 2, 3, … among the rows that refer to the same parent by another column of the table. */
  | { readonly kind: 'number-within'; readonly column: string }
  /** Of each row one, by a draw: of the column's own, or of an event that decides on several columns. */
  | {
      readonly kind: 'classes';
      readonly event?: string;
      readonly classes: readonly RowClass[];
    }
  /** One after the other in row order. Row numbers and row counts within a phase are its own. */
  | { readonly kind: 'phases'; readonly phases: readonly Phase[] }
  | { readonly kind: 'constant'; readonly value: string | number | boolean | null }
  /** Words of a vocabulary, the first the most common by Zipf's law, with a space between them. */
  | {
      readonly kind: 'words';
      readonly vocabulary: number | readonly string[];
      readonly exponent: number;
      readonly minWords: number;
      readonly maxWords: number;
    }
  /** SQL over `i` (row number from 1), `n` (row count), `u` (uniform draw in [0,1)). */
  | { readonly kind: 'sql'; readonly expression: string };

/** Rows of one class. */
export interface RowClass {
  readonly name: string;
  readonly weight: Weight;
  readonly of: Distribution;
}

/** Rows that follow each other. */
export interface Phase {
  /** Where it ends, counted from the table's first row; the last phase has the rest. */
  readonly upTo?: Amount;
  readonly of: Distribution;
}

/** Range partitions by time or by number that grow in number with the table. */
export interface PartitionGrowth {
  /** A period of time, or a count of numbers of a `serial` column. */
  readonly by: 'day' | 'week' | 'month' | 'year' | number;
  readonly column: string;
  /** Rows after which a new partition starts; of partitions by number as many as numbers. */
  readonly rowsPerPartition: number;
}

/** One partition of a table that grows partitions. */
export interface PartitionBound {
  readonly name: string;
  /** Schema-qualified and quoted where needed. */
  readonly sqlName: string;
  /** Bounds as SQL literals without their quotes, the upper one exclusive. */
  readonly from: string;
  readonly to: string;
}

/** A table with everything that both engines need to make its rows. */
export interface TableModel {
  /** Schema-qualified and quoted where needed: safe to splice into SQL. */
  readonly sqlName: string;
  /** As the author wrote it. */
  readonly name: string;
  readonly partitions?: PartitionGrowth;
  /** The partitions that must be there at a scale, oldest first; absent where the DDL names its own. */
  readonly partitionsAt?: (scale: number) => readonly PartitionBound[];
  /** Columns in insert order; those left to PostgreSQL are not in it. */
  readonly columns: readonly ColumnModel[];
  /** Row count at a scale, at least 1. */
  rows(scale: number): number;
}

/** Parts of what a column's values are drawn from: each draw of it is in one of them. */
export interface DrawWindows {
  readonly column: string;
  /** Where each of them begins, 0 to 1; the draw key of a row tells which is its own. */
  readonly from: readonly number[];
  readonly width: number;
}

/** A draw that decides on the class of a row. */
export interface ClassDraw {
  /** SQL of the number, from 0, of the part of its range in which the draw of a key lies. */
  readonly category: (key: string) => string;
  /** Share of the keys in each part; they add up to 1. */
  readonly shares: readonly number[];
}

export interface RowSelectOptions {
  /** A column's values are drawn from parts of what they are drawn from otherwise. */
  readonly windows?: DrawWindows | undefined;
  /** Columns of the source that come before those of the model, and under which names. */
  readonly beside?: readonly { readonly of: string; readonly sqlName: string }[];
}

/** How a column's values are made so that they are unique, alone or with another column's. */
export type UniqueRole =
  | { readonly kind: 'injective' }
  | { readonly kind: 'group' }
  | { readonly kind: 'dealt' }
  /** Different within the groups of the column `within`. */
  | { readonly kind: 'stratum'; readonly within: string }
  | { readonly kind: 'label'; readonly within: string };

export interface ColumnModel {
  readonly name: string;
  /** Quoted where needed. */
  readonly sqlName: string;
  /** `format_type` of the column, e.g. `numeric(10,2)`. */
  readonly type: string;
  readonly distribution: Distribution;
  /** What a unique index, or a number within a parent, asks of its values. */
  readonly role?: UniqueRole | undefined;
}

/** The compiled data model of a scenario, parents before children. */
export interface Model {
  readonly seed: number;
  /** What `now()` returns, milliseconds since 1970. */
  readonly clock: number;
  readonly driving: string;
  readonly tables: readonly TableModel[];
  table(name: string): TableModel;
  /**
   * A `select` of the model's columns over a query that yields `i` (bigint row number from 1) and `d` (bigint draw key).
   * Real rows have `d = i`; a sample has `d` = its place in the sample, so that neighbouring scales draw alike.
   */
  rowSelect(table: string, scale: number, source: string, options?: RowSelectOptions): string;
  /** The same of one column alone, whose value is named `value`. */
  columnSelect(table: string, column: string, scale: number, source: string): string;
  /** The draws that decide on the classes of a table's rows. */
  classDraws(table: string): readonly ClassDraw[];
  /** SQL of a column's value in the real row with this number, cast to the column's type. */
  valueAt(table: string, column: string, row: number, scale: number): string;
  /** Whether the value depends on the row's number, and not on its draw key and the row counts alone. */
  readsRowNumber(table: string, column: string, scale: number): boolean;
  /** SQL of the value that a drawn case value has at this scale, cast to the column's type. */
  drawExpression(draw: DrawnValue, scale: number): string;
  /** Equal for drawn values that one row has, so that it is looked for once; undefined for one that is drawn alone. */
  rowKey(draw: DrawnValue): string | undefined;
  /** SQL of the texts of drawn values of one `rowKey`, as an array in their order; null where no row has them. */
  rowExpression(draws: readonly DrawnValue[], scale: number): string;
  /** `format_type` of the column that a value is drawn from; undefined where the model has none of this name. */
  typeOf(from: string): string | undefined;
}
