/**
 * The words of variants.
 *
 * original   a query as it is
 * variant    another text for the same purpose, as a hurried or confident author writes it
 * rule       makes the variants of one kind, from the parser's tree of the original
 */
import type { Catalog, CatalogColumn, CatalogTable } from '../postgres/catalog/types';
import type { Select } from '../advice/query/select';
import type { QueryText, Span } from '../sql/query-text';

/** A query that rules look at, and what its names refer to. */
export interface Original {
  readonly query: QueryText;
  /** Its clauses; undefined where it is no plain select from tables. */
  readonly select: Select | undefined;
  readonly catalog: Catalog;
  /** Conditions `column = value` of WHERE, in the order of the text, the value without any column. */
  readonly equalities: readonly Equality[];
}

/** `column = value`, a term that AND joins to the others of WHERE. */
export interface Equality {
  readonly span: Span;
  readonly table: CatalogTable;
  readonly column: CatalogColumn;
  /** The column as the query writes it. */
  readonly left: string;
  /** The value as the query writes it, in parentheses where it is more than a parameter. */
  readonly value: string;
  /** The type of the column without its length, as SQL. */
  readonly type: string;
}

/** What a hurried author writes in place of a query. */
export interface Variant {
  readonly name: string;
  /** Why it hurts. */
  readonly reason: string;
  /** What it should have been. */
  readonly instead: string;
  /**
   * Whether it returns the rows of the original, for every value that is not null: tests run both on loaded rows. Of a LIMIT
   * without a complete ORDER BY any rows are right.
   */
  readonly sameRows: boolean;
  /** Texts in place of the original's; empty where it has nothing that the rule is about. */
  readonly rewrite: (original: Original) => readonly string[];
}
