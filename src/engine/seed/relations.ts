import type { TableModel } from '../../model/types';
import {
  relationsInSchemas,
  sqlNameOf,
  storageParameter,
  withDefault,
} from '../../postgres/catalog/fragments';
import type { Connection } from '../../postgres/types';
import { disableTriggers } from '../triggers';

/** One relation that holds, or stands for, the rows of a model table. All names are quoted and qualified. */
export interface LoadedRelation {
  /** The model table it belongs to. */
  readonly root: string;
  readonly relation: string;
  readonly partitioned: boolean;
  /** `fillfactor` of the schema; 100 where it says nothing. */
  readonly fillFactor: number;
  /**
   * True where it can do without the write-ahead log. A permanent table may only refer to permanent ones
   * (`ATAddForeignKeyConstraint`), and a partitioned table is always permanent.
   */
  readonly unlogged: boolean;
  /** True where PostgreSQL itself fills a column from a sequence. */
  readonly counts: boolean;
}

/** The tables themselves and all their partitions. */
export async function readRelations(
  connection: Connection,
  tables: readonly TableModel[],
): Promise<LoadedRelation[]> {
  const { rows } = await connection.query<LoadedRelation>(
    `with recursive root as (
       select t.name, t.name::regclass::oid as oid, t.filled
         from pg_catalog.jsonb_to_recordset($1::jsonb) as t(name text, filled jsonb)
     ), part as (
       select r.name, r.filled, coalesce(p.relid::oid, r.oid) as oid
         from root r left join lateral pg_catalog.pg_partition_tree(r.oid) p on true
     ), permanent as (
       select c.oid from pg_catalog.pg_class c
        where c.relkind = 'p'
           or c.relkind = 'r' and (c.oid not in (select oid from part)
                                   or exists (select from pg_catalog.pg_publication_rel where prrelid = c.oid))
        union
       select f.confrelid from permanent p join pg_catalog.pg_constraint f on f.conrelid = p.oid and f.contype = 'f'
     )
     select p.name as root,
            ${sqlNameOf()} as relation,
            c.relkind = 'p' as partitioned,
            coalesce(${storageParameter('fillfactor', 'int')}, 100) as "fillFactor",
            c.oid not in (select oid from permanent) as unlogged,
            exists (select from pg_catalog.pg_attribute a
                     ${withDefault}
                     where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                       and (a.attidentity <> '' or pg_catalog.pg_get_expr(d.adbin, d.adrelid) like '%nextval(%')
                       and not p.filled ? a.attname::text) as counts
       from part p
       join (${relationsInSchemas}) on c.oid = p.oid
      order by p.name, c.oid`,
    [
      JSON.stringify(
        tables.map(({ sqlName, columns }) => ({
          name: sqlName,
          filled: columns.map(({ name }) => name),
        })),
      ),
    ],
  );
  return rows;
}

/**
 * Readies a relation once for being loaded: no write-ahead log (the planner treats unlogged tables as any
 * other; several sessions can then fill one), no autovacuum (it would analyse in mid-run), no triggers and
 * no insert rules (the rows are those of the model), and dead space as the condition wants it.
 */
export async function prepareRelation(
  connection: Connection,
  { relation, partitioned, fillFactor, unlogged }: LoadedRelation,
  bloat: number,
): Promise<void> {
  await disableTriggers(connection, relation, { partitionsToo: false });
  if (partitioned) return;
  await connection.query(
    `alter table ${relation} set (autovacuum_enabled = off, toast.autovacuum_enabled = off)`,
  );
  if (bloat > 0) {
    // Free space on every page is to the planner what dead rows are: pages to read without a row on them.
    const factor = Math.max(10, Math.round(fillFactor * (1 - bloat)));
    await connection.query(`alter table ${relation} set (fillfactor = ${factor})`);
  }
  if (unlogged) await connection.query(`alter table ${relation} set unlogged`);
}
