import type { Connection } from '../types';
import { keyTexts, wantedNames, wantedRelations } from './fragments';

/** Relations by name, as EXPLAIN shows them. */
export interface NamedRelations {
  readonly schemas: readonly string[];
  readonly relations: readonly string[];
}

export interface RelationRoot {
  readonly schema: string;
  readonly relation: string;
  /** Name of the partitioned table at the top, null for a relation that is no partition. */
  readonly root: string | null;
}

/** Whose partitions these relations are. One that does not exist has a row too. */
export async function readRoots(
  connection: Connection,
  { schemas, relations }: NamedRelations,
): Promise<readonly RelationRoot[]> {
  const { rows } = await connection.query<RelationRoot>(
    `select wanted.schema, wanted.relation,
       (select root.relname from pg_catalog.pg_class as root
        where c.relispartition and root.oid = pg_catalog.pg_partition_root(c.oid)::oid) as root
     from ${wantedNames}
     left join pg_catalog.pg_namespace as n on n.nspname = wanted.schema
     left join pg_catalog.pg_class as c on c.relnamespace = n.oid and c.relname = wanted.relation`,
    [schemas, relations],
  );
  return rows;
}

export interface PlanIndex {
  readonly schema: string;
  readonly relation: string;
  readonly name: string;
  /** Name of the index of the partitioned table at the top; its own name elsewhere. */
  readonly root: string;
  /** Access method. */
  readonly method: string;
  /** Texts of its key columns, as `pg_get_indexdef` prints them. */
  readonly keys: readonly string[];
  /** Condition of a partial index. */
  readonly predicate: string | null;
}

/** All indexes of these relations: whichever the planner takes at another scale is known then. */
export async function readPlanIndexes(
  connection: Connection,
  { schemas, relations }: NamedRelations,
): Promise<readonly PlanIndex[]> {
  const { rows } = await connection.query<PlanIndex>(
    `select n.nspname as schema, c.relname as relation, x.relname as name, am.amname as method,
       coalesce((select root.relname from pg_catalog.pg_class as root
                 where x.relispartition and root.oid = pg_catalog.pg_partition_root(x.oid)::oid), x.relname) as root,
       ${keyTexts(true)} as keys,
       pg_catalog.pg_get_expr(i.indpred, i.indrelid, true) as predicate
     from ${wantedRelations}
     join pg_catalog.pg_index as i on i.indrelid = c.oid
     join pg_catalog.pg_class as x on x.oid = i.indexrelid
     join pg_catalog.pg_am as am on am.oid = x.relam`,
    [schemas, relations],
  );
  return rows;
}
