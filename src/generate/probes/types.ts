import type {
  ForeignKeyFacts,
  IndexFacts,
  SchemaFacts,
  TableFacts,
} from '../../postgres/catalog/schema-facts';

export const probeKinds = [
  'equality',
  'foreign-key-action',
  'foreign-key-check',
  'join',
  'semi-join',
  'order-limit',
  'filter-order',
  'range',
  'partial-index',
  'expression',
  'search',
  'in-list',
  'keyset',
  'offset',
  'min-max',
  'exists',
  'count',
  'like-prefix',
  'covering',
  'variant',
] as const;
export type ProbeKind = (typeof probeKinds)[number];

/** A query that was made to use an index or a foreign key. */
export interface Probe {
  readonly kind: ProbeKind;
  /** Unique among the probes of a schema. */
  readonly name: string;
  /** The table that is read, as the data model names it. */
  readonly table: string;
  /** Index that should serve it, where it was made for one. */
  readonly index?: string;
  readonly foreignKey?: string;
  /** The referenced table, of a probe of a foreign key. */
  readonly parent?: string;
  /** Of a variant: its rule, and the name of the query that it stands for. */
  readonly variant?: { readonly rule: string; readonly of: string };
  readonly sql: string;
  readonly cases: { readonly [label: string]: readonly unknown[] };
}

/** A probe before it has a name. */
export type Unnamed = Omit<
  Probe,
  'kind' | 'name' | 'table' | 'index' | 'foreignKey' | 'variant'
> & {
  /** Tells it from others of its kind about the same index or key. */
  readonly variant: string;
};

export interface IndexSubject {
  readonly facts: SchemaFacts;
  readonly table: TableFacts;
  /** As the data model names the table. */
  readonly name: string;
  /** Schema-qualified and quoted. */
  readonly from: string;
  readonly index: IndexFacts;
  /** Columns whose values the data model can draw. */
  readonly drawable: ReadonlySet<string>;
}

export interface ForeignKeySubject extends Omit<IndexSubject, 'index'> {
  readonly foreignKey: ForeignKeyFacts;
  readonly parent: TableFacts;
  readonly parentName: string;
  readonly parentFrom: string;
  readonly parentDrawable: ReadonlySet<string>;
}

export interface IndexProbe {
  readonly kind: ProbeKind;
  /** What somebody does with such a query. */
  readonly purpose: string;
  readonly of: (subject: IndexSubject) => readonly Unnamed[];
}

export interface ForeignKeyProbe {
  readonly kind: ProbeKind;
  readonly purpose: string;
  readonly of: (subject: ForeignKeySubject) => readonly Unnamed[];
}
