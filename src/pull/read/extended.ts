import { ofUsers } from '../../postgres/catalog/fragments';
import type { Connection } from '../../postgres/types';
import type { ColumnStatistics, ExtendedStatistics } from '../types';
import { type StoredEnum, typesOfList } from '../enum-values';
import { figures, withoutNulls } from './relations';

interface Row {
  readonly schema: string;
  readonly name: string;
  readonly inherited: boolean;
  readonly ndistinct: string | null;
  readonly dependencies: string | null;
  readonly mcv: string | null;
}

interface ExpressionRow {
  readonly schema: string;
  readonly name: string;
  readonly inherited: boolean;
  readonly column: ColumnStatistics;
}

/** What CREATE STATISTICS collected. Needs the right to read pg_statistic_ext_data. */
export async function readExtended(
  connection: Connection,
  major: number,
): Promise<readonly ExtendedStatistics[]> {
  const inherited = major >= 15 ? 'd.stxdinherit' : 'false';
  const { rows } = await connection.query<Row>(
    `select n.nspname::text as schema, s.stxname::text as name, ${inherited} as inherited,
       pg_catalog.encode(d.stxdndistinct::bytea, 'hex') as ndistinct, pg_catalog.encode(d.stxddependencies::bytea, 'hex') as dependencies,
       pg_catalog.encode(d.stxdmcv::bytea, 'hex') as mcv
     from pg_catalog.pg_statistic_ext s join pg_catalog.pg_namespace n on n.oid = s.stxnamespace
       join pg_catalog.pg_statistic_ext_data d on d.stxoid = s.oid
     where ${ofUsers('n')} order by n.nspname collate "C", s.stxname collate "C", ${inherited}`,
    [],
  );
  const expressions =
    major < 14 || rows.length === 0 ? [] : await readExpressions(connection, major);
  const types = rows.map(({ mcv }) => (mcv === null ? [] : typesOfList(mcv)));
  const enums = await readEnums(connection, types.flat());
  return rows.map((row, k) => {
    const stored = enums.filter(({ type }) => types[k]?.includes(type));
    const own = expressions
      .filter(
        ({ schema, name, inherited: of }) =>
          schema === row.schema && name === row.name && of === row.inherited,
      )
      .map(({ column }) => column);
    return {
      ...withoutNulls(row),
      ...(stored.length === 0 ? {} : { enums: stored }),
      ...(own.length === 0 ? {} : { expressions: own }),
    } as ExtendedStatistics;
  });
}

/** The enums among these types, and those that domains among them are over. */
async function readEnums(
  connection: Connection,
  types: readonly number[],
): Promise<readonly StoredEnum[]> {
  if (types.length === 0) return [];
  const { rows } = await connection.query<StoredEnum>(
    `select d.oid::int8::float8 as type, n.nspname::text as schema, t.typname::text as name,
       pg_catalog.json_object_agg(e.oid, e.enumlabel order by e.enumsortorder) as labels
     from pg_catalog.pg_type d join pg_catalog.pg_type t on t.oid = case d.typtype when 'd' then d.typbasetype else d.oid end
       join pg_catalog.pg_enum e on e.enumtypid = t.oid join pg_catalog.pg_namespace n on n.oid = t.typnamespace
     where d.oid = any ($1::int8[]::oid[]) group by d.oid, n.nspname, t.typname order by d.oid`,
    [[...new Set(types)]],
  );
  return rows;
}

async function readExpressions(
  connection: Connection,
  major: number,
): Promise<readonly ExpressionRow[]> {
  const { rows } = await connection.query<ColumnStatistics & Omit<ExpressionRow, 'column'>>(
    `select p.statistics_schemaname::text as schema, p.statistics_name::text as name, p.expr as attname,
       ${major >= 15 ? 'p.inherited' : 'false as inherited'}, '' as type, ${figures(major, major >= 19)}
     from pg_catalog.pg_stats_ext_exprs p where p.null_frac is not null`,
    [],
  );
  return rows.map(({ schema, name, ...column }) => ({
    schema,
    name,
    inherited: column.inherited,
    column: withoutNulls(column),
  }));
}
