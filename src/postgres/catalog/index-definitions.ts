import type { Connection } from '../types';
import { notTemporary, ofNoExtension, ofUsers, parentsOf, sqlNameOf } from './fragments';

/** An index as its statements need it; names quoted and qualified. */
export interface IndexDefinition {
  readonly relation: string;
  readonly index: string;
  /** On a materialized view. */
  readonly onView: boolean;
  /** An index of a partitioned table, which has no entries itself. */
  readonly partitioned: boolean;
  readonly valid: boolean;
  /** Name of the constraint that owns it. */
  readonly constraint: string | null;
  /** `pg_get_indexdef`. */
  readonly definition: string;
  /** `pg_get_constraintdef`. */
  readonly constraintDefinition: string | null;
  /** Storage parameters as `with (…)` takes them. */
  readonly options: string | null;
  /** The index of the parent table that it is a part of. */
  readonly parent: string | null;
  /** Statistics targets of its columns, by number. */
  readonly targets: readonly { readonly column: number; readonly target: number }[] | null;
}

/**
 * The definitions of all indexes on these relations, of the users' own where absent, in the order of their OIDs: it
 * decides between equal paths (get_relation_info, plancat.c).
 *
 * @param locked OIDs of tables whose indexes are left out: to print one the server locks its table
 *   (set_relation_column_names, ruleutils.c)
 */
export async function readIndexDefinitions(
  connection: Connection,
  of?: readonly string[],
  locked: readonly number[] = [],
): Promise<readonly IndexDefinition[]> {
  const { rows } = await connection.query<IndexDefinition>(
    `select ${sqlNameOf()} as relation, ${sqlNameOf('x')} as index, c.relkind = 'm' as "onView",
            x.relkind = 'I' as partitioned, i.indisvalid as valid,
            pg_catalog.quote_ident(k.conname) as constraint,
            pg_catalog.pg_get_indexdef(i.indexrelid) as definition,
            pg_catalog.pg_get_constraintdef(k.oid) as "constraintDefinition",
            pg_catalog.array_to_string(x.reloptions, ', ') as options,
            (${parentsOf('x.oid')})[1] as parent,
            (select pg_catalog.json_agg(pg_catalog.json_build_object('column', a.attnum, 'target', a.attstattarget) order by a.attnum)
               from pg_catalog.pg_attribute a
              where a.attrelid = i.indexrelid and a.attstattarget >= 0) as targets
       from pg_catalog.pg_index i
       join pg_catalog.pg_class c on c.oid = i.indrelid
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       join pg_catalog.pg_class x on x.oid = i.indexrelid
       left join pg_catalog.pg_constraint k on k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x')
      where case when $1::text[] is null
                 then c.relkind in ('r', 'p', 'm') and ${notTemporary} and ${ofUsers('n')} and ${ofNoExtension('c')}
                 else i.indrelid in (select name::regclass::oid from pg_catalog.unnest($1::text[]) as name) end
        and not i.indrelid = any($2::oid[])
      order by i.indexrelid`,
    [of ?? null, locked],
  );
  return rows;
}
