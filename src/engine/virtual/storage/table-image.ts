/** The end rows, the two outermost ones first: made where there are none, or changed in place. */
export interface EndStatements {
  readonly insert: readonly string[];
  readonly update: string;
}
