import { ofNoExtension, ofUsers } from '../../postgres/catalog/fragments';
import { qualifiedName, quoteIdent } from '../../postgres/quote';
import type { Connection } from '../../postgres/types';

interface IndexRow {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly definition: string;
  readonly constraint: string | null;
  readonly constraintDefinition: string | null;
  readonly options: string | null;
  readonly parent: string | null;
  readonly view: boolean;
}

export interface Indexes {
  readonly tables: readonly string[];
  /** Of materialized views. */
  readonly views: readonly string[];
}

/**
 * Indexes in the order of their OIDs, which decides between equal paths (get_relation_info, plancat.c, lists them so),
 * whether a constraint made them or not. Invalid ones are passed over, as the planner does.
 */
export async function readIndexes(connection: Connection): Promise<Indexes> {
  const { rows } = await connection.query<IndexRow>(
    `select n.nspname::text as schema, t.relname::text as table, c.relname::text as name,
       pg_catalog.pg_get_indexdef(c.oid) as definition, k.conname::text as constraint,
       pg_catalog.pg_get_constraintdef(k.oid) as "constraintDefinition", pg_catalog.array_to_string(c.reloptions, ', ') as options,
       (select pg_catalog.format('%I.%I', pn.nspname, p.relname) from pg_catalog.pg_inherits h join pg_catalog.pg_class p on p.oid = h.inhparent
        join pg_catalog.pg_namespace pn on pn.oid = p.relnamespace where h.inhrelid = c.oid) as parent,
       t.relkind = 'm' as view
     from pg_catalog.pg_index i
       join pg_catalog.pg_class c on c.oid = i.indexrelid join pg_catalog.pg_class t on t.oid = i.indrelid
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       left join pg_catalog.pg_constraint k on k.conindid = c.oid and k.contype in ('p', 'u', 'x') and k.conrelid = i.indrelid
     where t.relkind in ('r', 'p', 'm') and t.relpersistence <> 't' and ${ofUsers('n')} and ${ofNoExtension('t')}
       and (i.indisvalid or t.relkind = 'p')
     order by c.oid`,
    [],
  );
  const made = (view: boolean): readonly string[] => {
    const some = rows.filter((row) => row.view === view);
    return [...some.flatMap(createIndex), ...some.flatMap(attachIndex)];
  };
  return { tables: made(false), views: made(true) };
}

function createIndex(row: IndexRow): readonly string[] {
  const table = qualifiedName(row.schema, row.table);
  if (row.constraint === null) return [row.definition];
  const options = row.options ?? '';
  return [
    `alter table only ${table} add constraint ${quoteIdent(row.constraint)} ${row.constraintDefinition}`,
    ...(options === ''
      ? []
      : [`alter index ${qualifiedName(row.schema, row.name)} set (${options})`]),
  ];
}

function attachIndex({ schema, name, parent }: IndexRow): readonly string[] {
  if (parent === null) return [];
  return [`alter index ${parent} attach partition ${qualifiedName(schema, name)}`];
}

/** Foreign keys, by which the planner estimates joins (get_foreign_key_join_selectivity, costsize.c). */
export async function readForeignKeys(connection: Connection): Promise<readonly string[]> {
  const { rows } = await connection.query<{ table: string; name: string; definition: string }>(
    `select pg_catalog.format('%I.%I', n.nspname, t.relname) as table, c.conname::text as name,
       pg_catalog.pg_get_constraintdef(c.oid) as definition
     from pg_catalog.pg_constraint c join pg_catalog.pg_class t on t.oid = c.conrelid join pg_catalog.pg_namespace n on n.oid = t.relnamespace
     where c.contype = 'f' and c.conparentid = 0::oid and ${ofUsers('n')} and ${ofNoExtension('t')} order by c.oid`,
    [],
  );
  return rows.map(
    ({ table, name, definition }) =>
      `alter table ${table} add constraint ${quoteIdent(name)} ${definition}`,
  );
}
