import type { Connection } from '../types';
import { ofNoExtension, ofUsers, sqlNameOf } from './fragments';

/** A foreign key in the words of `pg_dump`; names quoted and qualified. */
export interface ForeignKeyDefinition {
  readonly relation: string;
  readonly parent: string;
  readonly drop: string;
  readonly create: string;
}

/** Every foreign key of the users' tables in the order of their creation, without those that partitions inherit. */
export async function readForeignKeys(
  connection: Connection,
): Promise<readonly ForeignKeyDefinition[]> {
  const table = sqlNameOf('c', 'n');
  const { rows } = await connection.query<ForeignKeyDefinition>(
    `select ${table} as relation, ${sqlNameOf('p', 'pn')} as parent,
            pg_catalog.format('alter table %s drop constraint %I', ${table}, k.conname) as drop,
            pg_catalog.format('alter table %s add constraint %I %s', ${table}, k.conname, pg_catalog.pg_get_constraintdef(k.oid)) as create
       from pg_catalog.pg_constraint k
       join pg_catalog.pg_class c on c.oid = k.conrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       join pg_catalog.pg_class p on p.oid = k.confrelid join pg_catalog.pg_namespace pn on pn.oid = p.relnamespace
      where k.contype = 'f' and k.conparentid = 0::oid and ${ofUsers('n')} and ${ofNoExtension('c')}
      order by k.oid`,
    [],
  );
  return rows;
}
