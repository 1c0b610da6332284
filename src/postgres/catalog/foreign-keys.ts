import type { Connection } from '../types';

/** A foreign key in the words of `pg_dump`; names quoted and qualified. */
export interface ForeignKeyDefinition {
  readonly relation: string;
  readonly parent: string;
  readonly drop: string;
  readonly create: string;
}

/** Every foreign key of the database, without those that partitions inherit. */
export async function readForeignKeys(
  connection: Connection,
): Promise<readonly ForeignKeyDefinition[]> {
  const { rows } = await connection.query<ForeignKeyDefinition>(
    `with named as (
       select c.oid, pg_catalog.format('%I.%I', n.nspname, c.relname) as name
         from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace)
     select r.name as relation, p.name as parent,
            pg_catalog.format('alter table %s drop constraint %I', r.name, c.conname) as drop,
            pg_catalog.format('alter table %s add constraint %I %s', r.name, c.conname, pg_catalog.pg_get_constraintdef(c.oid)) as create
       from pg_catalog.pg_constraint c
       join named r on r.oid = c.conrelid
       join named p on p.oid = c.confrelid
      where c.contype = 'f' and c.conparentid = 0::oid
      order by c.oid`,
  );
  return rows;
}
