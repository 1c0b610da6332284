import type { Distribution, Growth, PartitionGrowth } from '../../model/types';
import type { ColumnFacts, SchemaFacts, TableFacts } from '../../postgres/catalog/schema-facts';

/** What a table is, as far as its row count follows from it. */
export type TableRole = 'bookkeeping' | 'lookup' | 'tenant' | 'entity' | 'child';

/** A table with what was inferred of it so far. */
export interface TableContext {
  readonly facts: SchemaFacts;
  readonly table: TableFacts;
  readonly roleOf: (table: Pick<TableFacts, 'schema' | 'name'>) => TableRole;
}

/** What a rule concludes, and what of the schema led to it. */
export interface Inferred<Value> {
  readonly value: Value;
  /** Completes the sentence "…, because …". */
  readonly because: string;
}

/** One way to infer how the values of a column look. */
export interface ColumnRule {
  readonly name: string;
  /** Why columns like this look so in production. */
  readonly reason: string;
  infer(column: ColumnFacts, context: TableContext): Inferred<Distribution> | undefined;
}

/** One way to infer what a table is. */
export interface TableRule {
  readonly name: string;
  readonly reason: string;
  readonly role: TableRole;
  /** What of the schema says so; undefined where nothing does. */
  because(table: TableFacts, facts: SchemaFacts): string | undefined;
}

/** One line of `--explain-model`. */
export interface Inference {
  readonly table: string;
  /** Absent where it is about the row count. */
  readonly column?: string;
  readonly rule: string;
  readonly because: string;
}

export interface InferredTable {
  readonly name: string;
  readonly role: TableRole;
  readonly rows: Growth;
  readonly columns: { readonly [column: string]: Distribution };
  readonly partitions?: PartitionGrowth;
}

/** A data model that was inferred from a schema. */
export interface InferredModel {
  readonly driving: string;
  readonly tables: readonly InferredTable[];
  readonly inferences: readonly Inference[];
}
