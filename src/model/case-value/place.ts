import type { DrawLabel } from '../draw';
import type { Terms, Value } from '../expression/value';
import type { Distribution } from '../types';

/** Every label but `null`, which is the same for all columns. */
export type Label = Exclude<DrawLabel, 'null'>;

export interface Part {
  /** Name of its draws within those of the whole; absent where they are the same. */
  readonly name?: string;
  readonly distribution: Distribution;
  /** Of a part with a name: `format_type` of an element; `inferred` of a key's value. */
  readonly type: string;
}

/** What picking a value must know of the column. */
export interface Place {
  readonly rows: number;
  readonly type: string;
  readonly enumLabels: readonly string[] | undefined;
  readonly terms: Terms;
  /** The value in a row: the column's, or that of the part of it which is picked. */
  at(row: number): Value;
  /** The place of a part of the value: an element of an array, a key of an object, a value that is not null. */
  part(of: Part): Place;
  /** The same kind of value of a parent's key. */
  parent(table: string, column: string, label: Label): Value;
}
