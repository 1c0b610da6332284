import { bigint } from '../../../model/sql-number';
import { slotKinds } from '../../../postgres/catalog/statistics-slots';
import { quoteLiteral } from '../../../postgres/quote';
import { ownColumn } from '../../../postgres/own-name';
import type { Connection } from '../../../postgres/types';
import { dependenceOf } from '../../../model/dependence';
import type { Model } from '../../../model/types';
import type { Target } from './copy-statistics';

/** Rows of a target among those of its model table. */
export interface Span extends Target {
  readonly first: number;
  readonly last: number;
}

export interface MonotonicColumns {
  readonly model: Model;
  readonly table: string;
  readonly scale: number;
  /** Names of columns that rise with the row number. */
  readonly columns: readonly string[];
  readonly spans: readonly Span[];
  /** Rows that ANALYZE reads. */
  readonly sampled: number;
  readonly statisticsTarget: number;
}

/** So many rows are computed for each bin: values that jitter need more than the one at the bound. */
const rowsPerBin = 8;

/**
 * Histograms of columns that rise with the row number: all their sampled values differ, so the bounds stand at
 * even places of the sample (compute_scalar_stats, analyze.c), and only rows near these places are computed.
 */
export async function setMonotonicHistograms(
  connection: Connection,
  { model, table, scale, columns, spans, sampled, statisticsTarget }: MonotonicColumns,
): Promise<void> {
  const [one] = spans;
  const chosen = one?.relation.columns.filter((column) => columns.includes(column.name)) ?? [];
  if (one === undefined || chosen.length === 0) return;
  const definition = model.table(table);
  const statements = chosen.map((column) => {
    const bins = column.target ?? statisticsTarget;
    const modelled = definition.columns.find(({ name }) => name === column.name);
    // Values that are the row number itself do not jitter.
    const isNumber =
      modelled &&
      dependenceOf(modelled.distribution, { model, table: definition }).row === 'number';
    const perBin = isNumber === true ? 1 : rowsPerBin;
    const count = bins * perBin;
    const places = spans.map(({ relation, first, last }) => {
      const step = (last - first) / count;
      const rank = Math.min(1 / (sampled + 1), 0.5 / bins);
      return `('${relation.oid}'::oid, ${first + (last - first) * rank}::float8, ${step * (1 - 2 * rank)}::float8)`;
    });
    const source = `select r.i, r.i as d, s.leaf from (values ${places.join(', ')}) as s (leaf, first, step),
      lateral (select pg_catalog.round(s.first + s.step * k::float8)::bigint as i from pg_catalog.generate_series(0, ${count}) as k) as r`;
    const leaf = ownColumn(one.relation, 'leaf');
    const rows = model.rowSelect(table, scale, source, { beside: [{ of: 'leaf', sqlName: leaf }] });
    return `with drawn as (${rows}),
      ranked as (select drawn.${leaf} as leaf, drawn.${column.sqlName} as value,
        pg_catalog.row_number() over (partition by drawn.${leaf} order by drawn.${column.sqlName}) - 1 as rank from drawn),
      bounds as (select r.leaf, pg_catalog.array_agg(r.value order by r.rank)::text as text
        from ranked as r where r.rank % ${bigint(perBin)} = 0 group by r.leaf)
    update pg_catalog.pg_statistic set ${[1, 2]
      .map(
        (slot) => `stavalues${slot} = case when stakind${slot} = ${slotKinds.histogram}
          then pg_catalog.array_in(bounds.text::cstring, ${quoteLiteral(column.type)}::regtype, -1) else stavalues${slot} end`,
      )
      .join(', ')}
    from bounds join pg_catalog.pg_attribute a on a.attrelid = bounds.leaf and a.attname = ${quoteLiteral(column.name)}
    where starelid = bounds.leaf and staattnum = a.attnum and stainherit = ${one.inherited}`;
  });
  await connection.query(statements.join(';\n'));
}
