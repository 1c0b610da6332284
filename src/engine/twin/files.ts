import path from 'node:path';
import { ofUsers, relationsInSchemas } from '../../postgres/catalog/fragments';
import { relationKey } from '../../postgres/relation-key';
import type { Connection } from '../../postgres/types';
import { withHeapPages } from '../virtual/pages/brin';
import { raiseBtree } from '../virtual/pages/btree';
import { pageSize } from '../virtual/pages/format';
import { withGinStatistics } from '../virtual/pages/gin';
import { type RecordedSize, recordSizes } from '../virtual/storage/record-sizes';
import { nextFileNumber } from '../virtual/storage/relation-files';
import { lengthen, newSegments, replaceFile, type Segments } from '../virtual/storage/segments';
import { readServerFile } from '../virtual/storage/server-file';
import type { RelationImage } from './image';

/** A relation's file, as the last image left it. */
interface KnownFile {
  readonly oid: number;
  /** Undefined where it has none. */
  segments: Segments | undefined;
  /** What its meta page says, as text. */
  meta: string;
  /** First pages as the end rows fill them; read when they are first changed. */
  first?: Buffer;
}

export interface TwinFiles {
  /** Gives relations the sizes of an image, and tells pg_class. */
  apply(relations: readonly RelationImage[]): Promise<void>;
}

/**
 * The files of a database whose tables and indexes stand with their end rows. What is in the server's buffers must be
 * in the files already: after a CHECKPOINT.
 */
export async function openFiles(connection: Connection, dataDirectory: string): Promise<TwinFiles> {
  const { rows } = await connection.query<{
    oid: number;
    schema: string;
    name: string;
    file: string | null;
  }>(
    `select c.oid::int8::float8 as oid, n.nspname::text as schema, c.relname::text as name, pg_catalog.pg_relation_filepath(c.oid) as file
     from ${relationsInSchemas}
     where c.relkind in ('r', 'm', 'i', 'p') and ${ofUsers('n')}`,
  );
  const known = new Map(
    rows.map(({ oid, schema, name, file }) => [
      relationKey({ schema, name }),
      {
        oid,
        segments: file === null ? undefined : newSegments(path.join(dataDirectory, file)),
        meta: '',
      },
    ]),
  );
  return {
    async apply(relations) {
      const sizes = relations.flatMap((image) => {
        const file = known.get(relationKey(image));
        return file === undefined ? [] : [resized(file, image)];
      });
      await recordSizes(connection, sizes);
    },
  };
}

/** Sets the length of a file and its meta page; returns what pg_class shall say of it. */
function resized(known: KnownFile, image: RelationImage): RecordedSize {
  const { relpages, reltuples, relallvisible, pages } = image;
  const { level, ends, gin, summarized } = image;
  const meta = JSON.stringify({ level, ends, gin, summarized });
  let number: number | undefined;
  if (known.segments !== undefined && meta !== '{}' && meta !== known.meta) {
    // The server has the old meta page in its buffers; a file of another number it has never seen.
    number = nextFileNumber();
    known.first ??= readServerFile(known.segments.file);
    known.segments = replaceFile(known.segments, number, metaPages(known.first, image));
    known.meta = meta;
  }
  if (known.segments !== undefined && known.segments.pages !== pages) {
    known.segments = lengthen(known.segments, Math.max(pages, meta === '{}' ? 0 : 1));
  }
  return { oid: known.oid, pages: relpages, rows: reltuples, visible: relallvisible, file: number };
}

function metaPages(first: Buffer, { level, ends, gin, summarized }: RelationImage): Buffer {
  if (gin !== undefined) return withGinStatistics(first, gin);
  if (summarized !== undefined) return withHeapPages(first, summarized);
  return raiseBtree(ends === true ? first : first.subarray(0, pageSize), level ?? 0);
}
