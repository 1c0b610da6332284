import { type GistDensity, type GistMeasure, wholePeriod } from '../sizes/gist';
import type { RelationIndex } from '../catalog/relations';
import { densityOf, sizeOf, type GistBuild } from './build-gist';
import { openRefinedDensity } from './gist-on-windows';
import { refineBuilds } from './refine-builds';
import type { RefinedDensity } from '../sizes/stored-sample';
import type { DenseTable } from './measured-table';

interface Splitting {
  readonly period: number;
  /** Ratio of neighbouring builds. */
  readonly step: number;
}

/**
 * Operator classes that part the space of keys where the middle is rather than where the rows are. Halves: a bit of
 * an address, one coordinate. Quarters: both coordinates. Texts part by their next character, of which
 * hexadecimal digits, that texts of a model are made of, have sixteen.
 */
const splitting: { readonly [opclass: string]: Splitting } = {
  'gist inet_ops': { period: 2, step: 2 ** 0.25 },
  'spgist inet_ops': { period: 2, step: 2 ** 0.25 },
  'spgist kd_point_ops': { period: 2, step: 2 ** 0.25 },
  'spgist quad_point_ops': { period: 4, step: 2 ** 0.5 },
  'spgist box_ops': { period: 4, step: 2 ** 0.5 },
  'spgist text_ops': { period: 16, step: 2 },
};

/**
 * The meta page and the two roots of an SP-GiST index (src/include/access/spgist_private.h), and half of the four
 * pages that a build has open at its end.
 */
const spgistFixed = 5;

/**
 * Operator classes that part keys where the rows are, but otherwise where ranges overlap than where they do not: by
 * how close the rows lie.
 */
const byOverlap = /^(?:gist|spgist) (?:multi)?range_ops$/;
/** Those that may stand before a range in an index of several columns. */
const ordered = /^gist gist_\w+_ops$/;

/** Ratio of rows below which no look is taken between two parts of the sample. */
const closest = 1.04;

/**
 * Builds a GiST or SP-GiST index over parts of the sample, or over parts of larger tables, so that it is known how full
 * its pages are at each row count.
 *
 * @param table the stored sample
 * @param whole the index over the sample
 */
export async function measureGist(
  of: DenseTable,
  table: string,
  index: RelationIndex,
  whole: GistBuild,
): Promise<{ readonly gist: GistMeasure; readonly refinedDensity?: RefinedDensity }> {
  const { connection } = of;
  const fixed = index.method === 'spgist' ? spgistFixed : 0;
  if (whole.rows === 0) return { gist: { densities: [], fixed } };
  const largest = densityOf(whole, fixed);
  const { rows } = await connection.query<{ opclass: string }>(
    `select o.opcname as opclass from pg_catalog.pg_index i cross join pg_catalog.unnest(i.indclass) with ordinality as c (oid, place)
     join pg_catalog.pg_opclass o on o.oid = c.oid where i.indexrelid = '${index.oid}' order by c.place`,
  );
  const classes = rows.map(({ opclass }) => `${index.method} ${opclass}`);
  if (
    classes.some((each) => byOverlap.test(each)) &&
    classes.every((each) => byOverlap.test(each) || ordered.test(each))
  ) {
    const refinedDensity = await openRefinedDensity(of, table, index, largest, fixed);
    if (refinedDensity !== undefined)
      return { gist: { densities: [largest], fixed }, refinedDensity };
  }
  const known = splitting[classes[0] ?? ''];
  if (known === undefined) return { gist: { densities: [largest], fixed } };
  const { period, step } = known;
  const subset = `${table}_subset`;
  const part = async (share: number): Promise<GistDensity | undefined> => {
    // By the place of a row, so that what is in a part is in all larger ones.
    await connection.query(`
      create table ${subset} as select * from ${table}
      where (pg_catalog.hashtid(ctid)::bigint + 2147483648)::float8 / 4294967296::float8 < ${share}::float8`);
    try {
      return densityOf(await sizeOf(connection, subset, index), fixed);
    } finally {
      await connection.query(`drop table ${subset}`);
    }
  };
  const parts = [largest];
  for (let share = 1 / step; share > 1.01 / period; share /= step) {
    const next = await part(share);
    if (next !== undefined) parts.unshift(next);
  }
  const [, ...densities] = await refineBuilds(wholePeriod(parts, period), closest, (count) =>
    part(count / whole.rows),
  );
  return { gist: { densities, period, fixed } };
}
