import type { Connection } from '../../postgres/types';

/**
 * What is dropped before the rows arrive and rebuilt after them, in the words of `pg_dump`: indexes, the
 * constraints that stand on indexes, and foreign keys.
 */
export interface PostData {
  /** By the relation they stand on, each list in OID order: OIDs break ties between equal paths (`add_path`). */
  readonly indexes: readonly IndexDefinition[];
  readonly foreignKeys: readonly ForeignKeyDefinition[];
}

export interface IndexDefinition {
  /** Quoted and qualified, as all names here. */
  readonly relation: string;
  readonly index: string;
  /** True for the index of a partitioned table, which holds nothing itself. */
  readonly partitioned: boolean;
  /** Statements that build it under its own name. */
  readonly create: readonly string[];
  readonly drop: string;
  /** The index of the parent table that it is a part of; it is dropped with that one, and attached to it again. */
  readonly parent?: string;
}

export interface ForeignKeyDefinition {
  readonly drop: string;
  readonly create: string;
}

interface IndexRow {
  readonly relation: string;
  readonly index: string;
  readonly partitioned: boolean;
  readonly constraint: string | null;
  readonly definition: string;
  readonly constraint_definition: string | null;
  readonly parent: string | null;
  readonly targets: readonly { readonly column: number; readonly target: number }[] | null;
}

/** Reads the definitions of all indexes on these relations, and of every foreign key of the database. */
export async function readPostData(
  connection: Connection,
  relations: readonly string[],
): Promise<PostData> {
  const indexes = await connection.query<IndexRow>(
    `select format('%I.%I', rn.nspname, r.relname) as relation,
            format('%I.%I', rn.nspname, x.relname) as index,
            x.relkind = 'I' as partitioned,
            quote_ident(con.conname) as constraint,
            pg_get_indexdef(i.indexrelid) as definition,
            pg_get_constraintdef(con.oid) as constraint_definition,
            (select format('%I.%I', pn.nspname, p.relname)
               from pg_inherits h
               join pg_class p on p.oid = h.inhparent
               join pg_namespace pn on pn.oid = p.relnamespace
              where h.inhrelid = i.indexrelid) as parent,
            (select json_agg(json_build_object('column', a.attnum, 'target', a.attstattarget) order by a.attnum)
               from pg_attribute a
              where a.attrelid = i.indexrelid and a.attstattarget >= 0) as targets
       from pg_index i
       join pg_class r on r.oid = i.indrelid
       join pg_namespace rn on rn.oid = r.relnamespace
       join pg_class x on x.oid = i.indexrelid
       left join pg_constraint con on con.conindid = i.indexrelid and con.contype in ('p', 'u', 'x')
      where i.indrelid in (select name::regclass from unnest($1::text[]) as name)
      order by i.indexrelid`,
    [relations],
  );
  const foreignKeys = await connection.query<{ relation: string; name: string; text: string }>(
    `select format('%I.%I', n.nspname, r.relname) as relation,
            quote_ident(c.conname) as name,
            pg_get_constraintdef(c.oid) as text
       from pg_constraint c
       join pg_class r on r.oid = c.conrelid
       join pg_namespace n on n.oid = r.relnamespace
      where c.contype = 'f' and c.conparentid = 0
      order by c.oid`,
  );
  return {
    indexes: indexes.rows.map(definitionOf),
    foreignKeys: foreignKeys.rows.map(({ relation, name, text }) => ({
      drop: `alter table ${relation} drop constraint ${name}`,
      create: `alter table ${relation} add constraint ${name} ${text}`,
    })),
  };
}

/** A constraint is restored as a constraint; `only`, since each partition's part is built and attached by itself. */
function definitionOf(row: IndexRow): IndexDefinition {
  const statistics = (row.targets ?? []).map(
    ({ column, target }) =>
      `alter index ${row.index} alter column ${column} set statistics ${target}`,
  );
  const common = {
    relation: row.relation,
    index: row.index,
    partitioned: row.partitioned,
    ...(row.parent === null ? {} : { parent: row.parent }),
  };
  if (row.constraint === null) {
    return { ...common, create: [row.definition, ...statistics], drop: `drop index ${row.index}` };
  }
  const { relation, constraint } = row;
  return {
    ...common,
    create: [
      `alter table only ${relation} add constraint ${constraint} ${row.constraint_definition ?? ''}`,
      ...statistics,
    ],
    drop: `alter table ${relation} drop constraint ${constraint}`,
  };
}

/** `attach partition` for each part of a partitioned table's index. */
export function attachStatements(indexes: readonly IndexDefinition[]): string[] {
  return indexes.flatMap(({ index, parent }) =>
    parent === undefined ? [] : [`alter index ${parent} attach partition ${index}`],
  );
}
