import { slotKinds } from '../../../postgres/catalog/statistics-slots';
import { quoteLiteral } from '../../../postgres/quote';
import { spanOf } from '../../../model/expression/time';
import { float } from '../../../model/sql-number';
import type { ColumnModel } from '../../../model/types';
import type { Connection } from '../../../postgres/types';
import { inUniqueIndex } from '../catalog/relations';
import type { Span } from './monotonic-histograms';

type Time = Extract<ColumnModel['distribution'], { readonly kind: 'time' }>;

export interface JitteredColumns {
  readonly columns: readonly ColumnModel[];
  /** Milliseconds since 1970. */
  readonly clock: number;
  readonly spans: readonly Span[];
  /** Rows that ANALYZE reads. */
  readonly sampled: number;
}

/**
 * Histograms of times that jitter end where half of all samples do. Few rows are near the end of the span, so that
 * the last one sampled scatters by days where the others do by minutes, and queries ask for just these: whether
 * 'changed since yesterday' lies within the histogram or beyond it (ineq_histogram_selectivity, selfuncs.c) decides
 * on the estimate. ANALYZE has that chance anew each time; the fixed sample is made the one in the middle.
 */
export async function setJitteredEnds(
  connection: Connection,
  { columns, clock, spans, sampled }: JitteredColumns,
): Promise<void> {
  const places = columns.flatMap((column) => {
    const distribution = jittered(column);
    if (distribution === undefined) return [];
    const { start, end } = spanOf(distribution, clock);
    const inside = endOfSample(end - start, distribution.jitterSeconds, sampled);
    const zone = column.type.includes('without') ? "at time zone 'UTC'" : '';
    const at = (seconds: number) => `(pg_catalog.to_timestamp(${float(seconds)}) ${zone})::text`;
    return spans.flatMap(({ relation }) => {
      const own = relation.columns.find(({ name }) => name === column.name);
      // In a unique column no row strays into its neighbour's place.
      if (own === undefined || inUniqueIndex(relation, own.number)) return [];
      const lowest = at(start + inside);
      return `('${relation.oid}'::oid, ${own.number}, ${quoteLiteral(own.type)}::regtype, ${lowest}, ${at(end - inside)})`;
    });
  });
  const [one] = spans;
  if (one === undefined || places.length === 0) return;
  const bounds = (slot: number): string => {
    const old = `stavalues${slot}::text::text[]`;
    return `stavalues${slot} = case when stakind${slot} = ${slotKinds.histogram} then pg_catalog.array_in(
      pg_catalog.array_append(pg_catalog.array_prepend(lowest, (${old})[2:pg_catalog.cardinality(${old}) - 1]), highest)::text::cstring, type, -1)
      else stavalues${slot} end`;
  };
  await connection.query(`
    update pg_catalog.pg_statistic set ${[1, 2].map(bounds).join(', ')}
    from (values ${places.join(', ')}) as t (oid, number, type, lowest, highest)
    where starelid = oid and staattnum = number and stainherit = ${one.inherited}`);
}

/** Dates and times to the second have common values, whose ends are not chance. */
function jittered({ distribution, type }: ColumnModel): Time | undefined {
  return distribution.kind === 'time' &&
    distribution.jitterSeconds > 0 &&
    /^timestamp with/.test(type)
    ? distribution
    : undefined;
}

/**
 * How far from the end of its span the last of the rows of a sample lies in half of all samples: where `ln 2` rows
 * are expected beyond. Row and jitter are drawn evenly, and their sum thins out towards the end.
 *
 * @param span seconds
 * @param jitter seconds that each row is moved by at most
 */
export function endOfSample(span: number, jitter: number, rows: number): number {
  const width = Math.min(jitter, span);
  const narrow = Math.min(width, span - width);
  const wide = span - narrow;
  const thinning = Math.sqrt((2 * Math.LN2 * narrow * wide) / rows);
  return thinning < narrow ? thinning : narrow / 2 + (Math.LN2 * wide) / rows;
}
