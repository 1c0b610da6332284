/** Rows of the model: their numbers and, place by place, their draw keys. */
export interface ModelRows {
  readonly positions: readonly number[];
  readonly draws: readonly number[];
}

/** Real rows, which draw by their own number. */
export function realRows(first: number, last: number): ModelRows {
  const positions = Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => first + k);
  return { positions, draws: positions };
}

/** A failure while rows were made or stored, with what was being done: `explainRefusal` reads it. */
export class RowsRefused extends Error {
  constructor(
    override readonly cause: unknown,
    readonly at: {
      /** Name in the model. */
      readonly table?: string;
      readonly rows?: ModelRows;
      /** What was being built, as `index orders_total_idx`. */
      readonly object?: string;
      /** Its definition, since the catalog does not have it yet. */
      readonly definition?: string;
    },
  ) {
    super('rows refused', { cause });
  }
}

/** Source of rows for `Model.rowSelect`: their numbers are the parameter `$1`, their draw keys `$2`. */
export const givenRows =
  'select s.i, s.d from rows from (pg_catalog.unnest($1::bigint[]), pg_catalog.unnest($2::bigint[])) as s (i, d)';
