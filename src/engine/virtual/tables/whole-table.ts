import type { Relation } from '../catalog/relations';

/** A table of the model at one row count, with its partitions. */
export interface WholeTable {
  readonly table: string;
  readonly scale: number;
  readonly root: Relation;
  readonly leaves: readonly Relation[];
  /** All of the database. */
  readonly relations: readonly Relation[];
}
