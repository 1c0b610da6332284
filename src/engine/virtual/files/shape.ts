import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Connection } from '../../../postgres/types';
import type { TableSize } from '../pages/table-size';
import type { Relation } from '../relations';
import { raiseBtree } from './btree-page';
import { growRelation } from './grow';

/**
 * Gives a table that has only its end rows, and whose indexes were just built, the files of a large one, and
 * tells pg_class.
 *
 * @param notVisible share of the heap's pages that are not all-visible
 */
export async function shapeFiles(
  connection: Connection,
  dataDirectory: string,
  relation: Relation,
  size: TableSize,
  notVisible: number,
): Promise<void> {
  const oids = [relation.oid, ...relation.indexes.map((index) => index.oid)];
  const { rows } = await connection.query<{ oid: number; file: string }>(
    'select oid::int as oid, pg_relation_filepath(oid) as file from unnest($1::oid[]) as oid',
    [oids],
  );
  const files = new Map(rows.map(({ oid, file }) => [oid, path.join(dataDirectory, file)]));
  growRelation(files.get(relation.oid) as string, size.pages);
  for (const { index, pages, level } of size.indexes) {
    const file = files.get(index.oid) as string;
    if (level !== undefined) writeFileSync(file, raiseBtree(readFileSync(file), level));
    growRelation(file, pages);
  }
  const visible = Math.round(size.pages * (1 - notVisible));
  await connection.query(`
    update pg_class c set relpages = v.pages, reltuples = v.rows, relallvisible = v.visible
    from (values ${[
      `(${relation.oid}, ${catalogPages(size.pages)}, ${size.rows}::float4, ${catalogPages(visible)})`,
      ...size.indexes.map(
        ({ index, pages, rows: entries }) =>
          `(${index.oid}, ${catalogPages(pages)}, ${entries}::float4, 0)`,
      ),
    ].join(', ')}) as v (oid, pages, rows, visible)
    where c.oid = v.oid`);
}

/** A block number as pg_class keeps it: an unsigned number in a signed column. */
function catalogPages(pages: number): number {
  return pages > 2 ** 31 - 1 ? pages - 2 ** 32 : pages;
}
