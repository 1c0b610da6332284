import type { Connection } from '../../src/postgres/types';

/**
 * What `pg_dump --statistics-only` of PostgreSQL 18 writes for a database (dumpRelationStats, src/bin/pg_dump/pg_dump.c):
 * columns of tables by name, expressions of indexes by number.
 */
export async function statisticsDump(connection: Connection): Promise<string> {
  const { rows } = await connection.query<{ call: string }>(`
    with relations as (
      select c.oid, n.nspname, c.relname, c.relkind, c.relpages, c.reltuples, c.relallvisible, c.relallfrozen
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'm', 'i') and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
    ), figures as (
      select r.oid, a.attnum, s.inherited, format('SELECT * FROM pg_catalog.pg_restore_attribute_stats(%s);', concat_ws(', ',
        '''version'', ''180004''::integer', format('''schemaname'', %L', r.nspname), format('''relname'', %L', r.relname),
        case when r.relkind = 'i' then format('''attnum'', ''%s''::smallint', a.attnum) else format('''attname'', %L', s.attname) end,
        format('''inherited'', ''%s''::boolean', s.inherited), format('''null_frac'', ''%s''::real', s.null_frac),
        format('''avg_width'', ''%s''::integer', s.avg_width), format('''n_distinct'', ''%s''::real', s.n_distinct),
        '''most_common_vals'', ' || quote_literal(s.most_common_vals::text) || '::text',
        '''most_common_freqs'', ' || quote_literal(s.most_common_freqs::text) || '::real[]',
        '''histogram_bounds'', ' || quote_literal(s.histogram_bounds::text) || '::text',
        '''correlation'', ' || quote_literal(s.correlation::text) || '::real',
        '''most_common_elems'', ' || quote_literal(s.most_common_elems::text) || '::text',
        '''most_common_elem_freqs'', ' || quote_literal(s.most_common_elem_freqs::text) || '::real[]',
        '''elem_count_histogram'', ' || quote_literal(s.elem_count_histogram::text) || '::real[]')) as call
      from relations r join pg_stats s on s.schemaname = r.nspname and s.tablename = r.relname
        join pg_attribute a on a.attrelid = r.oid and a.attname = s.attname
    )
    select call from (
      select oid, 0 as attnum, false as inherited, format(
        'SELECT * FROM pg_catalog.pg_restore_relation_stats(''version'', ''180004''::integer, ''schemaname'', %L, ''relname'', %L, ''relpages'', ''%s''::integer, ''reltuples'', ''%s''::real, ''relallvisible'', ''%s''::integer, ''relallfrozen'', ''%s''::integer);',
        nspname, relname, relpages, reltuples, relallvisible, relallfrozen) as call from relations
      union all select oid, attnum, inherited, call from figures) as calls
    order by oid, attnum, inherited`);
  return `--\n-- PostgreSQL database dump\n--\n\n-- Dumped from database version 18.4\n\nSET row_security = off;\n\n${rows.map(({ call }) => `${call}\n`).join('')}`;
}
