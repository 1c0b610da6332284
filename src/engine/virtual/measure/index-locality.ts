import type { RelationIndex } from '../catalog/relations';
import {
  fillWindows,
  type IndexLocality,
  indexLocalities,
  type WindowedTable,
} from '../rows/row-windows';

/** Rows of a small window, and of the table that it is a window of. */
const probe = { rows: 1_000, of: 64_000 };
/** Times the window's share of the table that its rows may be spread over in the order of the index. */
const wide = 4;

/**
 * What rows next to each other in the order of the index have in common, if it is one thing: that whose rows in a small
 * window lie close together there.
 *
 * @param table the stored sample
 */
export async function indexLocality(
  of: WindowedTable & { readonly sampled: number },
  table: string,
  index: RelationIndex,
): Promise<IndexLocality | undefined> {
  const { connection, sampled } = of;
  const into = `${table}_probe`;
  const keys = index.keyTexts.map((text, k) => `${text} as k${k}`).join(', ');
  const order = index.keyTexts.map((_, k) => `k${k}`).join(', ');
  const where = index.predicate ?? 'true';
  const spreads: { near: IndexLocality; spread: number }[] = [];
  for (const near of indexLocalities(of, index)) {
    const windows = { near, ...probe, count: 1, at: 0.4 };
    if (!(await fillWindows(of, index, into, windows))) return undefined;
    try {
      const { rows } = await connection.query<{ spread: number | null }>(
        `with every as (select true as sampled, ${keys} from ${table} where ${where}
           union all select false, ${keys} from ${into} where ${where}),
         placed as (select sampled, pg_catalog.count(*) filter (where sampled) over (order by ${order}) as place
           from every where ${order.replaceAll(',', ' is not null and')} is not null)
         select (pg_catalog.percentile_disc(0.95) within group (order by place)
           - pg_catalog.percentile_disc(0.05) within group (order by place))::float8 as spread
         from placed where not sampled`,
      );
      spreads.push({ near, spread: (rows[0]?.spread ?? sampled) / sampled });
    } finally {
      await connection.query(`drop table ${into}`);
    }
  }
  const [closer] = spreads.toSorted((a, b) => a.spread - b.spread);
  if (closer === undefined || closer.spread > (wide * probe.rows) / probe.of) return undefined;
  return closer.near;
}
