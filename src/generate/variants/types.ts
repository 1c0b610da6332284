import type { ColumnFacts } from '../../postgres/catalog/schema-facts';

/** A column with an index that starts with it, and how a query asks for it. */
export interface VariantSubject {
  readonly column: ColumnFacts;
  /** The column, quoted. */
  readonly left: string;
  /** SQL of the parameter. */
  readonly value: string;
}

/** What a hurried author writes in place of `column = value`. */
export interface Variant {
  readonly name: string;
  /** Why it hurts. */
  readonly reason: string;
  /** What it should have been. */
  readonly instead: string;
  /**
   * Whether it returns the rows of the original for every value that is not null: tests run both on loaded rows. A bound
   * other than equality is compared with `original`.
   */
  readonly sameRows: boolean;
  /** The condition; undefined where the variant is nothing for the column. */
  readonly condition: (subject: VariantSubject) => string | undefined;
}
