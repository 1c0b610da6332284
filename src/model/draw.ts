/** A value that the model picks at each scale, instead of one that the author gives. */
export interface DrawnValue {
  readonly draw: DrawLabel;
  /** `table.column` or `schema.table.column`. */
  readonly from: string;
}

export const drawLabels = ['common', 'rare', 'absent', 'lowest', 'highest', 'null'] as const;
export type DrawLabel = (typeof drawLabels)[number];
