import type { SourcePosition } from '../scenario/position';
import type { ColumnName, Distribution, Growth, PartitionGrowth } from './types';

/** Table name -> row type, as Kysely's `Database` interfaces are written. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the default lets JavaScript authors write any table
export type AnyDatabase = Record<string, any>;

/** What a column takes on insert: of Kysely's `ColumnType` its second parameter, of any other type itself. */
type Inserted<Column> = Column extends { readonly __insert__: infer Insert } ? Insert : Column;

/** Columns that an insert may leave out, as their types say: `Generated<T>`, and whatever may be null. */
type LeftOut<Row> = {
  [C in ColumnName<Row>]: [Inserted<Row[C]>] extends [never]
    ? C
    : undefined extends Inserted<Row[C]>
      ? C
      : null extends Inserted<Row[C]>
        ? C
        : never;
}[ColumnName<Row>];

/** A distribution for each column, but that those which PostgreSQL can fill may be left out. */
export type ColumnDistributions<Row> = {
  readonly [C in Exclude<ColumnName<Row>, LeftOut<Row>>]: Distribution;
} & { readonly [C in LeftOut<Row>]?: Distribution };

/** Columns left out are filled by PostgreSQL: identity, default, generated, or null. */
export interface TableDefinition<Row = Record<string, unknown>> {
  /** Row count as a rule of the scale. The driving table needs none: it has as many as the scale. */
  readonly rows?: Growth;
  readonly columns: ColumnDistributions<Row>;
  /** Partitions that plancliff creates as the table grows. */
  readonly partitions?: PartitionGrowth;
}

/** The tables of a data model, as a scenario's author writes them. */
export interface TableDefinitions<DB = AnyDatabase> {
  /** The table whose row count is the scale. */
  readonly driving: keyof DB & string;
  readonly tables: { readonly [T in keyof DB]: TableDefinition<DB[T]> };
}

/** What a data model is compiled from: a scenario is one. */
export interface ModelDefinition {
  /** Named at the start of error messages. */
  readonly file: string;
  readonly definition: TableDefinitions;
  /** Changes every draw. */
  readonly seed: number;
  /** What `now()` returns, ISO 8601. */
  readonly clock: string;
  /** Their cases may hold drawn values, which must exist. */
  readonly queries: readonly ModelQuery[];
}

/** A query as far as the data model is concerned: the values of its cases. */
export interface ModelQuery {
  readonly name: string;
  readonly position: SourcePosition;
  readonly cases: readonly {
    readonly label: string;
    readonly values: unknown;
    /** Settings of a session of its own, whose values may be drawn too. */
    readonly session?: { readonly set?: { readonly [name: string]: unknown } };
  }[];
}
