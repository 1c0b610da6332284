import type {
  Catalog,
  CatalogColumn,
  CatalogForeignKey,
  CatalogIndex,
  CatalogTable,
} from './types';

/** The schema of a database with what generated queries need beside the catalog of the engines. */
export interface SchemaFacts extends Catalog {
  readonly tables: readonly TableFacts[];
}

export interface TableFacts extends CatalogTable {
  readonly columns: readonly ColumnFacts[];
  readonly indexes: readonly IndexFacts[];
  readonly foreignKeys: readonly ForeignKeyFacts[];
  readonly checks: readonly CheckFacts[];
  /** Whether the schema has partitions of it. */
  readonly hasPartitions: boolean;
}

export interface ColumnFacts extends CatalogColumn {
  /** `pg_type.typcategory` under any domains: `N` for numbers, `S` for texts, `A` for arrays, … */
  readonly category: string;
  /** Default as SQL, of the column or of its domain; absent where there is none, and for generated columns. */
  readonly defaultSql?: string;
}

export interface CheckFacts {
  readonly name: string;
  /** `pg_get_expr` of the condition. */
  readonly expression: string;
}

/** An operator that an index serves (`pg_amop`). */
export interface IndexOperator {
  readonly schema: string;
  readonly name: string;
  /** Number of the operator in its family: 1 to 5 are `<`, `<=`, `=`, `>=`, `>` in a b-tree. */
  readonly strategy: number;
  /** `format_type` of the operand on the right. */
  readonly right: string;
  /** True for an operator that only orders, as `<->` of GiST. */
  readonly ordering: boolean;
}

export interface IndexKey {
  /** Name of the column; absent for an expression. */
  readonly column?: string;
  /** The column quoted, with `collate` where there is one, or the expression in parentheses, as SQL. */
  readonly sql: string;
  readonly type: string;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
  readonly collation?: string;
  /** `collate schema.name` where the collation is not the column's own: a query names it, or cannot use the index. */
  readonly collate?: string;
  /** Name of the operator class, and whether it is the default of the type. */
  readonly operatorClass: string;
  readonly defaultClass: boolean;
  /** Whether the access method can return rows in the order of its keys. */
  readonly orders: boolean;
  readonly operators: readonly IndexOperator[];
}

export interface IndexFacts extends CatalogIndex {
  readonly keys: readonly IndexKey[];
  readonly include: readonly string[];
  readonly nullsNotDistinct: boolean;
}

/** What happens to the referencing rows: the codes of `pg_constraint.confdeltype`. */
export const foreignKeyActions = {
  a: 'no action',
  r: 'restrict',
  c: 'cascade',
  n: 'set null',
  d: 'set default',
} as const;
export type ForeignKeyAction = (typeof foreignKeyActions)[keyof typeof foreignKeyActions];

export interface ForeignKeyFacts extends CatalogForeignKey {
  readonly name: string;
  readonly onDelete: ForeignKeyAction;
  readonly onUpdate: ForeignKeyAction;
  /** Columns that `on delete set null (…)` sets; all where absent. */
  readonly setColumns?: readonly string[];
}
