import type { Connection } from '../../postgres/types';

/** Pages and rows that this session took from tables and indexes of the database, none of the catalogs. */
export interface Counters {
  readonly pages: number;
  readonly rows: number;
  /** Pages of each index that was touched, by its oid. */
  readonly indexes: { readonly [oid: string]: number };
}

/**
 * The session's own counters, those of triggers and functions included. A statement that is cancelled has counted up to
 * then: they follow no transaction (PgStat_TableCounts, pgstat.h).
 */
export async function readCounters(connection: Connection): Promise<Counters> {
  const { rows } = await connection.query<Counters>(
    `select coalesce(pg_catalog.sum(pg_catalog.pg_stat_get_xact_blocks_fetched(oid)), 0)::float8 as pages,
            coalesce(pg_catalog.sum(pg_catalog.pg_stat_get_xact_tuples_returned(oid)), 0)::float8 as rows,
            coalesce(pg_catalog.jsonb_object_agg(oid, pg_catalog.pg_stat_get_xact_blocks_fetched(oid))
                       filter (where relkind = 'i' and pg_catalog.pg_stat_get_xact_blocks_fetched(oid) > 0), '{}') as indexes
       from pg_catalog.pg_class where oid >= 16384::oid and relkind in ('r', 'm', 'i', 't')`,
  );
  return rows[0] ?? { pages: 0, rows: 0, indexes: {} };
}

export function since(before: Counters, after: Counters): Counters {
  return {
    pages: Math.max(0, after.pages - before.pages),
    rows: Math.max(0, after.rows - before.rows),
    indexes: Object.fromEntries(
      Object.entries(after.indexes).map(([oid, pages]) => [
        oid,
        Math.max(0, pages - (before.indexes[oid] ?? 0)),
      ]),
    ),
  };
}
