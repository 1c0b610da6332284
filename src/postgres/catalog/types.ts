/** The schema of a database, as far as data models, engines and findings need it. */
export interface Catalog {
  /** In order of schema and name. Tables of PostgreSQL and of extensions are not in it. */
  readonly tables: readonly CatalogTable[];
  /** Names of all relations and types in schemas of users: no new table can have one of them. */
  readonly names?: readonly { readonly schema: string; readonly name: string }[];
}

export type RelationKind = 'table' | 'partitioned' | 'foreign' | 'materialized-view';

export interface CatalogTable {
  readonly schema: string;
  readonly name: string;
  readonly kind: RelationKind;
  readonly persistence: 'permanent' | 'unlogged' | 'temporary';
  /** Name of the partitioned table that this one is a partition of: `name`, or `schema.name` where schemas differ. */
  readonly partitionOf?: string;
  /** `pg_get_partkeydef` of a partitioned table, e.g. `RANGE (created_at)`. */
  readonly partitionKey?: string;
  /** Bound of a partition, e.g. `FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')`, or `DEFAULT`. */
  readonly partitionBound?: string;
  /** Present where row-level security is enabled: a superuser passes its policies by. */
  readonly rowSecurity?: true;
  /** Parents by plain inheritance, named as in `partitionOf`. */
  readonly inherits: readonly string[];
  /** In the table's own order; dropped columns are not in it. */
  readonly columns: readonly CatalogColumn[];
  /** In the order in which they were created. */
  readonly indexes: readonly CatalogIndex[];
  readonly foreignKeys: readonly CatalogForeignKey[];
  readonly primaryKey?: readonly string[];
}

export interface CatalogColumn {
  readonly name: string;
  /** `format_type`, e.g. `numeric(10,2)`. */
  readonly type: string;
  /** `pg_type.typname` under any domains, e.g. `int4`, `_text`. */
  readonly typeName: string;
  /** By the column or by its domain. */
  readonly notNull: boolean;
  /** By the column or by its domain; identity and generated columns are not counted. */
  readonly hasDefault: boolean;
  /** `a` always, `d` by default, empty for none. */
  readonly identity: '' | 'a' | 'd';
  readonly generated: boolean;
  /** In the enum's own order. */
  readonly enumLabels?: readonly string[];
}

export interface CatalogIndex {
  readonly name: string;
  readonly schema: string;
  /** Access method: `btree`, `gin`, … */
  readonly method: string;
  readonly unique: boolean;
  readonly primary: boolean;
  /** Key columns by name, expressions as text; INCLUDE columns are not in it. */
  readonly columns: readonly string[];
  /** Condition of a partial index. */
  readonly predicate?: string;
  /** `pg_get_indexdef`. */
  readonly definition: string;
  /** Name of the constraint that owns it. */
  readonly constraint?: string;
}

export interface CatalogForeignKey {
  readonly columns: readonly string[];
  readonly schema: string;
  readonly table: string;
  readonly referencedColumns: readonly string[];
}
