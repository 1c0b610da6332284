import { slotKinds } from '../../postgres/catalog/statistics-slots';

/** Float8LessOperator (pg_operator.dat). */
const float8Less = 672;
/** DEFAULT_COLLATION_OID (pg_collation.dat). */
const defaultCollation = 100;

/** The type below a domain; of any other the type itself. */
const baseTypeOf = (type: string): string => `(
  with recursive steps as (
    select y.oid, y.typtype, y.typbasetype from pg_catalog.pg_type y where y.oid = ${type}
    union all
    select y.oid, y.typtype, y.typbasetype from steps x join pg_catalog.pg_type y on y.oid = x.typbasetype where x.typtype = 'd')
  select x.oid from steps x where x.typtype <> 'd')`;

/**
 * The equality and order of a type, 0 where it has none: those of its default operator class, or of one for a type that it is
 * binary coercible to (GetDefaultOpClass, indexcmds.c; IsBinaryCoercible, parse_coerce.c; get_sort_group_operators, parse_oper.c).
 */
const operatorsOf = (type: string): string => `(
  select coalesce(pg_catalog.max(o.amopopr) filter (where k.amname = 'btree' and o.amopstrategy = 3),
      pg_catalog.max(o.amopopr) filter (where k.amname = 'hash' and o.amopstrategy = 1), 0) as equal,
    coalesce(pg_catalog.max(o.amopopr) filter (where k.amname = 'btree' and o.amopstrategy = 1), 0) as less
  from (
    select distinct on (m.amname) m.amname, k.opcfamily, k.opcintype
    from pg_catalog.pg_type b, pg_catalog.pg_opclass k
      join pg_catalog.pg_am m on m.oid = k.opcmethod join pg_catalog.pg_type i on i.oid = k.opcintype
    where b.oid = ${baseTypeOf(type)} and m.amname in ('btree', 'hash') and k.opcdefault
      and (k.opcintype = b.oid
        or k.opcintype = case when b.typcategory = 'A' then 'anyarray'::regtype
          else case b.typtype when 'e' then 'anyenum'::regtype when 'r' then 'anyrange'::regtype when 'm' then 'anymultirange'::regtype when 'c' then 'record'::regtype end end
        or exists (select from pg_catalog.pg_cast c where c.castsource = b.oid and c.casttarget = k.opcintype and c.castmethod = 'b' and c.castcontext = 'i'))
    order by m.amname, k.opcintype = b.oid desc, i.typispreferred desc) k
    join pg_catalog.pg_amop o on o.amopfamily = k.opcfamily and o.amoplefttype = k.opcintype and o.amoprighttype = k.opcintype and o.amoppurpose = 's')`;

/** Values of statistics out of the text of an array: what `anyarray` has no input for. */
const valuesOf = (values: string, type: string): string =>
  `pg_catalog.array_in(pg_catalog.textout(${values}::text), ${type}, -1)`;

/** `number` where the statistics have these figures. */
const where = (figures: string, number: string | number, otherwise: string | number = 0): string =>
  `case when p.${figures} is null then ${otherwise} else ${number} end`;

const columns = [
  'p.relation, p.attnum, p.inherited, p.null_frac, p.avg_width, p.n_distinct',
  // Kinds.
  where(
    'most_common_vals',
    slotKinds.commonValues,
    where('range_bounds_histogram', slotKinds.rangeBounds),
  ),
  where(
    'histogram_bounds',
    slotKinds.histogram,
    where('range_length_histogram', slotKinds.rangeLengths),
  ),
  where('correlation', slotKinds.correlation),
  where('most_common_elems', slotKinds.commonElements),
  where('elem_count_histogram', slotKinds.elementCounts),
  // Operators.
  where('most_common_vals', 't.equal'),
  where('histogram_bounds', 't.less', where('range_length_histogram', float8Less)),
  where('correlation', 't.less'),
  where('most_common_elems', 't.element_equal'),
  where('elem_count_histogram', 't.element_equal'),
  // Collations.
  where('most_common_vals', 'p.attcollation'),
  where('histogram_bounds', 'p.attcollation'),
  where('correlation', 'p.attcollation'),
  ...['most_common_elems', 'elem_count_histogram'].map((figures) =>
    where(figures, `case when t.is_text_search then ${defaultCollation} else p.attcollation end`),
  ),
  // Numbers.
  'p.most_common_freqs',
  'case when p.range_empty_frac is not null then array[p.range_empty_frac] end',
  'case when p.correlation is not null then array[p.correlation] end',
  'p.most_common_elem_freqs, p.elem_count_histogram',
  // Values.
  valuesOf('coalesce(p.most_common_vals, p.range_bounds_histogram)', 'p.type'),
  valuesOf(
    'coalesce(p.histogram_bounds, p.range_length_histogram)',
    "case when p.histogram_bounds is null then 'float8'::regtype::oid else p.type end",
  ),
  'null',
  valuesOf('p.most_common_elems', 't.element'),
  'null',
];

/**
 * Writes rows of pg_statistic as ANALYZE makes them, for a server that has no function for it: before PostgreSQL 18. Each kind
 * of slot has a fixed place, for readers search by kind (get_attstatsslot, lsyscache.c). Operators and collations are those of
 * std_typanalyze (analyze.c), array_typanalyze.c, ts_typanalyze.c and rangetypes_typanalyze.c: the planner compares them with
 * its own before it believes a histogram or a correlation.
 *
 * @param source SQL whose rows are statistics of a column each, by the names of pg_stats; `valuetype` is the OID of the type of
 *   an index's expression where its column in the index has another
 */
export const insertStatistics = (source: string): string => `
  with s as (select * from ${source}),
  placed as (
    select s.*, c.oid as relation, a.attnum, a.attcollation,
      coalesce((select r.rngtypid from pg_catalog.pg_range r where r.rngmultitypid = coalesce(s.valuetype, a.atttypid)), s.valuetype, a.atttypid) as type
    from s join pg_catalog.pg_namespace n on n.nspname = s.schemaname
      join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = s.relname and c.relkind in ('r', 'm', 'p', 'i', 'I')
      join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = s.attname and not a.attisdropped),
  based as (
    select d.type, b.oid = 'tsvector'::regtype as is_text_search,
      case when b.oid = 'tsvector'::regtype then 'text'::regtype::oid else b.typelem end as element
    from (select distinct type from placed) d join pg_catalog.pg_type b on b.oid = ${baseTypeOf('d.type')}),
  types as materialized (
    select t.*, o.equal, o.less, e.equal as element_equal
    from based t, lateral ${operatorsOf('t.type')} o, lateral ${operatorsOf('t.element')} e),
  written as (
    insert into pg_catalog.pg_statistic
    select ${columns.join(',\n      ')}
    from placed p join types t on t.type = p.type
    returning starelid, staattnum, stainherit)
  select s.schemaname, s.relname, s.attname,
    exists (select from placed p join written w on w.starelid = p.relation and w.staattnum = p.attnum and w.stainherit = p.inherited
            where p.schemaname = s.schemaname and p.relname = s.relname and p.attname = s.attname and p.inherited = s.inherited) as restored
  from s`;

/** Takes away what is written next: a row of a catalog cannot be inserted over another. */
export const deleteStatistics = (source: string): string => `
  delete from pg_catalog.pg_statistic using ${source}, pg_catalog.pg_namespace n, pg_catalog.pg_class c, pg_catalog.pg_attribute a
  where n.nspname = s.schemaname and c.relnamespace = n.oid and c.relname = s.relname and a.attrelid = c.oid and a.attname = s.attname
    and starelid = c.oid and staattnum = a.attnum and stainherit = s.inherited`;

/**
 * Expressions of indexes with these names whose entries in the index are of another type, each with an SQL expression
 * for the OID of its own type. That reads no row.
 */
export const otherTypedExpressions = `
  select n.nspname::text as schemaname, c.relname::text as relname, a.attname::text as attname,
    pg_catalog.format('pg_catalog.pg_typeof((select %s from only %I.%I limit 0))::oid::int8::float8',
      pg_catalog.pg_get_indexdef(i.indexrelid, a.attnum, false), tn.nspname, t.relname) as type
  from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indexrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    join pg_catalog.pg_class t on t.oid = i.indrelid join pg_catalog.pg_namespace tn on tn.oid = t.relnamespace
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum <= i.indnkeyatts
    join pg_catalog.pg_opclass k on k.oid = i.indclass[a.attnum - 1]
  where k.opckeytype <> 0 and i.indkey[a.attnum - 1] = 0 and c.relname = any ($1)`;
