import { openMemo, topic } from '../once';
import type { DenseTable } from './measured-table';
import type { RefinedDensity } from '../sizes/stored-sample';
import type { Connection } from '../../../postgres/types';
import { densityAt, type GistDensity } from '../sizes/gist';
import type { RelationIndex } from '../catalog/relations';
import { densityOf, sizeOf } from './build-gist';
import { indexLocality } from './index-locality';
import { isUnlike } from './refine-builds';
import { fillWindows } from '../rows/row-windows';

/**
 * Row counts of tables whose windows are looked at first; beyond, pages are taken to be as full as there. At twice as
 * many rows pages may be fuller by a sixth, and at four times as many as full as before.
 */
const looked = [0.12, 0.25, 0.5, 1, 2, 4, 8, 32, 128, 512].map((millions) => millions * 1e6);
/**
 * How many rows are looked at, and out of how many parts of the table. GiST splits a few hundred rows at a time, now
 * into more pages, now into fewer: 120,000 rows leave 2 % to chance. A build that sorts its rows has a page too many
 * where one part ends. SP-GiST splits all over the tree at once, and is less moved by chance where there are more parts.
 */
const dense = { gist: { rows: 120_000, parts: 2 }, spgist: { rows: 60_000, parts: 4 } };
/** Fewer of those that come in order: SP-GiST takes a time that grows with their square. */
const inOrder = 30_000;
/** Ratio of rows below which no look is taken between two builds. */
const closest = 1.1;

/** By the row count that the windows are taken from. */
const builds = topic<Promise<GistDensity | undefined>>('run');

/**
 * Builds an index over rows as close to each other as in a larger table: how a page of ranges splits depends on whether
 * they overlap, or share a bound, and that on how many rows there are. Undefined where it cannot be found out what rows
 * close to each other have in common.
 *
 * @param table the stored sample
 * @param whole the index over the sample
 * @param fixed pages that an index of any size has
 */
export async function openRefinedDensity(
  of: DenseTable,
  table: string,
  index: RelationIndex,
  whole: GistDensity,
  fixed: number,
): Promise<RefinedDensity | undefined> {
  const { sampled, onlyRows } = of;
  const near = await indexLocality(of, table, index);
  if (near === undefined) return undefined;
  const share = whole.rows / sampled;
  const { rows: most, parts: count } = index.method === 'gist' ? dense.gist : dense.spgist;
  const slow = index.method === 'spgist' && near.by === 'row';
  const into = `${table}_dense`;
  const build = async (connection: Connection, rows: number): Promise<GistDensity | undefined> => {
    const wanted = onlyRows !== undefined ? sampled : slow ? inOrder : most;
    // Another place each time, so that what holds for one window alone is seen to differ from its neighbours.
    const place = (Math.log2(rows / sampled) * 0.6180339887498949) % 1;
    const windows = { near, of: rows, rows: Math.min(rows, wanted), count, at: place };
    if (!(await fillWindows({ ...of, connection }, index, into, windows))) return undefined;
    try {
      const { density } = densityOf(await sizeOf(connection, into, index), fixed);
      return density === 0 ? undefined : { rows: rows * share, density };
    } finally {
      await connection.query(`drop table ${into}`);
    }
  };
  const once = openMemo();
  const at = (connection: Connection, rows: number): Promise<GistDensity | undefined> =>
    once(builds, String(rows), () => build(connection, rows));
  return async (connection, indexRows) => {
    const rows = Math.max(1, Math.round(indexRows / share));
    if (onlyRows !== undefined) return (await at(connection, onlyRows))?.density ?? whole.density;
    const counts = looked.filter((each) => each > 2 * sampled);
    const from = counts.findLast((each) => each <= rows);
    const to = counts.find((each) => each > rows);
    let below = from === undefined ? whole : await at(connection, from);
    if (below === undefined) return whole.density;
    // Where the table never has so many rows, it stays as dense.
    let above = (to === undefined ? undefined : await at(connection, to)) ?? below;
    while (isUnlike(below, above) && above.rows / below.rows > closest ** 2) {
      const middle = Math.round(Math.sqrt(below.rows * above.rows) / share);
      const between = await at(connection, middle);
      if (between === undefined) break;
      if (middle > rows) above = between;
      else below = between;
    }
    return densityAt([below, above], indexRows);
  };
}
