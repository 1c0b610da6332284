import type { Connection } from '../../../postgres/types';
import { pageSize } from '../pages/format';
import type { SpaceBuild, SpaceMeasure } from '../pages/space';
import type { RelationIndex } from '../relations';
import { buildIndex } from './build-index';

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
  'spgist range_ops': { period: 4, step: 2 ** 0.5 },
  'spgist text_ops': { period: 16, step: 2 },
};

/**
 * The meta page and the two roots of an SP-GiST index (src/include/access/spgist_private.h), and half of the four
 * pages that a build has open at its end.
 */
const spgistFixed = 5;

/** Builds a GiST or SP-GiST index over parts of the sample, so that its pages are known at each place of a period. */
export async function measureSpace(
  connection: Connection,
  table: string,
  index: RelationIndex,
  whole: SpaceBuild,
): Promise<SpaceMeasure> {
  const fixed = index.method === 'spgist' ? spgistFixed : 0;
  const { rows } = await connection.query<{ opclass: string }>(
    `select o.opcname as opclass from pg_index i join pg_opclass o on o.oid = i.indclass[0] where i.indexrelid = ${index.oid}`,
  );
  const known = splitting[`${index.method} ${rows[0]?.opclass ?? ''}`];
  if (known === undefined) return { period: 1, builds: [whole], fixed };
  const { period, step } = known;
  const builds = [whole];
  const thinned = `${table}_thinned`;
  for (let share = 1 / step; share > 1.01 / period; share /= step) {
    // By the place of a row, so that what is in a part is in all larger ones.
    await connection.query(`
      create table ${thinned} as select * from ${table}
      where (hashtid(ctid)::bigint + 2147483648) / 4294967296.0 < ${share}`);
    try {
      const name = await buildIndex(connection, thinned, index);
      const { rows: built } = await connection.query<SpaceBuild>(
        `select reltuples::float8 as rows, (pg_relation_size(oid) / ${pageSize})::int as pages
         from pg_class where oid = '${name}'::regclass`,
      );
      if (built[0] !== undefined) builds.push(built[0]);
    } finally {
      await connection.query(`drop table ${thinned}`);
    }
  }
  return { period, builds, fixed };
}
