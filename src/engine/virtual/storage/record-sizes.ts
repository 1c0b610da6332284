import type { Connection } from '../../../postgres/types';

/** What pg_class is to say of a relation. */
export interface RecordedSize {
  readonly oid: number;
  readonly pages: number;
  readonly rows: number;
  /** Pages that are all-visible. */
  readonly visible: number;
  /** Number of its file, where that is another. */
  readonly file?: number | undefined;
}

/** Tells pg_class of sizes as VACUUM, ANALYZE and CREATE INDEX do. */
export async function recordSizes(
  connection: Connection,
  sizes: readonly RecordedSize[],
): Promise<void> {
  if (sizes.length === 0) return;
  const values = sizes.map(
    ({ oid, pages, rows, visible, file }) =>
      `('${oid}'::oid, ${catalogPages(pages)}, ${rows}::float4, ${catalogPages(visible)}, ${file ?? 'null'}::oid)`,
  );
  await connection.query(`
    update pg_catalog.pg_class c set relpages = v.pages, reltuples = v.rows, relallvisible = v.visible,
      relfilenode = coalesce(v.file, c.relfilenode)
    from (values ${values.join(', ')}) as v (oid, pages, rows, visible, file)
    where c.oid = v.oid`);
}

/** A block number as pg_class keeps it: an unsigned number in a signed column. */
function catalogPages(pages: number): number {
  return pages > 2 ** 31 - 1 ? pages - 2 ** 32 : pages;
}
