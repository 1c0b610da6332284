import { quoteLiteral } from '../../../postgres/quote';
import type { Connection } from '../../../postgres/types';
import type { Model } from '../../../model/types';
import type { Relation } from '../relations';

export interface RisingColumns {
  readonly model: Model;
  readonly table: string;
  readonly scale: number;
  readonly relation: Relation;
  /** Names of columns with one value a row, in row order. */
  readonly columns: readonly string[];
  /** Row numbers of the first and the last row that ANALYZE would sample from. */
  readonly first: number;
  readonly last: number;
  readonly sampled: number;
  readonly statisticsTarget: number;
  readonly inherited: boolean;
}

/**
 * Histograms of columns that rise with the row number: all their sampled values differ, so the bounds stand at
 * even places of the sample (compute_scalar_stats, analyze.c), and only the rows at these places are computed.
 */
export async function setRisingHistograms(
  connection: Connection,
  of: RisingColumns,
): Promise<void> {
  const { model, table, scale, relation, columns, first, last, sampled, inherited } = of;
  const chosen = relation.columns.filter((column) => columns.includes(column.name));
  if (chosen.length === 0) return;
  const statements = chosen.map((column) => {
    const bins = column.target ?? of.statisticsTarget;
    const places = Array.from({ length: bins + 1 }, (_, k) => {
      const rank = Math.floor((k * (sampled - 1)) / bins) + 1;
      return first + Math.round(((last - first) * rank) / (sampled + 1));
    });
    const source = `(select i, i as d from unnest('{${places.join(',')}}'::bigint[]) as i) as real_rows`;
    const bounds = `select array_agg(${column.sqlName} order by ${column.sqlName})::text
      from (${model.rowSelect(table, scale, source)}) as rows`;
    const slots = [1, 2, 3, 4, 5]
      .map(
        (slot) => `stavalues${slot} = case when stakind${slot} = 2
          then array_in((${bounds})::cstring, ${quoteLiteral(column.type)}::regtype, -1) else stavalues${slot} end`,
      )
      .slice(0, 2);
    return `update pg_statistic set ${slots.join(', ')}
      where starelid = ${relation.oid} and staattnum = ${column.number} and stainherit = ${inherited}`;
  });
  await connection.query(statements.join(';\n'));
}
