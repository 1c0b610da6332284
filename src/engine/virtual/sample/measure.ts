import { readFileSync } from 'node:fs';
import path from 'node:path';
import { quoteIdent } from '../../../postgres/quote';
import type { Connection } from '../../../postgres/types';
import { allEqualImage, readBtree, type BtreeTuples } from '../files/btree-page';
import { type BrinContent, readBrin } from '../files/brin-page';
import { type GinKeys, readGin } from '../files/gin-page';
import { pageSize } from '../pages/format';
import type { Relation, RelationIndex } from '../relations';
import { laboratory } from '../statistics/laboratory';

/** What one row of a table takes, learned from a sample that was really stored. */
export interface Measure {
  readonly rowsPerPage: number;
  /** Rows that were measured. */
  readonly rows: number;
  /** At which they are as they were measured. */
  readonly scale: number;
  /** By what follows `using`: lanes have OIDs of their own, partitions names of their own. */
  readonly indexes: ReadonlyMap<string, IndexMeasure>;
}

export interface IndexMeasure {
  /** Share of the table's rows that the index has: below 1 for a partial index. */
  readonly share: number;
  /** Pages of the index over the sample. */
  readonly pages: number;
  readonly btree?: BtreeMeasure;
  readonly gin?: readonly GinKeys[];
  readonly brin?: BrinContent;
}

export interface BtreeMeasure extends BtreeTuples {
  readonly deduplicates: boolean;
  /** Mean bytes of each key column. */
  readonly keyBytes: readonly number[];
  /** Mean number of rows with one key among rows that follow each other in the table; 1 where not looked for. */
  readonly together: number;
}

export interface Measured {
  readonly connection: Connection;
  readonly dataDirectory: string;
  readonly relation: Relation;
  readonly scale: number;
  /** Inserts the sample. */
  readonly insertSample: (into: string) => Promise<void>;
  /** Inserts a few stretches of rows that follow each other, all of this length. */
  readonly insertStretches: (into: string, length: number) => Promise<void>;
}

/** Stores the sample as the table would, with all its indexes, and measures them. Drops it again. */
export async function measure(
  of: Measured,
  unsaid: (index: RelationIndex) => boolean,
): Promise<Measure> {
  const { connection, dataDirectory, relation } = of;
  const name = `${laboratory}.measured_${relation.oid}`;
  const options = relation.options === '' ? '' : `with (${relation.options})`;
  await connection.query(
    `create table ${name} (like ${relation.sqlName} including defaults including generated including storage
       including compression) ${options}`,
  );
  try {
    await of.insertSample(name);
    await connection.query(`vacuum ${name}`);
    const { rows } = await connection.query<{ rows: number; pages: number }>(
      `select c.reltuples::float8 as rows, (pg_relation_size(c.oid) / ${pageSize})::int as pages
       from pg_class c where c.oid = '${name}'::regclass`,
    );
    const heap = rows[0] as (typeof rows)[number];
    const indexes = new Map<string, IndexMeasure>();
    for (const index of relation.indexes) {
      indexes.set(
        index.body,
        await measureIndex(connection, dataDirectory, name, index, heap.rows),
      );
    }
    await lookTogether(of, name, indexes, unsaid);
    return {
      // The last page is half full on average.
      rowsPerPage: heap.rows / Math.max(0.5, heap.pages - 0.5),
      rows: heap.rows,
      scale: of.scale,
      indexes,
    };
  } finally {
    await connection.query(`drop table ${name}`);
  }
}

async function measureIndex(
  connection: Connection,
  dataDirectory: string,
  table: string,
  index: RelationIndex,
  rows: number,
): Promise<IndexMeasure> {
  const name = quoteIdent(`measured_${index.oid}`);
  await connection.query(`create index ${name} on ${table} using ${index.body}`);
  const { rows: found } = await connection.query<{ file: string; entries: number; pages: number }>(
    `select pg_relation_filepath(oid) as file, reltuples::float8 as entries,
       (pg_relation_size(oid) / ${pageSize})::int as pages
     from pg_class where oid = '${laboratory}.${name}'::regclass`,
  );
  const { file, entries, pages } = found[0] as (typeof found)[number];
  const measured = { share: index.partial ? Math.min(1, entries / rows) : 1, pages };
  // The file is complete: a commit without write-ahead log writes new files out.
  const content = readFileSync(path.join(dataDirectory, file));
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

/** Rows of one stretch. */
const stretchLength = 100;
/** From this share of keys seen once, more rows of such a key may stand beside the one that was seen. */
const manyOnce = 0.05;

/**
 * A sample of a large table never meets both of two rows that share a key because they were inserted together, so
 * such keys are looked for among rows that follow each other.
 */
async function lookTogether(
  { connection, relation, insertStretches }: Measured,
  table: string,
  indexes: Map<string, IndexMeasure>,
  unsaid: (index: RelationIndex) => boolean,
): Promise<void> {
  const open = relation.indexes.filter((index) => {
    const { btree } = indexes.get(index.body) as IndexMeasure;
    if (btree === undefined || !btree.deduplicates || !unsaid(index)) return false;
    const once = btree.keys.find(({ rows }) => rows === 1)?.keys ?? 0;
    return once > manyOnce * btree.rows;
  });
  if (open.length === 0) return;
  await connection.query(`truncate ${table}`);
  await insertStretches(table, stretchLength);
  for (const index of open) {
    const keys = index.keyTexts.map((text, k) => `${text} as k${k}`).join(', ');
    const { rows } = await connection.query<{ rows: number; keys: number; stretches: number }>(
      `with numbered as (select *, (row_number() over (order by ctid) - 1) / ${stretchLength} as stretch from ${table}),
         found as (select stretch, ${keys} from numbered where ${index.predicate ?? 'true'}),
         different as (select distinct * from found)
       select (select count(*) from found)::int as rows, (select count(*) from different)::int as keys,
         (select count(distinct stretch) from found)::int as stretches`,
    );
    const [seen] = rows;
    const known = indexes.get(index.body);
    if (seen === undefined || known?.btree === undefined) continue;
    // The keys at both ends of a stretch have rows outside of it.
    const together = (seen.rows - seen.stretches) / Math.max(1, seen.keys - seen.stretches);
    indexes.set(index.body, {
      ...known,
      btree: { ...known.btree, together: Math.max(1, together) },
    });
  }
}

async function meanBytes(
  connection: Connection,
  table: string,
  { keyTexts }: RelationIndex,
): Promise<readonly number[]> {
  const list = keyTexts.map((key) => `coalesce(avg(pg_column_size(${key})), 0)::float8`);
  const { rows } = await connection.query<{ bytes: readonly number[] }>(
    `select array[${list.join(', ')}] as bytes from ${table}`,
  );
  return rows[0]?.bytes ?? [];
}
