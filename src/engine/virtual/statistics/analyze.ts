import type { Connection } from '../../../postgres/types';
import { quoteIdent } from '../../../postgres/quote';
import type { AnalyzeParent } from './analyze-parent';

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
 * Analyses the sample as that of a table of `rows` rows. The statistics land on the parent table, with
 * `stainherit`.
 */
export async function runAnalyze(
  connection: Connection,
  analyzeParent: AnalyzeParent,
  { sampled, rows, major, only }: Believed,
): Promise<void> {
  // Two commands: the loopback session sees the row count when it is committed.
  await connection.query(
    `update pg_catalog.pg_class set reltuples = ${Math.max(0, rows - sampled)} where oid = '${analyzeParent.standIn}'::regclass::oid`,
  );
  const list =
    only === undefined ? '' : `(${[...only, analyzeParent.rowNumber].map(quoteIdent).join(', ')})`;
  // From 18 on ANALYZE goes on to the children without ONLY.
  await connection.query(`analyze ${major >= 18 ? 'only ' : ''}${analyzeParent.parent} ${list}`);
}
