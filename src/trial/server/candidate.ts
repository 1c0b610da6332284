import type { Connection } from '../../postgres/types';
import type { Candidate, CandidateCost, ColumnFigure } from '../types';
import { setLocally } from './session';
import type { TrialSession } from './session';
import { readPlannerStatistics, writePlannerStatistics, type ColumnStatistics } from './statistics';

/**
 * Applies a candidate in the transaction that is open, whose end takes it away again.
 *
 * What ANALYZE has to gather for it (values of an indexed expression, extended statistics, a higher target) comes from
 * all rows; the statistics of every other column stay what they were.
 *
 * @throws the server's error where it refuses a statement
 */
export async function applyCandidate(
  session: TrialSession,
  size: number,
  candidate: Candidate,
): Promise<CandidateCost> {
  const { connection } = session;
  const { ddl = [], statisticsTargets = [], settings = {} } = candidate;
  const before = await indexOids(connection);
  // A build that does not block writers cannot run in a transaction, and makes the same index.
  for (const text of ddl)
    await connection.query(
      text.replace(/^(\s*create\s+(unique\s+)?index\s+)concurrently\s/i, '$1'),
    );
  for (const of of statisticsTargets) {
    await connection.query(
      `alter table ${of.relation} alter column ${of.column} set statistics ${of.value}`,
    );
  }
  const made = (await indexOids(connection)).filter((oid) => !before.includes(oid));
  await analyzeAnew(connection, { made, statisticsTargets, extended: createsStatistics(ddl) });
  await setDistinct(connection, candidate);
  if (Object.keys(settings).length > 0) await setLocally(session.connection, settings);
  return costOf(connection, size, made);
}

const createsStatistics = (ddl: readonly string[]): boolean =>
  ddl.some((text) => /^\s*create\s+statistics\b/i.test(text));

async function indexOids(connection: Connection): Promise<readonly number[]> {
  const { rows } = await connection.query<{ oid: number }>(
    'select indexrelid::int8::int as oid from pg_catalog.pg_index where indexrelid >= 16384::oid order by 1',
  );
  return rows.map(({ oid }) => oid);
}

/** ANALYZE of tables of which something new is wanted. The estimates that others have stand as they stood. */
async function analyzeAnew(
  connection: Connection,
  of: {
    readonly made: readonly number[];
    readonly statisticsTargets: readonly ColumnFigure[];
    readonly extended: boolean;
  },
): Promise<void> {
  const { rows } = await connection.query<{ relation: string; tuples: number }>(
    `select distinct c.oid::regclass::text as relation, c.reltuples::float8 as tuples
       from pg_catalog.pg_class c
      where c.oid in (select indrelid from pg_catalog.pg_index where indexrelid = any ($1::oid[]) and indexprs is not null)
         or c.oid = any ($2::text[]::regclass[]::oid[])
         or $3 and c.oid in (select e.stxrelid from pg_catalog.pg_statistic_ext e
                              where not exists (select from pg_catalog.pg_statistic_ext_data d where d.stxoid = e.oid))`,
    [of.made, of.statisticsTargets.map(({ relation }) => relation), of.extended],
  );
  if (rows.length === 0) return;
  const kept = await readPlannerStatistics(connection);
  for (const { relation, tuples } of rows) {
    await analyzeNoOtherColumn(connection, relation, of);
    const whole = Math.min(10_000, Math.max(100, Math.ceil(tuples / 300)));
    await connection.query(`set local default_statistics_target = ${whole}; analyze ${relation}`);
  }
  const fresh = await readPlannerStatistics(connection);
  const known = new Set(kept.columns.map(keyOf));
  const raised = new Set(
    of.statisticsTargets.map(({ relation, column }) => `${bare(relation)}.${bare(column)}`),
  );
  const anew = fresh.columns.filter((each) => !known.has(keyOf(each)) || raised.has(nameOf(each)));
  const replaced = new Set(anew.map(keyOf));
  const columns = [...kept.columns.filter((each) => !replaced.has(keyOf(each))), ...anew];
  await writePlannerStatistics(connection, { ...kept, columns });
}

/**
 * ANALYZE leaves out a column whose target is 0 (examine_attribute, analyze.c), and the columns of an index only where
 * columns are listed. All values of a wide column, which nobody asked for, would take most of its time.
 */
async function analyzeNoOtherColumn(
  connection: Connection,
  relation: string,
  { statisticsTargets, extended }: Parameters<typeof analyzeAnew>[1],
): Promise<void> {
  // Extended statistics are computed only of columns that are analyzed too (lookup_var_attr_stats, extended_stats.c).
  if (extended) return;
  const { rows } = await connection.query<{ name: string }>(
    `select pg_catalog.quote_ident(a.attname) as name from pg_catalog.pg_attribute a
      where a.attrelid = $1::regclass::oid and a.attnum > 0 and not a.attisdropped
        and not exists (select from rows from (pg_catalog.unnest($2::text[]), pg_catalog.unnest($3::text[])) w(relation, name)
                         where w.relation::regclass::oid = a.attrelid and w.name = pg_catalog.quote_ident(a.attname))
      order by a.attlen < 0, a.attlen, a.attnum`,
    [
      relation,
      statisticsTargets.map((each) => each.relation),
      statisticsTargets.map(({ column }) => column),
    ],
  );
  // The largest target decides how many rows are read (acquire_sample_rows): one narrow column keeps the number that reads
  // all of them, where that of a raised target would let chance choose.
  const reader = statisticsTargets.length > 0 ? rows[0]?.name : undefined;
  const changes = rows.map(
    ({ name }) => `alter column ${name} set statistics ${name === reader ? -1 : 0}`,
  );
  if (changes.length > 0) await connection.query(`alter table ${relation} ${changes.join(', ')}`);
}

const keyOf = ({ schema, name, column, inherit }: ColumnStatistics): string =>
  JSON.stringify([schema, name, column, inherit]);
const nameOf = ({ name, column }: ColumnStatistics): string => `${name}.${column}`;

/** The last part of a name, without its quotes. */
function bare(name: string): string {
  const last = /("(?:[^"]|"")*"|[^".]+)$/.exec(name)?.[0] ?? name;
  return last.startsWith('"') ? last.slice(1, -1).replaceAll('""', '"') : last;
}

/** ANALYZE overrides its own estimate with the option and nothing else of the column (do_analyze_rel, analyze.c). */
export async function setDistinct(
  connection: Connection,
  { distinct = [] }: Candidate,
): Promise<void> {
  for (const { relation, column, value } of distinct) {
    await connection.query(
      `alter table ${relation} alter column ${column} set (n_distinct = ${value})`,
    );
    await connection.query(
      `update pg_catalog.pg_statistic set stadistinct = $3::float4
        where starelid = $1::regclass::oid and staattnum =
          (select attnum from pg_catalog.pg_attribute where attrelid = $1::regclass::oid and pg_catalog.quote_ident(attname) = $2)`,
      [relation, column, value],
    );
  }
}

async function costOf(
  connection: Connection,
  size: number,
  made: readonly number[],
): Promise<CandidateCost> {
  const { rows } = await connection.query<{
    indexes: string[] | null;
    bytes: number;
    others: number;
  }>(
    `select pg_catalog.array_agg(i.relname::text order by i.oid) filter (where i.oid = any ($1::oid[])) as indexes,
            coalesce(pg_catalog.sum(pg_catalog.pg_relation_size(i.oid)) filter (where i.oid = any ($1::oid[])), 0)::float8 as bytes,
            coalesce(pg_catalog.sum(pg_catalog.pg_relation_size(i.oid)) filter (where i.oid <> all ($1::oid[])), 0)::float8 as others
       from pg_catalog.pg_index x join pg_catalog.pg_class i on i.oid = x.indexrelid
      where x.indrelid in (select indrelid from pg_catalog.pg_index where indexrelid = any ($1::oid[]))`,
    [made],
  );
  const [sizes] = rows;
  return {
    size,
    indexes: sizes?.indexes ?? [],
    bytes: sizes?.bytes ?? 0,
    otherBytes: sizes?.others ?? 0,
  };
}
