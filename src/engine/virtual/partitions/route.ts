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
  /** Rising row numbers among which the rows lie, where they are not all from `first` to `last`. */
  readonly places?: readonly number[];
  /** The draw keys that bring a row here. */
  readonly keys?: Keys | undefined;
  readonly chosen: boolean;
  /** Draw keys of `places`, where number and draws decide together. */
  readonly draws?: readonly number[];
  /** As a stretch has them. */
  readonly keyShares: ReadonlyMap<string, number>;
  /** Whether the row numbers are the same at every row count, as shares of all. */
  readonly steadyNumbers: boolean;
  /** Whether the draw keys are. */
  readonly steadyKeys: Level['steady'];
}

/** Draw keys that bring a row into a partition. */
export interface Keys {
  /** Tells lists apart. */
  readonly name: string;
  /** Rising. */
  readonly list: readonly number[];
  /** Up to here the list is complete. */
  readonly until: number;
}
