import type { Model, TableModel } from '../../model/types';
import {
  columnsOfIndex,
  partitionKeyColumns,
  relationsInSchemas,
  sqlNameOf,
  withPartitions,
} from '../../postgres/catalog/fragments';
import { qualifiedName } from '../../postgres/quote';
import type { Connection } from '../../postgres/types';
import type { BreachKind } from './breach';
import type { ServerError } from '../../postgres/server-error';

/** What the catalog says of the rule that an error names. */
export interface RuleFacts {
  readonly table: TableModel | undefined;
  readonly definition: string | undefined;
  readonly columns: readonly string[];
}

interface RuleRow {
  readonly definition: string | null;
  readonly columns: readonly string[] | null;
}

/**
 * Looks up the constraint, the index or the partition key of an error.
 *
 * @param known the model's table, where the caller knows it: the error may name a copy of it
 */
export async function ruleFacts(
  connection: Connection,
  model: Model,
  kind: BreachKind,
  error: ServerError,
  known: TableModel | undefined,
): Promise<RuleFacts> {
  const table = known ?? (await modelTable(connection, model, error));
  if (kind === 'domain') return { table, ...(await domainFacts(connection, error)) };
  if (table === undefined) return { table, definition: undefined, columns: [] };
  const { rows } = await connection.query<RuleRow>(queries[kind] ?? noRule, [
    table.sqlName,
    kind === 'value' ? error.message : (error.constraint ?? error.column ?? ''),
  ]);
  const [row] = rows;
  return { table, definition: row?.definition ?? undefined, columns: row?.columns ?? [] };
}

/** The model's table that a relation is, or is a partition of. */
async function modelTable(
  connection: Connection,
  model: Model,
  { schema, table }: ServerError,
): Promise<TableModel | undefined> {
  if (schema === undefined || table === undefined) return undefined;
  const { rows } = await connection.query<{ name: string }>(
    `select ${sqlNameOf()} as name
       from ${relationsInSchemas}
      where c.oid = coalesce(pg_catalog.pg_partition_root(pg_catalog.to_regclass($1)), pg_catalog.to_regclass($1))::oid`,
    [qualifiedName(schema, table)],
  );
  return model.tables.find(({ sqlName }) => sqlName === rows[0]?.name) ?? byName(model, table);
}

function byName(model: Model, table: string): TableModel | undefined {
  return model.tables.find(({ name }) => name === table);
}

/** A table with all of its partitions, each of which may have rules of its own. */
const family = withPartitions('$1');

const constraint = `
  select pg_catalog.pg_get_constraintdef(c.oid, true) as definition,
         (select pg_catalog.array_agg(a.attname::text order by k.place)
            from pg_catalog.unnest(c.conkey) with ordinality as k(number, place)
            join pg_catalog.pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.number) as columns
    from pg_catalog.pg_constraint c
   where c.conrelid in (${family}) and c.conname = $2
   order by c.conrelid limit 1`;

const index = `
  select pg_catalog.regexp_replace(pg_catalog.pg_get_indexdef(i.indexrelid), '^.* USING ', '') as definition,
         (select pg_catalog.array_agg(distinct a.attname::text) from ${columnsOfIndex}) as columns
    from pg_catalog.pg_index i join pg_catalog.pg_class x on x.oid = i.indexrelid
   where i.indrelid in (${family}) and x.relname = $2
   order by i.indrelid limit 1`;

const partitionKey = `
  select 'partition by ' || pg_catalog.pg_get_partkeydef(p.partrelid) as definition,
         array(${partitionKeyColumns('p.partrelid')} order by 1) as columns
    from pg_catalog.pg_partitioned_table p where p.partrelid = $1::regclass::oid and $2::text is not null`;

const column = `select null as definition, array[$2::text] as columns where $1::regclass is not null`;

/** `value too long for type character varying(3)` names the type alone. */
const typed = `
  select null as definition, pg_catalog.array_agg(attname::text) as columns from pg_catalog.pg_attribute
   where attrelid = $1::regclass::oid and attnum > 0 and not attisdropped and atttypmod > 0
     and pg_catalog.strpos($2, pg_catalog.format_type(atttypid, atttypmod)) > 0`;

const noRule = `select null as definition, null::text[] as columns
  where $1::regclass is null and $2::text is null`;

const queries: Readonly<Partial<Record<BreachKind, string>>> = {
  check: constraint,
  exclusion: index,
  unique: index,
  'foreign-key': constraint,
  'no-partition': partitionKey,
  'not-null': column,
  value: typed,
};

async function domainFacts(
  connection: Connection,
  { constraint: name, dataType }: ServerError,
): Promise<Omit<RuleFacts, 'table'>> {
  const { rows } = await connection.query<RuleRow>(
    `select pg_catalog.string_agg(pg_catalog.pg_get_constraintdef(c.oid, true), ' ') as definition, null as columns
       from pg_catalog.pg_constraint c join pg_catalog.pg_type t on t.oid = c.contypid
      where t.typname = $1 and ($2::text is null or c.conname = $2)`,
    [dataType ?? '', name ?? null],
  );
  return { definition: rows[0]?.definition ?? undefined, columns: [] };
}
