import { quoteLiteral } from '../../../postgres/quote';
import type { Connection } from '../../../postgres/types';
import { analyzeSpecimen, type Believed } from './analyze';
import type { Specimen } from './specimen';

/** What ANALYZE made of one column of a sample, as far as that depends on the row count. */
export interface Conclusion {
  /** `stadistinct`: below 0 a share of the rows. */
  readonly distinct: number;
  /** Length of the list of common values, which also settles the histogram: that of all other values. */
  readonly common: number;
}

export type Concluded = ReadonlyMap<string, Conclusion>;

/** What was concluded of one sample, by row count; lanes have the same samples. */
export type Conclusions = Map<number, Promise<Concluded>>;

/** Row counts a decade at which ANALYZE really runs, the next finer ones where its lists change in between. */
const steps = [4, 16, 64] as const;

/** Columns of one lane's specimen that are analysed for one row count after the other. */
export interface Concluding {
  readonly connection: Connection;
  readonly specimen: Specimen;
  readonly believed: Omit<Believed, 'rows'> & { readonly only: readonly string[] };
  readonly known: Conclusions;
}

/**
 * Brings the statistics of these columns to a row count as ANALYZE would, and runs it seldom. The list of common
 * values gets shorter or longer at certain row counts and is the same between them. The number of distinct values
 * is n·d / (n − f1 + f1·n/N) (compute_scalar_stats, analyze.c), so its reciprocal is linear in that of the row
 * count N, and two values give all between them.
 */
export function openConclusions(of: Concluding): (rows: number) => Promise<void> {
  const { connection, specimen, believed, known } = of;
  /** Lists that the specimen has now. */
  let lists: string | undefined;

  const analyze = async (rows: number): Promise<Concluded> => {
    await analyzeSpecimen(connection, specimen, { ...believed, rows });
    const concluded = await readConcluded(connection, specimen, believed.only);
    lists = listsOf(concluded);
    return concluded;
  };
  const at = (rows: number): Promise<Concluded> => {
    const concluded = known.get(rows) ?? analyze(rows);
    known.set(rows, concluded);
    return concluded;
  };

  return async (rows) => {
    for (const step of steps) {
      const place = Math.log10(rows) * step;
      const [below = rows, above = rows] = [Math.floor(place), Math.ceil(place)].map((k) =>
        Math.round(10 ** (k / step)),
      );
      if (below <= believed.sampled) continue;
      const ends = [
        { rows: below, concluded: await at(below) },
        { rows: above, concluded: await at(above) },
      ] as const;
      const between = concludedBetween(ends[0], ends[1], rows);
      if (between === undefined) continue;
      if (lists !== listsOf(between)) await analyze(below);
      await writeDistinct(connection, specimen, between);
      return;
    }
    await analyze(rows);
  };
}

interface End {
  readonly rows: number;
  readonly concluded: Concluded;
}

/** What ANALYZE concludes at a row count between two others; undefined where their lists differ, or a limit was met. */
export function concludedBetween(below: End, above: End, rows: number): Concluded | undefined {
  const between = new Map<string, Conclusion>();
  for (const [name, { distinct, common }] of below.concluded) {
    const other = above.concluded.get(name);
    if (other?.common !== common) return undefined;
    const value =
      other.distinct === distinct
        ? distinct
        : distinctBetween(
            { rows: below.rows, distinct },
            { rows: above.rows, distinct: other.distinct },
            rows,
          );
    if (value === undefined) return undefined;
    between.set(name, { distinct: value, common });
  }
  return between;
}

interface Estimate {
  readonly rows: number;
  readonly distinct: number;
}

function distinctBetween(below: Estimate, above: Estimate, rows: number): number | undefined {
  // Where each value is taken for another one, the estimate was cut off at the row count.
  if (below.distinct === -1 || above.distinct === -1) return undefined;
  const count = ({ distinct, rows: of }: Estimate): number =>
    distinct < 0 ? -distinct * of : distinct;
  const share = (1 / rows - 1 / below.rows) / (1 / above.rows - 1 / below.rows);
  const reciprocal = 1 / count(below) + share * (1 / count(above) - 1 / count(below));
  const values = Math.floor(1 / reciprocal + 0.5);
  return values > 0.1 * rows ? -values / rows : values;
}

function listsOf(concluded: Concluded): string {
  return JSON.stringify([...concluded].map(([name, { common }]) => [name, common]));
}

async function readConcluded(
  connection: Connection,
  { parent }: Specimen,
  names: readonly string[],
): Promise<Concluded> {
  const common = [1, 2, 3, 4, 5].map(
    (slot) => `when s.stakind${slot} = 1 then cardinality(s.stanumbers${slot})`,
  );
  const { rows } = await connection.query<Conclusion & { readonly name: string }>(
    `select a.attname as name, s.stadistinct::float8 as distinct, case ${common.join(' ')} else 0 end as common
     from pg_statistic s join pg_attribute a on a.attrelid = s.starelid and a.attnum = s.staattnum
     where s.starelid = '${parent}'::regclass and s.stainherit and a.attname = any($1) order by a.attnum`,
    [names],
  );
  return new Map(rows.map(({ name, ...conclusion }) => [name, conclusion]));
}

async function writeDistinct(
  connection: Connection,
  { parent }: Specimen,
  concluded: Concluded,
): Promise<void> {
  const values = [...concluded].map(
    ([name, { distinct }]) => `(${quoteLiteral(name)}::name, ${distinct}::float4)`,
  );
  await connection.query(`
    update pg_statistic s set stadistinct = v.estimate
    from (values ${values.join(', ')}) as v (name, estimate) join pg_attribute a
      on a.attrelid = '${parent}'::regclass and a.attname = v.name
    where s.starelid = a.attrelid and s.staattnum = a.attnum and s.stainherit`);
}
