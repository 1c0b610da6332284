/**
 * What an application gives to its driver, as far as drivers tell values apart. A value that is drawn from a column is what
 * an application reads from this column: a long of a `bigint`, a decimal of a `numeric`.
 */
export type ValueKind =
  | 'smallint'
  | 'integer'
  | 'bigint'
  | 'float'
  | 'double'
  | 'decimal'
  | 'boolean'
  | 'text'
  | 'uuid'
  | 'json'
  | 'bytes'
  | 'date'
  | 'time'
  /** A time without a zone. */
  | 'timestamp'
  | 'timestamptz'
  /** Of a type that the schema makes, or of one that only the database knows. */
  | 'other';

/** A parameter, as a driver sees it. */
export interface ParameterValue {
  readonly kind: ValueKind;
  readonly array: boolean;
  readonly isNull: boolean;
  /** Whether it stands for a value of a column, and not for one that a case spells out. */
  readonly drawn: boolean;
  readonly value: unknown;
}

/** The type that a driver sends for a parameter; null where it leaves the type to the server. */
export type Driver = (parameter: ParameterValue) => string | null;
