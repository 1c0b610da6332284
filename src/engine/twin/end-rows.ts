import { ofUsers, relationsInSchemas } from '../../postgres/catalog/fragments';
import { qualifiedName, quoteIdent, quoteLiteral } from '../../postgres/quote';
import { relationKey } from '../../postgres/relation-key';
import type { Connection } from '../../postgres/types';
import type { ColumnStatistics, RelationStatistics } from '../../pull/types';

interface TableRow {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly EndColumn[];
  /** Indexes that take no end rows: all but full b-trees that lead with a column. */
  readonly closed: readonly number[];
}

interface EndColumn {
  readonly name: string;
  readonly type: string;
  readonly collation: string | null;
  readonly generated: boolean;
  /** Leads an index, or is part of a partition key above. */
  readonly needed: boolean;
  /** Of a domain that allows no null. */
  readonly filled: boolean;
}

/**
 * Gives each table the two rows at the ends of its columns: the planner looks up the live ends of b-trees
 * (get_actual_variable_range, selfuncs.c), of full ones that lead with the column. Other indexes stay empty, so that
 * the planner finds no end there and believes the histogram, whose ends are the same as far as statistics know.
 *
 * Constraints are off meanwhile: the two rows are combined from columns that know nothing of each other.
 *
 * @param role that inserts: functions of generated columns are the database's own
 * @returns tables that refused their rows, as `schema.table: reason`
 */
export async function insertEndRows(
  connection: Connection,
  relations: readonly RelationStatistics[],
  role: string,
): Promise<readonly string[]> {
  const { rows: tables } = await connection.query<TableRow>(tablesSql);
  const byName = new Map(relations.map((each) => [relationKey(each), each]));
  const refused: string[] = [];
  const filled = tables.flatMap((table) => {
    const known = byName.get(relationKey(table))?.columns ?? [];
    const inserts = endInserts(table, known);
    return inserts.length === 0 ? [] : [{ table, inserts }];
  });
  if (filled.length === 0) return [];
  const oids = filled.map(({ table }) => table.oid).join(', ');
  const closed = filled.flatMap(({ table }) => table.closed).join(', ') || '0';
  await connection.query(`
    begin;
    set local session_replication_role = replica;
    create temp table plancliff_nulls_before on commit drop as
      select a.attrelid, a.attnum from pg_catalog.pg_attribute a where a.attrelid in (${oids}) and a.attnotnull and a.attnum > 0;
    create temp table plancliff_checks_before on commit drop as
      select oid, relchecks, relispartition from pg_catalog.pg_class where oid in (${oids});
    update pg_catalog.pg_attribute set attnotnull = false where attrelid in (${oids}) and attnum > 0;
    update pg_catalog.pg_class set relchecks = 0, relispartition = false where oid in (${oids});
    update pg_catalog.pg_index set indisready = false where indexrelid in (${closed});
    set local role ${quoteIdent(role)}`);
  for (const { table, inserts } of filled) {
    const reason = await inserted(connection, inserts);
    if (reason !== undefined) refused.push(`${table.schema}.${table.name}: ${reason}`);
  }
  await connection.query(`
    reset role;
    update pg_catalog.pg_attribute a set attnotnull = true from plancliff_nulls_before b where a.attrelid = b.attrelid and a.attnum = b.attnum;
    update pg_catalog.pg_class c set relchecks = b.relchecks, relispartition = b.relispartition from plancliff_checks_before b where c.oid = b.oid;
    update pg_catalog.pg_index set indisready = true where indexrelid in (${closed});
    commit`);
  return refused;
}

/** Both rows, or the first alone where a key takes both for one; the reason where not even that goes. */
async function inserted(
  connection: Connection,
  inserts: readonly string[],
): Promise<string | undefined> {
  let reason: string | undefined;
  for (const insert of inserts) {
    await connection.query('savepoint ends');
    try {
      await connection.query(insert, []);
      await connection.query('release savepoint ends');
    } catch (error) {
      reason = (error as Error).message;
      await connection.query('rollback to savepoint ends');
      if (insert === inserts[0]) return reason;
    }
  }
  return undefined;
}

function endInserts(
  { schema, name, columns }: TableRow,
  known: readonly ColumnStatistics[],
): readonly string[] {
  const ends = columns.flatMap((column) => {
    if (column.generated || !(column.needed || column.filled)) return [];
    const own = known.find(({ attname, inherited }) => attname === column.name && !inherited);
    const values = own?.live_ends ?? [
      ...(own?.histogram_bounds ?? []),
      ...(own?.most_common_vals ?? []),
    ];
    return values.length === 0 ? [] : [{ column, values }];
  });
  if (ends.length === 0) return [];
  const list = ends.map(({ column }) => quoteIdent(column.name)).join(', ');
  return ['', ' desc'].map((direction) => {
    const row = ends.map(({ column, values }) => endOf(column, values, direction)).join(', ');
    return `insert into ${qualifiedName(schema, name)} (${list}) overriding system value values (${row})`;
  });
}

function endOf(
  { type, collation }: EndColumn,
  values: readonly string[],
  direction: string,
): string {
  const list = values.map((value) => `(${quoteLiteral(value)})`).join(', ');
  const collate = collation === null ? '' : ` collate ${collation}`;
  return `(select v::${type} from (values ${list}) as t (v) order by v::${type}${collate}${direction} limit 1)`;
}

const tablesSql = `
  select c.oid::int8::float8 as oid, n.nspname::text as schema, c.relname::text as name,
    array(select i.indexrelid::int8::float8 from pg_catalog.pg_index i join pg_catalog.pg_class x on x.oid = i.indexrelid join pg_catalog.pg_am m on m.oid = x.relam
          where i.indrelid = c.oid and (m.amname <> 'btree' or i.indpred is not null or i.indkey[0] = 0)) as closed,
    (select coalesce(pg_catalog.json_agg(pg_catalog.json_build_object(
        'name', a.attname, 'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
        'collation', case when a.attcollation <> 0 then a.attcollation::regcollation::text end,
        'generated', a.attgenerated <> '',
        'filled', t.typtype = 'd' and t.typnotnull,
        'needed', exists (select from pg_catalog.pg_index i join pg_catalog.pg_class x on x.oid = i.indexrelid join pg_catalog.pg_am m on m.oid = x.relam
                          where i.indrelid = c.oid and m.amname = 'btree' and i.indpred is null and i.indkey[0] = a.attnum)
      ) order by a.attnum), '[]')
     from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid
     where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
  from ${relationsInSchemas}
  where c.relkind = 'r' and ${ofUsers('n')}
  order by c.oid`;
