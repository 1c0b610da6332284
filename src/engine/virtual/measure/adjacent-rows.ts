import path from 'node:path';
import { type BrinContent, readBrin } from '../pages/brin';
import { readServerFile } from '../storage/server-file';
import { readStoredRelation } from '../../../postgres/catalog/stored-relations';
import { ownColumn } from '../../../postgres/own-name';
import type { RelationIndex } from '../catalog/relations';
import { buildIndex } from './build-index';
import type { IndexMeasure } from '../sizes/stored-sample';
import type { Measured } from './measured-table';

/**
 * What rows that follow each other in the table have in common, of which a sample of a large table shows nothing.
 *
 * @param indexes as they were measured over the sample
 * @returns the measures to correct, by what follows `using`
 */
export async function measureAdjacentRows(
  of: Measured,
  table: string,
  indexes: Indexes,
  unsaid: (index: RelationIndex) => boolean,
): Promise<Indexes> {
  const rowIntervals = await countIntervals(of, table, indexes, unsaid);
  const together = await lookTogether(of, table, indexes, unsaid);
  const ranges = await measureRanges(of, table);
  const corrected = new Map<string, IndexMeasure>();
  for (const [body, measured] of indexes) {
    const btree = measured.btree && {
      ...measured.btree,
      ...(rowIntervals.has(body) ? { rowIntervals: rowIntervals.get(body) as number } : {}),
      ...(together.has(body) ? { together: together.get(body) as number } : {}),
    };
    const brin = ranges.get(body) ?? measured.brin;
    corrected.set(body, { ...measured, ...(btree && { btree }), ...(brin && { brin }) });
  }
  return corrected;
}

type Indexes = ReadonlyMap<string, IndexMeasure>;

/** Keys that follow the row number have rows in one interval of rows of the table each, and of the sample. */
async function countIntervals(
  { connection, relation }: Measured,
  table: string,
  indexes: Indexes,
  unsaid: (index: RelationIndex) => boolean,
): Promise<ReadonlyMap<string, number>> {
  const counted = new Map<string, number>();
  for (const index of relation.indexes.filter(unsaid)) {
    if (indexes.get(index.body)?.btree?.deduplicates !== true) continue;
    const keys = index.keyTexts.map((text, k) => `${text} as k${k}`).join(', ');
    const differs = index.keyTexts.map(
      (_, k) => `k${k} is distinct from pg_catalog.lag(k${k}) over in_order`,
    );
    const { rows } = await connection.query<{ intervals: number }>(
      `with found as (select ctid as place, ${keys} from ${table} as stored where ${index.predicate ?? 'true'}),
         compared as (select ${differs.join(' or ')} or pg_catalog.row_number() over in_order = 1 as begins
           from found window in_order as (order by place))
       select pg_catalog.count(*) filter (where begins)::int as intervals from compared`,
    );
    counted.set(index.body, rows[0]?.intervals ?? 0);
  }
  return counted;
}

const intervalCount = 60;
const intervalLength = 100;
/** From this share of keys seen once, more rows of such a key may stand beside the one that was seen. */
const manyOnce = 0.05;

/**
 * A sample of a large table never meets both of two rows that share a key because they were inserted together, so
 * such keys are looked for among rows that follow each other.
 */
async function lookTogether(
  { connection, relation, insertIntervals }: Measured,
  table: string,
  indexes: Indexes,
  unsaid: (index: RelationIndex) => boolean,
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  const open = relation.indexes.filter((index) => {
    const { btree } = indexes.get(index.body) as IndexMeasure;
    if (btree === undefined || !btree.deduplicates || !unsaid(index)) return false;
    const once = btree.keys.find(({ rows }) => rows === 1)?.keys ?? 0;
    return once > manyOnce * btree.rows;
  });
  if (open.length === 0) return found;
  await connection.query(`truncate ${table}`);
  await insertIntervals(table, intervalCount, intervalLength);
  for (const index of open) {
    const keys = index.keyTexts.map((text, k) => `${text} as k${k}`).join(', ');
    const rowInterval = ownColumn(relation, 'row_interval');
    const { rows } = await connection.query<{ rows: number; keys: number; intervals: number }>(
      `with numbered as (select stored.*, (pg_catalog.row_number() over (order by ctid) - 1) / ${intervalLength} as ${rowInterval}
           from ${table} as stored),
         found as (select numbered.${rowInterval} as row_interval, ${keys} from numbered where ${index.predicate ?? 'true'}),
         different as (select distinct * from found)
       select (select pg_catalog.count(*) from found)::int as rows, (select pg_catalog.count(*) from different)::int as keys,
         (select pg_catalog.count(distinct row_interval) from found)::int as intervals`,
    );
    const [seen] = rows;
    if (seen === undefined) continue;
    // The keys at both ends of an interval of rows have rows outside of it.
    const together = (seen.rows - seen.intervals) / Math.max(1, seen.keys - seen.intervals);
    found.set(index.body, Math.max(1, together));
  }
  return found;
}

/** Rows that fill many ranges of pages. */
const rangeRows = 10_000;

/** A summary of several intervals is the smaller, the closer the values of one range lie (brin_minmax_multi.c). */
async function measureRanges(
  { connection, dataDirectory, relation, insertIntervals }: Measured,
  table: string,
): Promise<ReadonlyMap<string, BrinContent>> {
  const found = new Map<string, BrinContent>();
  const open = relation.indexes.filter(({ body }) => /^brin .*minmax_multi_ops/.test(body));
  if (open.length === 0) return found;
  await connection.query(`truncate ${table}`);
  await insertIntervals(table, 1, rangeRows);
  for (const index of open) {
    const name = await buildIndex(connection, table, index);
    const { file } = await readStoredRelation(connection, name);
    const content = readServerFile(path.join(dataDirectory, file));
    found.set(index.body, readBrin(content));
  }
  return found;
}
