import { chmodSync, chownSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Connection } from '../../../postgres/types';
import type { IndexSize, TableSize } from '../pages/table-size';
import type { Condition } from '../../../scenario/types';
import type { Relation } from '../relations';
import { withLastRevmapPage } from './brin-page';
import { raiseBtree } from './btree-page';
import { withGinStatistics } from './gin-page';
import { growRelation } from './grow';

/**
 * Gives a table that has only its end rows, and whose indexes were just built, the files of a large one, and
 * tells pg_class.
 */
export async function shapeFiles(
  connection: Connection,
  dataDirectory: string,
  relation: Relation,
  size: TableSize,
  condition: Condition,
): Promise<void> {
  const oids = [relation.oid, ...relation.indexes.map((index) => index.oid)];
  const { rows } = await connection.query<{ oid: number; file: string }>(
    'select oid::int as oid, pg_relation_filepath(oid) as file from unnest($1::oid[]) as oid',
    [oids],
  );
  const files = new Map(rows.map(({ oid, file }) => [oid, path.join(dataDirectory, file)]));
  growRelation(files.get(relation.oid) as string, size.pages);
  const moved = new Map<number, number>();
  for (const indexSize of size.indexes) {
    const { index, pages, level } = indexSize;
    const file = files.get(index.oid) as string;
    const content = readFileSync(file);
    if (level !== undefined) writeFileSync(file, raiseBtree(content, level));
    const told = newMetaPage(content, indexSize);
    if (told === undefined) {
      growRelation(file, pages);
    } else {
      // The server has this meta page in its buffers; a file of another number it has never seen.
      const number = nextFileNumber();
      moved.set(index.oid, number);
      growRelation(copyLike(file, number, told), pages);
    }
  }
  // What VACUUM and ANALYZE wrote down when they last came by.
  const then = 1 / (condition.stale ?? 1);
  const recorded = (of: { readonly pages: number; readonly rows: number }): string =>
    `${catalogPages(Math.ceil(of.pages * then))}, ${Math.round(of.rows * then)}::float4`;
  const visible = catalogPages(Math.round(size.pages * then * (1 - (condition.notVisible ?? 0))));
  await connection.query(`
    update pg_class c set relpages = v.pages, reltuples = v.rows, relallvisible = v.visible,
      relfilenode = coalesce(v.file, c.relfilenode)
    from (values ${[
      `(${relation.oid}, ${recorded(size)}, ${visible}, null::oid)`,
      ...size.indexes.map(
        (of) => `(${of.index.oid}, ${recorded(of)}, 0, ${moved.get(of.index.oid) ?? 'null'}::oid)`,
      ),
    ].join(', ')}) as v (oid, pages, rows, visible, file)
    where c.oid = v.oid`);
}

/** A block number as pg_class keeps it: an unsigned number in a signed column. */
function catalogPages(pages: number): number {
  return pages > 2 ** 31 - 1 ? pages - 2 ** 32 : pages;
}

/** The first pages with the counters that the planner reads from there; undefined where it reads none. */
function newMetaPage(file: Buffer, { gin, lastRevmapPage }: IndexSize): Buffer | undefined {
  if (gin !== undefined) return withGinStatistics(file, gin);
  return lastRevmapPage === undefined ? undefined : withLastRevmapPage(file, lastRevmapPage);
}

/** Writes a file beside another, with its owner and mode, and returns its name. */
function copyLike(file: string, number: number, content: Buffer): string {
  const copy = path.join(path.dirname(file), String(number));
  writeFileSync(copy, content);
  const { mode, uid, gid } = statSync(file);
  chmodSync(copy, mode & 0o777);
  if (process.getuid?.() === 0) chownSync(copy, uid, gid);
  return copy;
}

/** PostgreSQL numbers files from its OID counter, which is far below this in a server that lives for minutes. */
let lastFileNumber = 3_000_000_000;

function nextFileNumber(): number {
  lastFileNumber += 1;
  return lastFileNumber;
}
