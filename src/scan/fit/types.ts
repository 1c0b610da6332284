import type { InferredTable } from '../../generate/model/types';
import type { ServerError } from '../../postgres/server-error';

/** A table that does not take the rows of the model. */
export interface Failure {
  readonly table: string;
  readonly message: string;
  /** Absent where the model itself cannot make the rows. */
  readonly server?: ServerError;
}

/** Statements that run after the schema, and a line for the user. */
export interface SchemaChange {
  readonly sql: readonly string[];
  readonly note: string;
}

export type TableChange = (table: InferredTable) => InferredTable;
