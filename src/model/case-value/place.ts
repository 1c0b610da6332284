import type { DrawLabel } from '../draw';
import type { Terms, Value } from '../expression/value';

/** Every label but `null`, which is the same for all columns. */
export type Label = Exclude<DrawLabel, 'null'>;

/** What picking a value must know of the column. */
export interface Place {
  readonly rows: number;
  readonly type: string;
  readonly enumLabels: readonly string[] | undefined;
  readonly terms: Terms;
  /** The column's value in a row. */
  at(row: number): Value;
  /** The same kind of value of a parent's key. */
  parent(table: string, column: string, label: Label): Value;
}
