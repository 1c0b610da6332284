import type { LaneParts } from '../lane';
import type { Relation } from '../relations';
import { referenceScale } from '../sample/reference-scale';
import { scattered, type Stretch, unbroken } from '../sample/stretch';
import { columnKinds } from '../statistics/column-kinds';
import type { PartitionedTable } from './partitioned-table';

/** Rows whose partition is looked up, evenly over the table. */
const probes = 24_000;

interface Routed {
  readonly leaf: number;
  readonly positions: readonly number[];
}

/**
 * Which rows each partition has: by its own bound, asked of the server for rows evenly over the table. Where the
 * partition key has the same values at every row count, it is asked once, and the shares are kept.
 */
export async function routeRows(
  parts: LaneParts,
  of: PartitionedTable,
): Promise<readonly Stretch[]> {
  const { model } = parts.context;
  const definition = model.table(of.table);
  const rows = definition.rows(of.scale);
  const kinds = columnKinds(model, definition);
  if (!of.root.keyColumns.every((name) => kinds.get(name) === 'steady')) {
    return probe(parts, of, of.scale);
  }
  const known = parts.routes.get(of.table) ?? probe(parts, of, referenceScale(definition));
  parts.routes.set(of.table, known);
  const stretches = await known;
  const reference = definition.rows(referenceScale(definition));
  return stretches.every((stretch) => stretch.unbroken)
    ? stretches.map(({ relation, first, last }) => {
        const at = (row: number): number =>
          Math.round(1 + ((row - 1) * (rows - 1)) / (reference - 1));
        return unbroken(relation, at(first), Math.max(at(first), at(last)));
      })
    : probe(parts, of, of.scale);
}

async function probe(
  { connection, context: { model } }: LaneParts,
  { table, leaves }: PartitionedTable,
  scale: number,
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
