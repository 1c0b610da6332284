import { relationReadings, type RelationReading, spellingsOf, splitsOf } from '../dotted-name';
import type { Connection } from '../types';

/** What pg_stats says of one column. Values are text, as PostgreSQL prints them. */
export interface ColumnStatistics {
  /** `format_type`, e.g. `numeric(10,2)`. */
  readonly type: string;
  /** Share of rows that are null, 0 to 1. */
  readonly nulls: number;
  /** Most common values, the most frequent first. */
  readonly common: readonly string[];
  /** Shares of these of all rows, in the same order. */
  readonly shares: readonly number[];
  /** Histogram of the values that are not among these, lowest first. */
  readonly bounds: readonly string[];
}

/** What is known of a column, or why nothing is. */
export type ColumnLookup =
  | { readonly ok: true; readonly column: ColumnStatistics }
  | { readonly ok: false; readonly reason: string };

/** A column as scenarios name it: `table.column` or `schema.table.column`. */
type ColumnName = string;

interface Row {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly analysed: boolean;
  readonly nulls: number | null;
  readonly common: readonly string[] | null;
  readonly shares: readonly number[] | null;
  readonly bounds: readonly string[] | null;
}

/**
 * Reads what ANALYZE stored of these columns, through pg_stats: it shows a role the columns that it may select from
 * and no others. Of a table with partitions it takes the statistics over all of them.
 */
export async function readStatistics(
  connection: Connection,
  names: readonly ColumnName[],
): Promise<ReadonlyMap<ColumnName, ColumnLookup>> {
  const wanted = names.map((name) => ({ name, readings: readingsOf(name) }));
  const all = wanted.flatMap(({ readings }) => readings);
  const { rows } = await connection.query<Row>(
    `select n.nspname as schema, c.relname as table, a.attname as column,
       pg_catalog.format_type(a.atttypid, a.atttypmod) as type, s.attname is not null as analysed,
       s.null_frac as nulls, s.most_common_vals::text::text[] as common, s.most_common_freqs as shares,
       s.histogram_bounds::text::text[] as bounds
     from rows from (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::text[])) as wanted (relation, attribute)
     join pg_catalog.pg_class as c on c.relname = wanted.relation and c.relkind in ('r', 'p', 'm', 'f')
     join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
     join pg_catalog.pg_attribute as a on a.attrelid = c.oid and a.attname = wanted.attribute and a.attnum > 0
     left join lateral (
       select * from pg_catalog.pg_stats as p
       where p.schemaname = n.nspname and p.tablename = c.relname and p.attname = a.attname
       order by p.inherited desc limit 1
     ) as s on true
     order by n.nspname <> 'public', n.nspname`,
    [all.map(({ relation }) => relation), all.map(({ column }) => column)],
  );
  return new Map(wanted.map(({ name, readings }) => [name, look(readings, rows)]));
}

function look(readings: readonly Reading[], rows: readonly Row[]): ColumnLookup {
  const row = readings
    .map((reading) => rows.find((each) => isMeant(reading, each)))
    .find((found) => found !== undefined);
  if (row === undefined) return { ok: false, reason: 'the column does not exist' };
  if (!row.analysed) {
    return { ok: false, reason: 'it was never analysed, or this role may not select from it' };
  }
  const { type, nulls, common, shares, bounds } = row;
  const column = {
    type,
    nulls: nulls ?? 0,
    common: common ?? [],
    shares: shares ?? [],
    bounds: bounds ?? [],
  };
  return { ok: true, column };
}

interface Reading extends RelationReading {
  readonly column: string;
}

function readingsOf(name: ColumnName): readonly Reading[] {
  return splitsOf(name).flatMap(({ before, after }) =>
    relationReadings(before).flatMap((relation) =>
      spellingsOf(after).map((column) => ({ ...relation, column })),
    ),
  );
}

function isMeant({ schema, relation, column }: Reading, row: Row): boolean {
  return (
    row.table === relation &&
    row.column === column &&
    (schema === undefined || row.schema === schema)
  );
}
