import path from 'node:path';
import { readStoredRelations } from '../../../postgres/catalog/stored-relations';
import type { Connection } from '../../../postgres/types';
import type { IndexSize, TableSize } from './table-image';
import type { Relation } from '../catalog/relations';
import { withLastRevmapPage } from '../pages/brin';
import { hasOneLeaf, raiseBtree } from '../pages/btree';
import { pageSize } from '../pages/format';
import { withGinStatistics } from '../pages/gin';
import { type RecordedSize, recordSizes } from './record-sizes';
import { adoptSegments, lengthen, newSegments, replaceFile, type Segments } from './segments';
import { overwriteServerFile, readServerFile, writeServerFile } from './server-file';

/** A table's files, as its end rows alone fill them. */
export interface TableFiles {
  readonly relation: Relation;
  /** By OID, of the table and its indexes. */
  readonly files: Map<number, Segments>;
  /** First pages of indexes whose meta pages the planner reads on, as CREATE INDEX made them. */
  readonly firstPages: ReadonlyMap<number, Buffer>;
}

/**
 * Finds the files of tables whose indexes were just built.
 *
 * @param hidden segments of the files that these have replaced, by OID
 */
export async function findFiles(
  connection: Connection,
  dataDirectory: string,
  relations: readonly Relation[],
  hidden: ReadonlyMap<number, Segments>,
): Promise<readonly TableFiles[]> {
  const oids = relations.flatMap(({ oid, indexes }) => [oid, ...indexes.map((index) => index.oid)]);
  const stored = await readStoredRelations(connection, oids);
  const fileOf = ({ oid }: { readonly oid: number }): string =>
    path.join(dataDirectory, stored.get(oid)?.file as string);
  const segmentsOf = (oid: number, file: string): readonly [number, Segments] => {
    const before = hidden.get(oid);
    return [oid, before === undefined ? newSegments(file) : adoptSegments(before, file)];
  };
  return relations.map((relation) => {
    const own = relation.indexes.map((index) => [index, fileOf(index)] as const);
    return {
      relation,
      files: new Map([
        segmentsOf(relation.oid, fileOf(relation)),
        ...own.map(([index, file]) => segmentsOf(index.oid, file)),
      ]),
      firstPages: new Map(
        own
          .filter(([{ method }]) => method === 'gin' || method === 'brin')
          .map(([index, file]) => [index.oid, readServerFile(file)]),
      ),
    };
  });
}

/** Gives b-trees that were just built the heights of large ones. Nobody may have read them yet. */
export function raiseIndexes({ files }: TableFiles, size: TableSize): void {
  for (const { index, level } of size.indexes) {
    if (level === undefined) continue;
    const { file } = files.get(index.oid) as Segments;
    writeServerFile(file, 'resize', raiseBtree(readServerFile(file), level));
  }
}

/**
 * Gives b-trees that hold end rows other heights, where these stand on one leaf yet; false, and nothing changed, where they do
 * not. No page of the indexes may be in the server's buffers, and pg_class is to be written afterwards: with its row sessions
 * forget the meta page (rd_amcache, src/backend/utils/cache/relcache.c).
 */
export function changeHeights({ files }: TableFiles, indexes: readonly IndexSize[]): boolean {
  const changed = indexes.map(({ index, level }) => {
    const { file } = files.get(index.oid) as Segments;
    return { file, pages: raiseBtree(readServerFile(file, 2 * pageSize), level ?? 0) };
  });
  if (!changed.every(({ pages }) => hasOneLeaf(pages))) return false;
  for (const { file, pages } of changed) overwriteServerFile(file, pages);
  return true;
}

export interface LengthenedTable {
  readonly files: TableFiles;
  readonly size: TableSize;
  /** Rows that were there when VACUUM and ANALYZE last came by: what pg_class says. */
  readonly analyzed: number;
  /** Share of the heap pages that are not all-visible. */
  readonly notVisible: number;
}

/** Makes files as long as those of large tables, and tells pg_class of all of them at once. */
export async function lengthenFiles(
  connection: Connection,
  tables: readonly LengthenedTable[],
): Promise<void> {
  const sizes = tables.flatMap(({ files, size, analyzed, notVisible }): readonly RecordedSize[] => {
    const { relation } = files;
    const then = analyzed / size.rows;
    const recorded = (of: { readonly pages: number; readonly rows: number }) => ({
      pages: Math.ceil(of.pages * then),
      rows: Math.round(of.rows * then),
    });
    growTo(files, relation.oid, size.pages);
    const visible = Math.round(size.pages * then * (1 - notVisible));
    return [
      { oid: relation.oid, ...recorded(size), visible },
      ...size.indexes.map((of) => {
        const file = lengthenIndex(of, files);
        return { oid: of.index.oid, ...recorded(of), visible: 0, file };
      }),
    ];
  });
  await recordSizes(connection, sizes);
}

/** Returns the number of the file that the index has from now on, where that is another. */
function lengthenIndex(size: IndexSize, of: TableFiles): number | undefined {
  const { files, firstPages } = of;
  const { oid } = size.index;
  const first = firstPages.get(oid);
  const metaPage = first && newMetaPage(first, size);
  if (metaPage === undefined) {
    growTo(of, oid, size.pages);
    return undefined;
  }
  // The server has the old meta page in its buffers; a file of another number it has never seen.
  const number = nextFileNumber();
  files.set(oid, replaceFile(files.get(oid) as Segments, number, metaPage));
  growTo(of, oid, size.pages);
  return number;
}

function growTo({ files }: TableFiles, oid: number, pages: number): void {
  files.set(oid, lengthen(files.get(oid) as Segments, pages));
}

/** The first pages with the counters that the planner reads from there; undefined where it reads none. */
function newMetaPage(file: Buffer, { gin, lastRevmapPage }: IndexSize): Buffer | undefined {
  if (gin !== undefined) return withGinStatistics(file, gin);
  return lastRevmapPage === undefined ? undefined : withLastRevmapPage(file, lastRevmapPage);
}

/** PostgreSQL numbers files from its OID counter, which is far below this in a server that lives for minutes. */
let lastFileNumber = 3_000_000_000;

export function nextFileNumber(): number {
  lastFileNumber += 1;
  return lastFileNumber;
}
