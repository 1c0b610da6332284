import type { Connection } from '../../../postgres/types';
import { quoteIdent } from '../../../postgres/quote';
import type { Specimen } from './analyze-parent';

export interface Believed {
  /** Rows of the sample. */
  readonly sampled: number;
  /** Rows that ANALYZE is to believe the table has. */
  readonly rows: number;
  readonly major: number;
  /** Only these columns. */
  readonly only?: readonly string[];
}

/**
 * The rows that ANALYZE believes in: those beyond the sample are kept in `reltuples`, a float4. Where they are so few
 * that ANALYZE would have read them all, it looks for them instead, and finds none.
 */
export function believedRows(rows: number, sampled: number): number {
  return sampled + Math.fround(Math.max(0, rows - sampled));
}

/**
 * Analyses the sample as that of a table of `rows` rows. The statistics land on the specimen's parent, with
 * `stainherit`.
 */
export async function analyzeSpecimen(
  connection: Connection,
  specimen: Specimen,
  { sampled, rows, major, only }: Believed,
): Promise<void> {
  // Two commands: the loopback session sees the row count when it is committed.
  await connection.query(
    `update pg_catalog.pg_class set reltuples = ${Math.max(0, rows - sampled)} where oid = '${specimen.ghost}'::regclass::oid`,
  );
  const list =
    only === undefined ? '' : `(${[...only, specimen.rowNumber].map(quoteIdent).join(', ')})`;
  // From 18 on ANALYZE goes on to the children unless told not to.
  await connection.query(`analyze ${major >= 18 ? 'only ' : ''}${specimen.parent} ${list}`);
}
