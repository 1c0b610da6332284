import type { Connection } from '../../../postgres/types';
import { rowNumber, type Specimen } from './specimen';

/** Types whose values take ANALYZE long: their conclusions are drawn anew only every so often. */
const slow = /\[\]$|^(?:jsonb|tsvector)$|range$/;

/**
 * Columns whose statistics would differ at another row count: all but those of which every value was seen again
 * and again, and those of which none was.
 */
export async function undecided(
  connection: Connection,
  { parent, statistics }: Specimen,
): Promise<{ quick: readonly string[]; slow: readonly string[] }> {
  const { rows } = await connection.query<{ name: string; type: string; decided: boolean }>(
    `select s.attname as name, format_type(a.atttypid, -1) as type,
       s.n_distinct = s.null_frac - 1 or s.null_frac = 1 or s.null_frac
         + (select coalesce(sum(f), 0) from unnest(s.most_common_freqs) f) > 0.99999 as decided
     from pg_stats s join pg_attribute a on a.attrelid = '${parent}'::regclass and a.attname = s.attname
     where s.schemaname || '.' || s.tablename = '${parent}' and s.inherited and s.attname <> '${rowNumber}'
     order by a.attnum`,
  );
  const open = rows.filter(({ decided }) => !decided || statistics.length > 0);
  return {
    quick: open.filter(({ type }) => !slow.test(type)).map(({ name }) => name),
    slow: open.filter(({ type }) => slow.test(type)).map(({ name }) => name),
  };
}

/**
 * The row count for which slow columns are analysed, one of so many a decade: the smaller a part of the rows the
 * sample is, the less depends on it.
 */
export function roundedForSlow(rows: number, sampled: number): number {
  const steps = rows > 100 * sampled ? 4 : rows > 10 * sampled ? 16 : 64;
  return Math.max(sampled + 1, Math.round(10 ** (Math.round(Math.log10(rows) * steps) / steps)));
}
