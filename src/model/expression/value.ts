import { PlancliffError } from '../../errors';
import type { DrawSource } from '../draw-source';
import type { Distribution } from '../types';
import type { Uniqueness } from '../unique';

/** SQL of a value, and the type that PostgreSQL gives it. */
export interface Value {
  readonly sql: string;
  readonly type: string;
}

/** What an expression is made of, for one column of one table at one scale. */
export interface Terms {
  /** SQL of the row number, from 1. */
  readonly i: string;
  /** Rows of the table. */
  readonly rows: number;
  readonly scale: number;
  /** Where the row is among those that its place is counted in: those of the table, or of a phase of it. */
  readonly place: RowPlace;
  /** Expected share, above 0, of these rows that have the value: those of a class. */
  readonly part: number;
  /** In how many classes of classes the value is. */
  readonly depth: number;
  readonly source: DrawSource;
  /** `format_type` of the column; decides how times and numbers are made. */
  readonly type: string;
  readonly nullable: boolean;
  readonly unique: Uniqueness;
  readonly world: World;
}

/** A row's place among rows that follow each other. */
export interface RowPlace {
  /** SQL of its number, from 1. */
  readonly i: string;
  readonly rows: number;
  /** Rows of the table before them. */
  readonly before: number;
}

/** What an expression must know of the rest of the model. */
export interface World {
  /** `table.column`, for messages. */
  readonly place: string;
  readonly table: string;
  /** The scenario's clock, milliseconds since 1970. */
  readonly clock: number;
  rowsOf(table: string): number;
  /** The value of a key column in the row with this number. Throws where it is no function of the number. */
  keyAt(table: string, column: string | undefined, row: string): Value;
  /** The rows with the same parent by another column. */
  siblingsOf(column: string): Siblings;
  /** The row that another column of the same table refers to, if it does. */
  referredRowOf(column: string): ReferredRow | undefined;
  /** What an event of the row draws from that decides on several columns. */
  eventSource(event: string): DrawSource;
  /** The source that another column of the same table draws from. */
  sourceOf(column: string): DrawSource;
}

/** Rows that refer to the same parent. */
export interface Siblings {
  /** SQL of the parent's number, of the row's own among them, from 1, and of how many there are. */
  readonly parent: string;
  readonly number: string;
  readonly size: string;
  /** How many there are of the parent that most rows refer to. */
  readonly most: number;
}

/** A row of another table that a column refers to. */
export interface ReferredRow {
  readonly table: string;
  readonly column: string | undefined;
  /** SQL of the row's number. */
  readonly sql: string;
}

export type Compile = (distribution: Distribution, terms: Terms) => Value;

/** A value cast to a type, without the cast where it has that type anyway. */
export function cast(value: Value, type: string): string {
  return value.type === type ? value.sql : `(${value.sql})::${type}`;
}

/** An error of the data model at the column that the terms belong to. */
export function modelError(terms: Terms, problem: string, hint?: string): PlancliffError {
  const message = `${terms.world.place}: ${problem}`;
  return new PlancliffError('model', hint === undefined ? { message } : { message, hint });
}
