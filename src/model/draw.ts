/** A value that the model picks at each scale, instead of one that the author gives. */
export interface DrawnValue {
  readonly draw: DrawLabel;
  /** `table.column` or `schema.table.column`. */
  readonly from: string;
  /** So many different values, as an array. */
  readonly count?: number;
  /** Columns of the table whose values are drawn together, from one row; this is one of them. */
  readonly row?: readonly string[];
  /** Only rows in which other columns have the values that these labels draw. */
  readonly where?: { readonly [column: string]: DrawLabel };
  /** The value of the row so many rows after (below 0 before) the one that the label stands for, in row order. */
  readonly after?: number;
}

export const drawLabels = ['common', 'rare', 'absent', 'lowest', 'highest', 'null'] as const;
export type DrawLabel = (typeof drawLabels)[number];

/** Labels of values that are found in rows. */
export const rowLabels = ['common', 'rare', 'lowest', 'highest'] as const;
export type RowLabel = (typeof rowLabels)[number];

/** What a drawn value may have beside its label and its column. */
export const drawExtras = ['count', 'row', 'where', 'after'] as const;
