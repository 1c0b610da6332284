import {
  inUserSchema,
  indexesInSchemas,
  isOf,
  keyTexts,
  notTemporary,
  ofNoExtension,
  partitionKeyColumns,
  relationsInSchemas,
  rules,
  storageParameter,
  withDefault,
} from '../../../postgres/catalog/fragments';
import { qualifiedName, quoteIdent } from '../../../postgres/quote';
import type { Connection } from '../../../postgres/types';

/** What the engine must know of a table's physical side; more than the catalog that models and findings read. */
export interface Relation {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly sqlName: string;
  readonly kind: 'table' | 'partitioned' | 'foreign' | 'view' | 'materialized-view';
  /** Direct parents, by partitioning or by inheritance. */
  readonly parents: readonly number[];
  /** What a row of a partition satisfies, as SQL over its columns; null elsewhere. */
  readonly bound: string | null;
  /** Columns that the bound names: those in the partition keys of all tables above. */
  readonly boundColumns: readonly string[];
  /** Columns of the partition key, in its expressions too, by name. */
  readonly keyColumns: readonly string[];
  /** Storage parameters as `with (...)` takes them; empty for none. */
  readonly options: string;
  readonly columns: readonly RelationColumn[];
  readonly indexes: readonly RelationIndex[];
  readonly statistics: readonly ExtendedStatistics[];
  /** Relations that a view reads. */
  readonly reads: readonly number[];
  /** What the policies of a table read where row-level security is enabled: relations, and functions by qualified name. */
  readonly policies: { readonly reads: readonly number[]; readonly functions: readonly string[] };
}

export interface RelationColumn {
  readonly number: number;
  readonly name: string;
  readonly sqlName: string;
  readonly type: string;
  /** Statistics target of the column; null where it has none of its own. */
  readonly target: number | null;
  /** Filled by the server from row to row: identity, or a default that calls nextval. */
  readonly counted: boolean;
  readonly generated: 'stored' | 'virtual' | null;
  /** What it is generated from, or its default: SQL over the table's columns; null for neither. */
  readonly expression: string | null;
  /** Numbers of the columns that it is generated from. */
  readonly from: readonly number[];
  /** Type, storage, compression and collation, as CREATE TABLE takes them. */
  readonly definition: string;
}

export interface RelationIndex {
  readonly oid: number;
  readonly name: string;
  readonly method: string;
  readonly unique: boolean;
  /** Key columns by number of the table's column; 0 for an expression. */
  readonly keys: readonly number[];
  /** Whether each key stands in descending order. */
  readonly descending: readonly boolean[];
  /** Text of each key: a column's name or an expression. */
  readonly keyTexts: readonly string[];
  /** Statistics target of each key that is an expression; null where it has none of its own. */
  readonly keyTargets: readonly (number | null)[];
  readonly includes: number;
  /** Numbers of all columns that it names, also in expressions and the predicate. */
  readonly columns: readonly number[];
  readonly fillfactor: number | null;
  readonly deduplicate: boolean;
  /** Pages that the pending list of a GIN index may have; 0 where it has none. */
  readonly pendingPages: number;
  readonly partial: boolean;
  /** What a row of a partial index satisfies, as SQL over the table's columns; null for other indexes. */
  readonly predicate: string | null;
  /** What follows `using`: method, keys, options and predicate. */
  readonly body: string;
}

export interface ExtendedStatistics {
  readonly oid: number;
  /** Columns and expressions, as CREATE STATISTICS takes them. */
  readonly on: string;
  /** e.g. `ndistinct, mcv`; empty for the statistics of a single expression. */
  readonly kinds: string;
  /** Numbers of the columns that it names, also in expressions. */
  readonly columns: readonly number[];
  readonly target: number | null;
}

const policies = `pg_catalog.pg_policy pol join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_policy'::regclass::oid and d.objid = pol.oid`;
const ofPolicy = 'pol.polrelid = c.oid and c.relrowsecurity';

const relationsSql = `
  select c.oid::int as oid, n.nspname as schema, c.relname as name, pg_catalog.pg_get_partition_constraintdef(c.oid) as bound,
    array(${partitionKeyColumns('c.oid')}) as "keyColumns",
    array(select distinct k.name from pg_catalog.pg_partition_ancestors(c.oid) as p (oid)
            cross join lateral (${partitionKeyColumns('p.oid::oid')}) as k (name) where p.oid::oid <> c.oid) as "boundColumns",
    case c.relkind when 'p' then 'partitioned' when 'f' then 'foreign' when 'v' then 'view' when 'm' then 'materialized-view' else 'table' end as kind,
    coalesce(pg_catalog.array_to_string(c.reloptions, ', '), '') as options,
    array(select inhparent::int from pg_catalog.pg_inherits where inhrelid = c.oid order by inhseqno) as parents,
    array(select distinct d.refobjid::int from ${rules} and d.refclassid = 'pg_catalog.pg_class'::regclass::oid and d.refobjid <> c.oid
          where r.ev_class = c.oid) as reads,
    pg_catalog.json_build_object(
      'reads', array(select distinct d.refobjid::int from ${policies} where ${ofPolicy} and d.refclassid = 'pg_catalog.pg_class'::regclass::oid
                       and d.refobjid <> c.oid),
      'functions', array(select distinct f.pronamespace::regnamespace::text || '.' || f.proname from ${policies}
                           join pg_catalog.pg_proc f on f.oid = d.refobjid
                         where ${ofPolicy} and d.refclassid = 'pg_catalog.pg_proc'::regclass::oid)) as policies
  from ${relationsInSchemas}
  where c.relkind in ('r', 'p', 'f', 'v', 'm') and ${inUserSchema} and ${notTemporary} and ${ofNoExtension('c')}
  order by c.oid`;

const columnsSql = `
  select a.attrelid::int as relation, a.attnum as number, a.attname as name,
    pg_catalog.format_type(a.atttypid, a.atttypmod) as type, nullif(a.attstattarget, -1) as target,
    a.attidentity <> '' or coalesce(pg_catalog.pg_get_expr(d.adbin, d.adrelid) ~ '^nextval\\(', false) as counted,
    case a.attgenerated when 's' then 'stored' when 'v' then 'virtual' end as generated,
    coalesce(pg_catalog.pg_get_expr(d.adbin, d.adrelid), t.typdefault) as expression,
    pg_catalog.format_type(a.atttypid, a.atttypmod)
      || case a.attstorage when 'p' then ' storage plain' when 'e' then ' storage external'
                           when 'm' then ' storage main' else ' storage extended' end
      || case a.attcompression when 'p' then ' compression pglz' when 'l' then ' compression lz4' else '' end
      || case when a.attcollation in (0::oid, t.typcollation) then ''
              else ' collate ' || a.attcollation::regcollation::text end as definition,
    array(select e.refobjsubid from pg_catalog.pg_depend e where e.classid = 'pg_catalog.pg_attrdef'::regclass::oid and e.objid = d.oid
            and e.refobjid = a.attrelid and e.refobjsubid not in (0, a.attnum)) as "from"
  from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid
    ${withDefault}
  where a.attnum > 0 and not a.attisdropped and a.attrelid = any($1::oid[])
  order by a.attrelid, a.attnum`;

const indexesSql = `
  select i.indrelid::int as relation, c.oid::int as oid, c.relname as name, m.amname as method,
    i.indisunique as unique, i.indpred is not null as partial,
    array(select i.indkey[k]::int from pg_catalog.generate_series(0, i.indnkeyatts - 1) k order by k) as keys,
    array(select i.indoption[k]::int & 1 = 1 from pg_catalog.generate_series(0, i.indnkeyatts - 1) k order by k) as descending,
    ${keyTexts(false)} as "keyTexts",
    array(select nullif(a.attstattarget, -1)::int from pg_catalog.pg_attribute a where a.attrelid = i.indexrelid
          and a.attnum <= i.indnkeyatts order by a.attnum) as "keyTargets",
    pg_catalog.pg_get_expr(i.indpred, i.indrelid) as predicate,
    i.indnatts - i.indnkeyatts as includes,
    array(select k::int from pg_catalog.unnest(i.indkey) k where k > 0
          union select d.refobjsubid from pg_catalog.pg_depend d where ${isOf('pg_class', 'c.oid')}
            and d.refobjid = i.indrelid and d.refobjsubid > 0) as columns,
    ${storageParameter('fillfactor', 'int')} as fillfactor,
    coalesce(${storageParameter('deduplicate_items', 'bool')}, true) as deduplicate,
    -- GIN_PAGE_FREESIZE, src/include/access/ginblock.h; both sizes are in kB.
    case when coalesce(${storageParameter('fastupdate', 'bool')}, true) then
      coalesce(${storageParameter('gin_pending_list_limit', 'int')}, (select setting::int from pg_catalog.pg_settings where name = 'gin_pending_list_limit'))
      * 1024 / 8160 + 1 else 0 end as "pendingPages",
    pg_catalog.pg_get_indexdef(i.indexrelid) as definition
  from ${indexesInSchemas}
  where i.indrelid = any($1::oid[]) and c.relkind = 'i'
  order by i.indexrelid`;

const statisticsSql = `
  select s.stxrelid::int as relation, s.oid::int as oid, pg_catalog.pg_get_statisticsobjdef_columns(s.oid) as "on",
    nullif(s.stxstattarget, -1) as target,
    pg_catalog.array_to_string(array(select case k when 'd' then 'ndistinct' when 'f' then 'dependencies' else 'mcv' end
      from pg_catalog.unnest(s.stxkind) k where k <> 'e'), ', ') as kinds,
    array(select k::int from pg_catalog.unnest(s.stxkeys) k
          union select d.refobjsubid from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_statistic_ext'::regclass::oid
            and d.objid = s.oid and d.refobjid = s.stxrelid and d.refobjsubid > 0) as columns
  from pg_catalog.pg_statistic_ext s
  where s.stxrelid = any($1::oid[])
  order by s.oid`;

/** Whether a column, by number, is in any unique index: no row then draws its value there by itself. */
export function inUniqueIndex({ indexes }: Pick<Relation, 'indexes'>, column: number): boolean {
  return indexes.some(({ unique, columns }) => unique && columns.includes(column));
}

type OfRelation<T> = T & { readonly relation: number };

/** Reads all tables and views of the connected database that the scenario's schema made. */
export async function readRelations(connection: Connection): Promise<readonly Relation[]> {
  const { rows: relations } =
    await connection.query<Omit<Relation, 'sqlName' | 'columns' | 'indexes' | 'statistics'>>(
      relationsSql,
    );
  const oids = [relations.map((relation) => relation.oid)];
  const columns = await connection.query<OfRelation<RelationColumn>>(columnsSql, oids);
  const indexes = await connection.query<OfRelation<RelationIndex & { definition: string }>>(
    indexesSql,
    oids,
  );
  const statistics = await connection.query<OfRelation<ExtendedStatistics>>(statisticsSql, oids);
  return relations.map((relation) => {
    const own = <T>(rows: readonly OfRelation<T>[]) =>
      rows.filter((row) => row.relation === relation.oid);
    const sqlName = qualifiedName(relation.schema, relation.name);
    return {
      ...relation,
      sqlName,
      columns: own(columns.rows).map((column) => ({ ...column, sqlName: quoteIdent(column.name) })),
      indexes: own(indexes.rows).map((index) => ({ ...index, body: bodyOf(index.definition) })),
      statistics: own(statistics.rows),
    };
  });
}

/** What follows ` USING ` outside of quoted names: an index's name may contain anything. */
function bodyOf(definition: string): string {
  const unquoted = definition.replaceAll(/"(?:[^"]|"")*"/g, (name) => '_'.repeat(name.length));
  return definition.slice(unquoted.indexOf(' USING ') + ' USING '.length);
}

/** The tables that hold the rows: the table itself, or the last partitions below it. */
export function leavesOf(root: Relation, relations: readonly Relation[]): readonly Relation[] {
  if (root.kind !== 'partitioned') return [root];
  return relations
    .filter((relation) => relation.parents.includes(root.oid))
    .flatMap((relation) => leavesOf(relation, relations));
}
