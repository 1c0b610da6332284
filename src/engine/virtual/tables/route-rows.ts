import type { LaneParts } from '../lane';
import type { Relation } from '../relations';
import { scattered, type Stretch, unbroken } from '../sample/stretch';
import type { PartitionedTable } from './partitioned-table';

/** Rows whose partition is looked up, evenly over the table. */
const probes = 24_000;

interface Routed {
  readonly leaf: number;
  readonly positions: readonly number[];
}

/** Which rows each partition has: by its own bound, asked of the server for rows evenly over the table. */
export async function routeRows(
  { connection, context: { model } }: LaneParts,
  { table, scale, leaves }: PartitionedTable,
): Promise<readonly Stretch[]> {
  const rows = model.table(table).rows(scale);
  const count = Math.min(rows, probes);
  const source = `(select 1 + floor(k::float8 * ${rows - 1} / ${Math.max(1, count - 1)})::bigint as i, k as d
                   from generate_series(0, ${count - 1}) as k) as probes`;
  const select = model
    .rowSelect(table, scale, source)
    .replace(/^\s*select\s/i, 'select i as plancliff_row_number, ');
  const cases = leaves.map((leaf) => `when ${leaf.bound ?? 'true'} then ${leaf.oid}`).join(' ');
  const { rows: routed } = await connection.query<Routed>(
    `select leaf::int as leaf, array_agg(position order by position)::float8[] as positions
     from (select plancliff_row_number as position, case ${cases} end as leaf from (${select}) as drawn) as routed
     where leaf is not null group by leaf`,
  );
  const found = new Map(routed.map(({ leaf, positions }) => [leaf, positions]));
  return leaves.flatMap((leaf) => stretchOf(leaf, found.get(leaf.oid) ?? [], rows / count));
}

/** Neighbouring probes make one stretch of rows; probes far apart stand for rows between others. */
function stretchOf(leaf: Relation, positions: readonly number[], step: number): readonly Stretch[] {
  const [first] = positions;
  const last = positions.at(-1);
  if (first === undefined || last === undefined) return [];
  const rows = Math.max(1, Math.round(positions.length * step));
  if (last - first + 1 <= rows * 1.05 + 2 * step) return [unbroken(leaf, first, last)];
  return [scattered(leaf, rows, { positions, draws: positions.map((_, k) => k + 1) })];
}
