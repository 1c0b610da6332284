import { type StoredEnum, withEnumOids } from '../../pull/enum-values';
import type { ExtendedStatistics } from '../../pull/types';
import { extendedTypes } from '../../postgres/extended-bytes';
import { ownSchema, createOwnSchema } from '../../postgres/own-schema';
import { quoteIdent, quoteLiteral } from '../../postgres/quote';
import type { Connection } from '../../postgres/types';
import { restoreColumns } from './restore-columns';

/** Gives extended statistics the server's own bytes. */
export async function restoreExtended(
  connection: Connection,
  extended: readonly ExtendedStatistics[],
  major: number,
): Promise<void> {
  for (const each of extended) {
    const { rows } = await connection.query<{ oid: number }>(
      `select s.oid::int8::float8 as oid from pg_catalog.pg_statistic_ext s join pg_catalog.pg_namespace n on n.oid = s.stxnamespace
       where n.nspname = $1 and s.stxname = $2`,
      [each.schema, each.name],
    );
    const oid = rows[0]?.oid;
    if (oid === undefined) continue;
    const stored = await inThisDatabase(connection, each);
    const bytes = (Object.keys(extendedTypes) as (keyof typeof extendedTypes)[]).map((kind) =>
      stored[kind] === undefined
        ? 'null'
        : `pg_catalog.decode(${quoteLiteral(stored[kind])}, 'hex')::${extendedTypes[kind]}`,
    );
    const expressions =
      each.expressions === undefined
        ? 'null'
        : await expressionStatistics(connection, { ...each, oid, major });
    await connection.query(
      `delete from pg_catalog.pg_statistic_ext_data where stxoid = ${oid} and stxdinherit = ${each.inherited}`,
    );
    await connection.query(
      `insert into pg_catalog.pg_statistic_ext_data (stxoid, stxdinherit, stxdndistinct, stxddependencies, stxdmcv, stxdexpr)
       values (${oid}, ${each.inherited}, ${bytes.join(', ')}, ${expressions})`,
    );
  }
}

/** The same, with the OIDs that values of enums have here. */
async function inThisDatabase(
  connection: Connection,
  extended: ExtendedStatistics,
): Promise<ExtendedStatistics> {
  const { mcv, enums = [] } = extended;
  if (mcv === undefined || enums.length === 0) return extended;
  const { rows } = await connection.query<StoredEnum>(
    `select 0 as type, n.nspname::text as schema, t.typname::text as name, pg_catalog.json_object_agg(e.enumlabel, e.oid::int8) as labels
     from pg_catalog.pg_enum e join pg_catalog.pg_type t on t.oid = e.enumtypid join pg_catalog.pg_namespace n on n.oid = t.typnamespace
     where t.typname = any ($1) group by n.nspname, t.typname`,
    [enums.map(({ name }) => name)],
  );
  const own = withEnumOids(mcv, enums, ({ schema, name }, label) => {
    const found = rows.find((row) => row.schema === schema && row.name === name);
    const oid = found?.labels[label];
    return oid === undefined ? undefined : Number(oid);
  });
  return { ...extended, mcv: own };
}

/**
 * The array of pg_statistic rows that stands for the expressions. They are made on a table with a column for each
 * expression, whose types a view tells: no row is read.
 */
async function expressionStatistics(
  connection: Connection,
  of: ExtendedStatistics & { readonly oid: number; readonly major: number },
): Promise<string> {
  await createOwnSchema(connection);
  const { rows } = await connection.query<{ table: string; expressions: readonly string[] }>(
    `select pg_catalog.format('%I.%I', n.nspname, c.relname) as table, pg_catalog.pg_get_statisticsobjdef_expressions(s.oid) as expressions
     from pg_catalog.pg_statistic_ext s join pg_catalog.pg_class c on c.oid = s.stxrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where s.oid = ${of.oid}`,
  );
  const { table = '', expressions = [] } = rows[0] ?? {};
  const name = `expressions_${of.oid}`;
  const list = expressions.map((sql, k) => `(${sql}) as e${k}`).join(', ');
  await connection.query(`drop table if exists ${ownSchema}.${quoteIdent(name)}`);
  await connection.query(
    `create table ${ownSchema}.${quoteIdent(name)} as select ${list} from ${table} with no data`,
  );
  await restoreColumns(
    connection,
    expressions.flatMap((sql, k) => {
      const column = of.expressions?.find(({ attname }) => attname === sql) ?? of.expressions?.[k];
      return column === undefined
        ? []
        : [
            {
              schema: ownSchema,
              relation: name,
              column: { ...column, attname: `e${k}`, inherited: false },
            },
          ];
    }),
    of.major,
  );
  return `(select pg_catalog.array_agg(s order by s.staattnum) from pg_catalog.pg_statistic s
    where s.starelid = '${ownSchema}.${name}'::regclass::oid)`;
}
