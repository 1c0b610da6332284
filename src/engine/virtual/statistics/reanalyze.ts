import { slotOf } from '../../../postgres/catalog/statistics-slots';
import { quoteIdent, quoteLiteral } from '../../../postgres/quote';
import type { Connection } from '../../../postgres/types';
import { runAnalyze, type Believed, believedRows } from './analyze';
import { mirrorAnalyze, type Mirrored, type CountedValues } from './mirror-analyze';
import type { AnalyzeParent } from './analyze-parent';

/** The values of a sample's columns, counted; databases have the same samples. */
export type Counted = ReadonlyMap<string, CountedValues>;

/** Columns of one database's ANALYZE parent that are brought to one row count after the other. */
export interface Reanalyzing {
  readonly connection: Connection;
  readonly analyzeParent: AnalyzeParent;
  /** Its sample and columns, and the row count for which it was last analysed. */
  readonly believed: Believed & { readonly only: readonly string[] };
  readonly counted: Counted;
}

/**
 * Brings the statistics of these columns to a row count as ANALYZE would, and runs it seldom: the list of common
 * values gets shorter or longer at certain row counts and is the same between them. Only the number of distinct
 * values is another at each. A column of which ANALYZE concludes otherwise than predicted is analysed at every row
 * count from then on.
 */
export async function openReanalyze({
  connection,
  analyzeParent,
  believed,
  counted,
}: Reanalyzing): Promise<(rows: number) => Promise<void>> {
  const unmatched = new Set<string>();
  /** What the ANALYZE parent's statistics say now. */
  const standing = new Map<string, Mirrored>();

  const mirroredFor = (name: string, rows: number): Mirrored | undefined => {
    const values = counted.get(name);
    return values && mirrorAnalyze(values, believedRows(rows, believed.sampled));
  };
  const compare = async (names: readonly string[], rows: number): Promise<void> => {
    for (const [name, mirrored] of await readStored(connection, analyzeParent, names)) {
      if (!isAlike(mirrored, mirroredFor(name, rows))) unmatched.add(name);
      standing.set(name, mirrored);
    }
  };
  await compare(believed.only, believed.rows);

  return async (rows) => {
    const anew = believed.only.filter(
      (name) =>
        unmatched.has(name) || standing.get(name)?.common !== mirroredFor(name, rows)?.common,
    );
    if (anew.length > 0) {
      await runAnalyze(connection, analyzeParent, { ...believed, only: anew, rows });
      await compare(anew, rows);
    }
    const moved = believed.only.flatMap((name) => {
      const mirrored = anew.includes(name) ? undefined : mirroredFor(name, rows);
      return mirrored === undefined || mirrored.distinct === standing.get(name)?.distinct
        ? []
        : [[name, mirrored] as const];
    });
    if (moved.length === 0) return;
    await writeDistinct(connection, analyzeParent, moved);
    for (const [name, mirrored] of moved) standing.set(name, mirrored);
  };
}

function isAlike(stored: Mirrored, mirrored: Mirrored | undefined): boolean {
  return stored.distinct === mirrored?.distinct && stored.common === mirrored.common;
}

/** Counts the values of an ANALYZE parent's sample, column by column; leaves out those of types that know no equality. */
export async function countValues(
  connection: Connection,
  { parent, sample }: AnalyzeParent,
  names: readonly string[],
  statisticsTarget: number,
): Promise<Counted> {
  const counted = new Map<string, CountedValues>();
  for (const name of names) {
    const counts = `
      with met as (select s.${quoteIdent(name)} as value, pg_catalog.count(*)::int as times from ${sample} as s group by 1),
        target as (select coalesce(nullif(attstattarget, -1), ${statisticsTarget}) as list from pg_catalog.pg_attribute
          where attrelid = '${parent}'::regclass::oid and attname = ${quoteLiteral(name)})
      select pg_catalog.sum(times)::int as sampled,
        coalesce(pg_catalog.sum(times) filter (where value is null), 0)::int as nulls,
        pg_catalog.count(value)::int as distinct,
        pg_catalog.count(value) filter (where times > 1)::int as repeated,
        array(select times from met where value is not null and times > 1
              order by times desc limit (select list from target)) as counts
      from met`;
    try {
      const { rows } = await connection.query<CountedValues>(counts);
      counted.set(name, rows[0] as CountedValues);
    } catch (error) {
      if ((error as { code?: string }).code !== undefinedFunction) throw error;
    }
  }
  return counted;
}

/** SQLSTATE of a GROUP BY without an operator for equal values. */
const undefinedFunction = '42883';

export async function readStored(
  connection: Connection,
  { parent }: AnalyzeParent,
  names: readonly string[],
): Promise<ReadonlyMap<string, Mirrored>> {
  const { rows } = await connection.query<Mirrored & { readonly name: string }>(
    `select a.attname as name, s.stadistinct::float8 as distinct, coalesce(pg_catalog.cardinality(${slotOf('commonValues', 'stanumbers')}), 0) as common
     from pg_catalog.pg_statistic s join pg_catalog.pg_attribute a on a.attrelid = s.starelid and a.attnum = s.staattnum
     where s.starelid = '${parent}'::regclass::oid and s.stainherit and a.attname = any($1)`,
    [names],
  );
  return new Map(rows.map(({ name, ...mirrored }) => [name, mirrored]));
}

async function writeDistinct(
  connection: Connection,
  { parent }: AnalyzeParent,
  moved: readonly (readonly [string, Mirrored])[],
): Promise<void> {
  const values = moved.map(
    ([name, { distinct }]) => `(${quoteLiteral(name)}::name, ${distinct}::float4)`,
  );
  await connection.query(`
    update pg_catalog.pg_statistic s set stadistinct = v.estimate
    from (values ${values.join(', ')}) as v (name, estimate) join pg_catalog.pg_attribute a
      on a.attrelid = '${parent}'::regclass::oid and a.attname = v.name
    where s.starelid = a.attrelid and s.staattnum = a.attnum and s.stainherit`);
}
