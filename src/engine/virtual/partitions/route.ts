import type { Relation } from '../catalog/relations';
import type { Level } from './partition-levels';

/** Which rows of a table a partition has, at any row count. */
export interface Route {
  readonly leaf: Relation;
  /** Rows of the table that the numbers here are among. */
  readonly total: number;
  readonly first: number;
  readonly last: number;
  /** Rows for each row from `first` to `last`. */
  readonly density: number;
  /** Ascending row numbers among which the rows lie, where they are not all from `first` to `last`. */
  readonly places?: readonly number[];
  /** The draw keys that bring a row here. */
  readonly keys?: Keys | undefined;
  readonly chosen: boolean;
  /** Draw keys of `places`, where number and draws decide together. */
  readonly draws?: readonly number[];
  /** As a subset of rows has them. */
  readonly keyShares: ReadonlyMap<string, number>;
  /** Whether the row numbers are the same at every row count, as shares of all. */
  readonly invariantNumbers: boolean;
  /** Whether the draw keys are. */
  readonly invariantKeys: Level['invariant'];
}

/** Draw keys that bring a row into a partition. */
export interface Keys {
  /** Tells lists apart. */
  readonly name: string;
  /** Ascending. */
  readonly list: readonly number[];
  /** Up to here the list is complete. */
  readonly until: number;
}
