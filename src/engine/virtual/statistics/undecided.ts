import type { Connection } from '../../../postgres/types';
import type { AnalyzeParent } from './analyze-parent';

/**
 * Columns whose statistics would differ at another row count: all but those of which every value was seen again
 * and again, those of which none was, and those of types that know no equality (compute_trivial_stats, analyze.c: their
 * distinct values stay unknown, which is 0).
 */
export async function undecided(
  connection: Connection,
  { parent, rowNumber }: AnalyzeParent,
): Promise<readonly string[]> {
  const { rows } = await connection.query<{ name: string; decided: boolean }>(
    `select s.attname as name,
       s.n_distinct = 0::float4 or s.n_distinct = s.null_frac - 1::float4 or s.null_frac = 1::float4 or (s.null_frac
         + (select coalesce(pg_catalog.sum(f), 0::float4) from pg_catalog.unnest(s.most_common_freqs) f))::float8 > 0.99999::float8 as decided
     from pg_catalog.pg_stats s join pg_catalog.pg_attribute a on a.attrelid = '${parent}'::regclass::oid and a.attname = s.attname
     where s.schemaname::text || '.' || s.tablename::text = '${parent}' and s.inherited and s.attname <> '${rowNumber}'
     order by a.attnum`,
  );
  return rows.flatMap(({ name, decided }) => (decided ? [] : [name]));
}
