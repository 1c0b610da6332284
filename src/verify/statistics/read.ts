import {
  indexesInSchemas,
  isUserSchema,
  ofUsers,
  pagesOf,
  relationsInSchemas,
} from '../../postgres/catalog/fragments';
import { slotOf } from '../../postgres/catalog/statistics-slots';
import type { Connection } from '../../postgres/types';
import { createOwnExtension } from '../../postgres/own-schema';
import type { Order } from './histogram-ranks';

/** What the planner knows of one table, index or materialised view. */
export interface RelationFigures {
  readonly name: string;
  readonly kind: 'table' | 'index';
  readonly method: string | null;
  /** Pages of the main fork, by the size of its files. */
  readonly pages: number;
  readonly reltuples: number;
  readonly relpages: number;
  readonly relallvisible: number;
  /** Levels of a b-tree below its root; null for other methods. */
  readonly level: number | null;
}

/** One row of `pg_stats`, or of `pg_stats_ext_exprs` with the name of the statistics for that of the table. */
export interface ColumnFigures {
  readonly table: string;
  readonly column: string;
  readonly inherited: boolean;
  readonly n_distinct: number;
  readonly null_frac: number;
  readonly avg_width: number;
  readonly correlation: number | null;
  readonly common_values: readonly string[];
  readonly common_frequencies: readonly number[];
  readonly histogram_bounds: readonly string[];
  /** How its values are put in order; null where their text does not give it. */
  readonly order: Order | null;
  /** Of an array or a tsvector. */
  readonly elements: readonly string[];
  readonly element_frequencies: readonly number[];
  readonly mean_elements: number | null;
  /** Of a range. */
  readonly range_lengths: readonly string[];
  readonly empty_ranges: number | null;
}

/** Extended statistics of several columns or expressions. Items are named as PostgreSQL does: `3, 4` or `3 => 4`. */
export interface ExtendedFigures {
  readonly table: string;
  readonly name: string;
  readonly inherited: boolean;
  readonly distinct: { readonly [item: string]: number };
  readonly dependencies: { readonly [item: string]: number };
  readonly combinations: readonly string[];
  readonly combination_frequencies: readonly number[];
}

/** The lowest and the highest value in a b-tree, of the column or expression that leads it. */
export interface EndFigures {
  readonly index: string;
  /** As `ColumnFigures` name it. */
  readonly table: string;
  readonly column: string;
  readonly lowest: string | null;
  readonly highest: string | null;
}

export interface Statistics {
  readonly ends: readonly EndFigures[];
  readonly relations: readonly RelationFigures[];
  readonly columns: readonly ColumnFigures[];
  readonly extended: readonly ExtendedFigures[];
}

/** Reads sizes and statistics as they stand; creates `pageinspect` for the height of b-trees. */
export async function readStatistics(connection: Connection): Promise<Statistics> {
  const pageinspect = await createOwnExtension(connection, 'pageinspect');
  const { rows: relations } = await connection.query<RelationFigures>(`
    select c.oid::regclass::text as name,
           case c.relkind when 'i' then 'index' else 'table' end as kind,
           am.amname as method,
           ${pagesOf('c.oid')} as pages,
           c.reltuples::float8 as reltuples, c.relpages::float8 as relpages,
           c.relallvisible::float8 as relallvisible,
           case when am.amname = 'btree' then (${pageinspect}.bt_metap(c.oid::regclass::text)).level::float8 end as level
      from ${relationsInSchemas}
      left join pg_catalog.pg_am am on am.oid = c.relam
     where c.relkind in ('r', 'i', 'm') and c.relpersistence <> 't'
       and ${ofUsers('n')}
     order by c.relkind desc, 1`);
  const { rows: columns } = await connection.query<ColumnFigures>(
    `${ofColumns} union all ${ofExpressions} order by 1, 2, 3`,
  );
  const { rows: extended } = await connection.query<ExtendedFigures>(ofCombinations);
  return { relations, columns, extended, ends: await readEnds(connection) };
}

/** Asks each b-tree for its ends as the planner does: by the index alone, for a virtual table has no other rows. */
async function readEnds(connection: Connection): Promise<readonly EndFigures[]> {
  const { rows: leads } = await connection.query<Omit<EndFigures, 'lowest' | 'highest'> & Lead>(
    ofLeads,
  );
  const ends: EndFigures[] = [];
  await connection.query(
    'begin; set local enable_seqscan = off; set local enable_bitmapscan = off; set local enable_sort = off',
  );
  try {
    for (const { from, key, ...lead } of leads) {
      // No output column is named: ORDER BY would take its name for that of a column.
      const end = (order: string) =>
        `(select e.key::text from (select (${key}) as key from ${from}) as e
          where e.key is not null order by e.key ${order} limit 1)`;
      const { rows } = await connection.query<Pick<EndFigures, 'lowest' | 'highest'>>(
        `select ${end('')} as lowest, ${end('desc')} as highest`,
      );
      ends.push({ ...lead, ...(rows[0] as (typeof rows)[number]) });
    }
  } finally {
    await connection.query('commit');
  }
  return ends;
}

interface Lead {
  readonly from: string;
  readonly key: string;
}

/** Those b-trees that the planner asks (get_actual_variable_range, selfuncs.c), of the type's own order. */
const ofLeads = `
  select i.indexrelid::regclass::text as index, 'only ' || i.indrelid::regclass::text as "from",
    pg_catalog.pg_get_indexdef(i.indexrelid, 1, false) as key,
    case when i.indkey[0] = 0 then i.indexrelid else i.indrelid end::regclass::text as "table",
    a.attname as "column"
  from ${indexesInSchemas}
    join pg_catalog.pg_opclass o on o.oid = i.indclass[0]
    join pg_catalog.pg_attribute a on a.attrelid = case when i.indkey[0] = 0 then i.indexrelid else i.indrelid end
      and a.attnum = case when i.indkey[0] = 0 then 1 else i.indkey[0] end
  where c.relkind = 'i' and m.amname = 'btree' and i.indpred is null and o.opcdefault and t.relpersistence <> 't'
    and t.relkind = 'r' and i.indcollation[0] in (0, a.attcollation)
    and ${ofUsers('n')}
  order by 1`;

const figures = `
  n_distinct::float8 as n_distinct, null_frac::float8 as null_frac,
  avg_width::float8 as avg_width, correlation::float8 as correlation,
  coalesce(most_common_vals::text::text[], '{}') as common_values,
  coalesce(most_common_freqs::float8[], '{}') as common_frequencies,
  coalesce(histogram_bounds::text::text[], '{}') as histogram_bounds`;
const elements = `
  coalesce(most_common_elems::text::text[], '{}') as elements,
  coalesce(most_common_elem_freqs::float8[], '{}') as element_frequencies,
  elem_count_histogram[pg_catalog.array_length(elem_count_histogram, 1)]::float8 as mean_elements`;
const ours = isUserSchema('schemaname');

const ofColumns = `
  select pg_catalog.format('%I.%I', schemaname, tablename)::regclass::text as "table", p.attname::text as "column", inherited,
    ${figures},
    case when t.typname in ('date', 'timestamp', 'timestamptz') then 'time'
         when t.typname in ('uuid', 'bytea') or t.typcategory = 'S' then 'text'
         when t.typcategory = 'N' and t.typname <> 'money' then 'number' end as "order",
    ${elements},
    coalesce(${slotOf('rangeLengths', 'stavalues')}::text[], '{}') as range_lengths,
    ${slotOf('rangeLengths', 'stanumbers')}[1]::float8 as empty_ranges
  from pg_catalog.pg_stats p
    join pg_catalog.pg_attribute a on a.attrelid = pg_catalog.format('%I.%I', schemaname, tablename)::regclass::oid and a.attname = p.attname
    join pg_catalog.pg_type own on own.oid = a.atttypid
    join pg_catalog.pg_type t on t.oid = coalesce(nullif(own.typbasetype, 0), own.oid)
    join pg_catalog.pg_statistic s on s.starelid = a.attrelid and s.staattnum = a.attnum and s.stainherit = p.inherited
  where ${ours}`;

const ofExpressions = `
  select case statistics_schemaname when 'public' then statistics_name::text
      else pg_catalog.format('%I.%I', statistics_schemaname, statistics_name) end, expr, inherited, ${figures}, null, ${elements}, '{}', null
  from pg_catalog.pg_stats_ext_exprs where ${ours} and n_distinct is not null`;

const ofCombinations = `
  select pg_catalog.format('%I.%I', schemaname, tablename)::regclass::text as "table", statistics_name as name, inherited,
    coalesce(n_distinct::text::jsonb, '{}') as distinct, coalesce(dependencies::text::jsonb, '{}') as dependencies,
    coalesce(array(select most_common_vals[k:k]::text from pg_catalog.generate_subscripts(most_common_vals, 1) k order by k), '{}')
      as combinations,
    coalesce(most_common_freqs::float8[], '{}') as combination_frequencies
  from pg_catalog.pg_stats_ext where ${ours} order by 1, 2, 3`;
