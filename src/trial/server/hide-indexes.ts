import { isIndexNamed, wantedRelations } from '../../postgres/catalog/fragments';
import type { Connection } from '../../postgres/types';
import type { Attempt } from '../reproduce/attempts';

/**
 * Makes the planner pass over every index of these relations that the target does not use, until the transaction is
 * rolled back: it takes valid indexes alone (get_relation_info, plancat.c). An index of a partition counts as used with
 * that of the partitioned table, by whose name a folded access calls it.
 *
 * @returns names of the hidden indexes, those of partitions left out
 */
export async function hideIndexes(
  connection: Connection,
  { relations, keep }: NonNullable<Attempt['hide']>,
): Promise<readonly string[]> {
  const { rows } = await connection.query<{ name: string; part: boolean }>(
    `with recursive family as (
       select c.oid from ${wantedRelations}
        union
       select kin.oid from family f cross join lateral (
           select h.inhrelid as oid from pg_catalog.pg_inherits h where h.inhparent = f.oid
            union all
           select h.inhparent from pg_catalog.pg_inherits h where h.inhrelid = f.oid) kin
     )
     update pg_catalog.pg_index x set indisvalid = false
       from pg_catalog.pg_class i
      where i.oid = x.indexrelid and x.indisvalid and x.indrelid in (select oid from family)
        and not ${isIndexNamed('$3::text[]')}
     returning i.relname::text as name, i.relispartition as part`,
    [relations.map(({ schema }) => schema), relations.map(({ name }) => name), keep],
  );
  return rows
    .filter(({ part }) => !part)
    .map(({ name }) => name)
    .sort();
}
