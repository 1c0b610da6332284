import { relationKey } from '../relation-key';
import type { Connection } from '../types';
import { wantedRelations } from './fragments';

interface Row {
  readonly schema: string;
  readonly relation: string;
  /** A number as text: bigint. */
  readonly rows: string | null;
}

export interface RelationName {
  readonly schema: string;
  readonly relation: string;
}

export type RelationRows = (relation: RelationName) => number | undefined;

/**
 * How many rows relations have, by what VACUUM or ANALYZE counted last (`reltuples`), over all partitions and
 * inheriting tables. Undefined for one that was never counted: `-1`, or 0 with no page before PostgreSQL 14.
 */
export async function readRelationRows(
  connection: Connection,
  relations: readonly RelationName[],
): Promise<RelationRows> {
  const { rows } = await connection.query<Row>(
    `with recursive named as (
       select n.nspname as schema, c.relname as relation, c.oid
       from ${wantedRelations}
     ), below (root, oid) as (
       select oid, oid from named
       union
       select below.root, i.inhrelid from below join pg_catalog.pg_inherits as i on i.inhparent = below.oid
     )
     select w.schema, w.relation,
       (select case when pg_catalog.bool_or(c.reltuples >= 0 and (c.reltuples > 0 or c.relpages > 0))
                 then pg_catalog.sum(greatest(c.reltuples, 0))::bigint end
        from below join pg_catalog.pg_class as c on c.oid = below.oid
        where below.root = w.oid and c.relkind <> 'p')::text as rows
     from named as w`,
    [relations.map(({ schema }) => schema), relations.map(({ relation }) => relation)],
  );
  const known = new Map(
    rows.flatMap((row) => (row.rows === null ? [] : [[keyOf(row), Number(row.rows)] as const])),
  );
  return (relation) => known.get(keyOf(relation));
}

const keyOf = ({ schema, relation }: RelationName): string =>
  relationKey({ schema, name: relation });
