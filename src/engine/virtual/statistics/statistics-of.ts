import type { Model } from '../../../model/types';
import type { ColumnKind } from '../keys/column-kinds';
import type { Relation } from '../catalog/relations';
import type { RowSubset } from '../rows/row-subset';
import type { Span } from './monotonic-histograms';
import type { PartialParent } from './plan-analyze-parents';
import type { Samples } from './samples';

export interface StatisticsOf {
  readonly scale: number;
  /** Where the sample is drawn. */
  readonly rowSubset: RowSubset;
  /** Rows that ANALYZE finds in each target. */
  readonly rows: number;
  readonly rowsPerPage: number;
  /** Relations that get the statistics, and which rows each has. */
  readonly spans: readonly Span[];
  /**
   * Where the sample of an invariant column is drawn, at the reference scale, for every row count and target. Absent where
   * the sample has to be drawn anew, whole.
   */
  readonly invariant?: RowSubset;
  /** Columns whose histograms each target has from its own rows. */
  readonly monotonic: readonly string[];
  /** What comes before the row number in the order in which ANALYZE reads the rows, as SQL over the model's columns. */
  readonly order?: string;
}

/** Of a target whose invariant columns are sampled once. */
export type SplitOf = StatisticsOf & { readonly invariant: RowSubset };

/** A relation whose statistics are made, and the samples that ANALYZE reads of it. */
export interface Analyzed {
  readonly table: string;
  readonly relation: Relation;
  /** Rows that ANALYZE reads of a large table. */
  readonly size: number;
  readonly samples: Samples;
  /** On what the values of the model's columns depend, by name. */
  readonly kinds: ReadonlyMap<string, ColumnKind>;
  /** Partial indexes over expressions. */
  readonly partial: readonly PartialParent[];
}

/** Whether the statistics are of all rows of a table. */
export function coversTable(
  model: Model,
  table: string,
  { scale, spans }: Pick<StatisticsOf, 'scale' | 'spans'>,
): boolean {
  const rows = model.table(table).rows(scale);
  return spans.every(({ first, last }) => first === 1 && last === rows);
}
