import {
  ofNoExtension,
  ofUsers,
  parentsOf,
  relationsInSchemas,
  withDefault,
} from '../../postgres/catalog/fragments';
import { qualifiedName, quoteIdent } from '../../postgres/quote';
import type { Connection } from '../../postgres/types';

interface TableRow {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly options: string | null;
  readonly key: string | null;
  readonly parents: readonly string[];
  readonly bound: string | null;
  readonly ruled: boolean;
  readonly forced: boolean;
  readonly numbered: boolean;
}

interface ColumnRow {
  readonly table: number;
  readonly name: string;
  readonly dropped: boolean;
  readonly local: boolean;
  readonly type: string;
  readonly collation: string | null;
  readonly notNull: boolean;
  readonly identity: string;
  readonly generated: string;
  readonly expression: string | null;
}

interface CheckRow {
  readonly table: number;
  readonly name: string;
  readonly definition: string;
  readonly local: boolean;
}

/**
 * Tables with their columns, checks, partitions and parents. Where a table has extended statistics, dropped columns are
 * made and dropped again: those statistics know columns by number. None is UNLOGGED: the planner does not care, and a
 * CHECKPOINT would leave the pages of such a table in the server's buffers.
 *
 * @param locked OIDs of tables whose expressions cannot be printed: the server locks a table for that (pg_get_expr,
 *   ruleutils.c, since 17). They are made without defaults, checks and bounds.
 */
export async function readTables(
  connection: Connection,
  locked: readonly number[],
): Promise<readonly string[]> {
  const { rows: tables } = await connection.query<TableRow>(
    `select c.oid::int8::float8 as oid, n.nspname::text as schema, c.relname::text as name,
       pg_catalog.array_to_string(c.reloptions, ', ') as options,
       case when c.relkind = 'p' then pg_catalog.pg_get_partkeydef(c.oid) end as key,
       ${parentsOf('c.oid')} as parents,
       case when c.relispartition and not c.oid = any($1::oid[]) then pg_catalog.pg_get_expr(c.relpartbound, c.oid) end as bound,
       c.relrowsecurity as ruled, c.relforcerowsecurity as forced,
       exists (select from pg_catalog.pg_statistic_ext s where s.stxrelid = c.oid) as numbered
     from ${relationsInSchemas}
     where c.relkind in ('r', 'p') and c.relpersistence <> 't' and ${ofUsers('n')} and ${ofNoExtension('c')}
     order by c.oid`,
    [locked],
  );
  const oids = [tables.map(({ oid }) => oid)];
  const { rows: columns } = await connection.query<ColumnRow>(columnsSql, [...oids, locked]);
  const { rows: checks } = await connection.query<CheckRow>(
    `select c.conrelid::int8::float8 as table, c.conname::text as name, pg_catalog.pg_get_constraintdef(c.oid) as definition,
       c.conislocal as local
     from pg_catalog.pg_constraint c where c.contype = 'c' and c.conrelid = any($1::oid[]) and not c.conrelid = any($2::oid[]) order by c.conname`,
    [...oids, locked],
  );
  const made = tables.map((table) =>
    createTable(
      table,
      columns.filter((column) => column.table === table.oid),
      checks.filter((check) => check.table === table.oid),
    ),
  );
  return [
    ...made.flat(),
    ...tables.flatMap((table) =>
      table.bound === null
        ? []
        : [
            `alter table only ${table.parents[0]} attach partition ${qualifiedName(table.schema, table.name)} ${table.bound}`,
          ],
    ),
  ];
}

const columnsSql = `
  select a.attrelid::int8::float8 as table, a.attname::text as name, a.attisdropped as dropped, a.attislocal as local,
    pg_catalog.format_type(a.atttypid, a.atttypmod) as type,
    case when a.attcollation <> 0 and a.attcollation <> t.typcollation
         then pg_catalog.format('%I.%I', cn.nspname, co.collname) end as collation,
    a.attnotnull as "notNull", a.attidentity::text as identity, a.attgenerated::text as generated,
    case when not a.attrelid = any($2::oid[]) then pg_catalog.pg_get_expr(d.adbin, d.adrelid) end as expression
  from pg_catalog.pg_attribute a
    left join pg_catalog.pg_type t on t.oid = a.atttypid
    ${withDefault}
    left join pg_catalog.pg_collation co on co.oid = a.attcollation left join pg_catalog.pg_namespace cn on cn.oid = co.collnamespace
  where a.attrelid = any($1::oid[]) and a.attnum > 0 order by a.attrelid, a.attnum`;

function createTable(
  table: TableRow,
  columns: readonly ColumnRow[],
  checks: readonly CheckRow[],
): readonly string[] {
  const name = qualifiedName(table.schema, table.name);
  const isPartition = table.bound !== null;
  const inherits = !isPartition && table.parents.length > 0;
  const own = columns.filter(
    (column) => (column.dropped ? table.numbered : true) && (!inherits || column.local),
  );
  const items = [
    ...own.map((column) => columnSql(column, isPartition)),
    ...checks
      .filter((check) => !inherits || check.local)
      .map((check) => `constraint ${quoteIdent(check.name)} ${check.definition}`),
  ];
  const tail = [
    ...(inherits ? [`inherits (${table.parents.join(', ')})`] : []),
    ...(table.key === null ? [] : [`partition by ${table.key}`]),
    ...(table.options === null || table.options === '' ? [] : [`with (${table.options})`]),
  ];
  const body = items.length === 0 ? '()' : `(\n  ${items.join(',\n  ')}\n)`;
  return [
    `create table ${name} ${[body, ...tail].join(' ')}`,
    ...own
      .filter(({ dropped }) => dropped)
      .map((column) => `alter table ${name} drop column ${quoteIdent(column.name)}`),
    ...(table.ruled ? [`alter table ${name} enable row level security`] : []),
    ...(table.forced ? [`alter table ${name} force row level security`] : []),
  ];
}

function columnSql(column: ColumnRow, isPartition: boolean): string {
  const { name, type, collation, expression, identity, generated, notNull, dropped } = column;
  if (dropped) return `${quoteIdent(name)} integer`;
  return [
    quoteIdent(name),
    type,
    ...(collation === null ? [] : [`collate ${collation}`]),
    ...(generated === 's' ? [`generated always as (${expression}) stored`] : []),
    ...(generated === 'v' ? [`generated always as (${expression})`] : []),
    ...(generated === '' && expression !== null ? [`default ${expression}`] : []),
    // A partition takes over the identity of its parent when it is attached.
    ...(identity !== '' && !isPartition ? ['generated by default as identity'] : []),
    ...(notNull ? ['not null'] : []),
  ].join(' ');
}
