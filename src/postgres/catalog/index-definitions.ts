import type { Connection } from '../types';

/** An index as its statements need it; names quoted and qualified. */
export interface IndexDefinitionRow {
  readonly relation: string;
  readonly index: string;
  readonly partitioned: boolean;
  /** Name of the constraint that owns it. */
  readonly constraint: string | null;
  /** `pg_get_indexdef`. */
  readonly definition: string;
  /** `pg_get_constraintdef`. */
  readonly constraint_definition: string | null;
  /** The index of the parent table that it is a part of. */
  readonly parent: string | null;
  /** Statistics targets of its columns, by number. */
  readonly targets: readonly { readonly column: number; readonly target: number }[] | null;
}

/** The definitions of all indexes on these relations, in order of their OIDs. */
export async function readIndexDefinitions(
  connection: Connection,
  relations: readonly string[],
): Promise<readonly IndexDefinitionRow[]> {
  const { rows } = await connection.query<IndexDefinitionRow>(
    `select pg_catalog.format('%I.%I', rn.nspname, r.relname) as relation,
            pg_catalog.format('%I.%I', rn.nspname, x.relname) as index,
            x.relkind = 'I' as partitioned,
            pg_catalog.quote_ident(con.conname) as constraint,
            pg_catalog.pg_get_indexdef(i.indexrelid) as definition,
            pg_catalog.pg_get_constraintdef(con.oid) as constraint_definition,
            (select pg_catalog.format('%I.%I', pn.nspname, p.relname)
               from pg_catalog.pg_inherits h
               join pg_catalog.pg_class p on p.oid = h.inhparent
               join pg_catalog.pg_namespace pn on pn.oid = p.relnamespace
              where h.inhrelid = i.indexrelid) as parent,
            (select pg_catalog.json_agg(pg_catalog.json_build_object('column', a.attnum, 'target', a.attstattarget) order by a.attnum)
               from pg_catalog.pg_attribute a
              where a.attrelid = i.indexrelid and a.attstattarget >= 0) as targets
       from pg_catalog.pg_index i
       join pg_catalog.pg_class r on r.oid = i.indrelid
       join pg_catalog.pg_namespace rn on rn.oid = r.relnamespace
       join pg_catalog.pg_class x on x.oid = i.indexrelid
       left join pg_catalog.pg_constraint con on con.conindid = i.indexrelid and con.contype in ('p', 'u', 'x')
      where i.indrelid in (select name::regclass::oid from pg_catalog.unnest($1::text[]) as name)
      order by i.indexrelid`,
    [relations],
  );
  return rows;
}
