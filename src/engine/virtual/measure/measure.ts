import type { Measured } from './measured-table';
import type { IndexMeasure, Measure } from '../sizes/stored-sample';
import path from 'node:path';
import type { Connection } from '../../../postgres/types';
import { allEqualImage, readBtree } from '../pages/btree';
import { readBrin } from '../pages/brin';
import { readGin } from '../pages/gin';
import { readServerFile } from '../storage/server-file';
import { pageSize } from '../pages/format';
import type { RelationIndex } from '../catalog/relations';
import { buildIndex } from './build-index';
import { measureGist } from './gist-on-subsets';
import { measureAdjacentRows } from './adjacent-rows';
import { ownSchema } from '../../../postgres/own-schema';

/** Stores the sample as the table would, with all its indexes, and measures them. Drops it again. */
export async function measure(
  of: Measured,
  unsaid: (index: RelationIndex) => boolean,
): Promise<Measure> {
  const { connection, relation } = of;
  const name = `${ownSchema}.measured_${relation.oid}`;
  const options = relation.options === '' ? '' : `with (${relation.options})`;
  await connection.query(
    `create table ${name} (like ${relation.sqlName} including defaults including generated including storage
       including compression including constraints) ${options}`,
  );
  try {
    await of.insertSample(name);
    const guessed = await guessedRows(connection, name);
    await connection.query(`vacuum ${name}`);
    const { rows } = await connection.query<{ rows: number; pages: number }>(
      `select c.reltuples::float8 as rows, (pg_catalog.pg_relation_size(c.oid) / ${pageSize})::int as pages
       from pg_catalog.pg_class c where c.oid = '${name}'::regclass::oid`,
    );
    const heap = rows[0] as (typeof rows)[number];
    const indexes = new Map<string, IndexMeasure>();
    for (const index of relation.indexes) {
      indexes.set(index.body, await measureIndex(of, name, index, heap.rows));
    }
    const corrections = await measureAdjacentRows(of, name, indexes, unsaid);
    return {
      // The last page is half full on average.
      rowsPerPage: heap.rows / Math.max(0.5, heap.pages - 0.5),
      guessedPerPage: guessed / Math.max(1, heap.pages),
      rows: heap.rows,
      scale: of.scale,
      indexes: new Map([...indexes, ...corrections]),
    };
  } finally {
    await connection.query(`drop table ${name}`);
  }
}

/** By the widths of its types alone: estimate_rel_size, src/backend/optimizer/util/plancat.c. */
async function guessedRows(connection: Connection, table: string): Promise<number> {
  const { rows } = await connection.query<{
    'QUERY PLAN': readonly { readonly Plan: { readonly 'Plan Rows': number } }[];
  }>(`explain (format json) select from ${table}`);
  return rows[0]?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0;
}

async function measureIndex(
  of: Measured,
  table: string,
  index: RelationIndex,
  rows: number,
): Promise<IndexMeasure> {
  const { connection, dataDirectory } = of;
  const name = await buildIndex(connection, table, index);
  const { rows: found } = await connection.query<{ file: string; entries: number; pages: number }>(
    `select pg_catalog.pg_relation_filepath(oid) as file, reltuples::float8 as entries,
       (pg_catalog.pg_relation_size(oid) / ${pageSize})::int as pages
     from pg_catalog.pg_class where oid = '${name}'::regclass::oid`,
  );
  const { file, entries, pages } = found[0] as (typeof found)[number];
  const measured = { share: index.partial ? Math.min(1, entries / rows) : 1, pages };
  // The file is complete: a commit without write-ahead log writes new files out.
  const content = readServerFile(path.join(dataDirectory, file));
  if (index.method === 'gist' || index.method === 'spgist') {
    const sampled = { ...of, sampled: rows };
    const whole = { rows: entries, pages };
    return { ...measured, ...(await measureGist(sampled, table, index, whole)) };
  }
  if (index.method === 'gin') return { ...measured, gin: readGin(content) };
  if (index.method === 'brin') return { ...measured, brin: readBrin(content) };
  if (index.method !== 'btree') return measured;
  const tuples = readBtree(content);
  const deduplicates =
    allEqualImage(content) && index.deduplicate && !index.unique && index.includes === 0;
  const keyBytes = await meanBytes(connection, table, index);
  return {
    ...measured,
    share: tuples.rows / rows,
    btree: { ...tuples, deduplicates, keyBytes, together: 1 },
  };
}

async function meanBytes(
  connection: Connection,
  table: string,
  { keyTexts }: RelationIndex,
): Promise<readonly number[]> {
  const list = keyTexts.map(
    (key) => `coalesce(pg_catalog.avg(pg_catalog.pg_column_size(${key})), 0)::float8`,
  );
  const { rows } = await connection.query<{ bytes: readonly number[] }>(
    `select array[${list.join(', ')}] as bytes from ${table}`,
  );
  return rows[0]?.bytes ?? [];
}
