import type { Measured } from './measured-table';
import type { IndexMeasure, Measure } from '../sizes/stored-sample';
import path from 'node:path';
import { readStoredRelation } from '../../../postgres/catalog/stored-relations';
import type { Connection } from '../../../postgres/types';
import { allEqualImage, readBtree } from '../pages/btree';
import { readBrin } from '../pages/brin';
import { readGin } from '../pages/gin';
import { readServerFile } from '../storage/server-file';
import type { RelationIndex } from '../catalog/relations';
import { buildIndex } from './build-index';
import { vacuum } from '../../vacuum';
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
    await vacuum(connection, [name], { analyze: false });
    const { reltuples: rows, pages } = await readStoredRelation(connection, name);
    const indexes = new Map<string, IndexMeasure>();
    for (const index of relation.indexes) {
      indexes.set(index.body, await measureIndex(of, name, index, rows));
    }
    const corrections = await measureAdjacentRows(of, name, indexes, unsaid);
    return {
      // The last page is half full on average.
      rowsPerPage: rows / Math.max(0.5, pages - 0.5),
      guessedPerPage: guessed / Math.max(1, pages),
      rows,
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
  const { file, reltuples: entries, pages } = await readStoredRelation(connection, name);
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
