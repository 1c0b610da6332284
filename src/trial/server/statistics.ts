import type { World } from '../../engine/types';
import { ofUsers, relationsInSchemas } from '../../postgres/catalog/fragments';
import { slots, statisticsInSchemas } from '../../postgres/catalog/statistics-slots';
import { extendedTypes, withExtendedBytes } from '../../postgres/extended-bytes';
import type { Connection } from '../../postgres/types';
import { once } from '../once';

/** What the catalogs hold of tables for the planner, in a form that another database of the same schema takes. */
export interface PlannerStatistics {
  readonly relations: readonly RelationStatistics[];
  readonly columns: readonly ColumnStatistics[];
  readonly extended: readonly object[];
}

/** A row of pg_statistic as JSON: names for numbers, arrays as text. */
export interface ColumnStatistics {
  readonly schema: string;
  readonly name: string;
  /** Of an index its number. */
  readonly column: string;
  readonly inherit: boolean;
  /** Mean bytes of a value. */
  readonly width: number;
}

interface RelationStatistics {
  readonly schema: string;
  readonly name: string;
  readonly reltuples: number;
}

/** The planner's statistics of the scenario's tables at a row count of the driving table. */
export type StatisticsSource = (scale: number) => Promise<PlannerStatistics>;

/** Statistics as ANALYZE would store them, from a world that makes them: the same ones on every run. */
export function worldStatistics(world: World): StatisticsSource {
  const known = new Map<number, Promise<PlannerStatistics>>();
  return (scale) => once(known, scale, () => world.inspect(scale, readPlannerStatistics));
}

/** OID of the elements of an anyarray: its binary form starts with dimensions, flags and this (array_send). */
const elementType = (array: string): string => {
  const byte = (at: number): string =>
    `pg_catalog.get_byte(pg_catalog.anyarray_send(${array}), ${at})::bigint`;
  return `((${byte(8)} << 24) | (${byte(9)} << 16) | (${byte(10)} << 8) | ${byte(11)})::oid::regtype::text`;
};

export async function readPlannerStatistics(connection: Connection): Promise<PlannerStatistics> {
  const tables = await connection.query<RelationStatistics>(
    `select n.nspname as schema, c.relname as name, c.reltuples::float8 as reltuples
       from ${relationsInSchemas}
      where ${ofUsers('n')} and c.relkind in ('r', 'p', 'm', 'i') and c.relpersistence <> 't'
      order by 1, 2`,
  );
  const columns = await connection.query<{ row: ColumnStatistics }>(
    `select pg_catalog.jsonb_build_object('schema', n.nspname, 'name', c.relname,
              'column', case when c.relkind = 'i' then s.staattnum::text else a.attname::text end,
              'inherit', s.stainherit, 'nullfrac', s.stanullfrac, 'width', s.stawidth, 'distinct', s.stadistinct,
              'slots', pg_catalog.jsonb_build_array(${slots.map(readSlot).join(', ')})) as row
       from ${statisticsInSchemas}
      where ${ofUsers('n')} order by n.nspname, c.relname, s.staattnum, s.stainherit`,
  );
  const extended = await connection.query<{ row: object }>(
    `select pg_catalog.jsonb_build_object('schema', n.nspname, 'name', e.stxname, 'inherit', d.stxdinherit,
              'ndistinct', pg_catalog.encode(d.stxdndistinct::bytea, 'base64'),
              'dependencies', pg_catalog.encode(d.stxddependencies::bytea, 'base64'),
              'mcv', case when ${builtInTypes} then pg_catalog.encode(d.stxdmcv::bytea, 'base64') end) as row
       from pg_catalog.pg_statistic_ext_data d join pg_catalog.pg_statistic_ext e on e.oid = d.stxoid
       join pg_catalog.pg_namespace n on n.oid = e.stxnamespace
      where ${ofUsers('n')} order by n.nspname, e.stxname, d.stxdinherit`,
  );
  return {
    relations: tables.rows,
    columns: columns.rows.map(({ row }) => row),
    extended: extended.rows.map(({ row }) => row),
  };
}

/** A list of common combinations holds OIDs of types, which another database has for PostgreSQL's own types alone. */
const builtInTypes = `not exists (
  select from pg_catalog.unnest(e.stxkeys::int2[]) k join pg_catalog.pg_attribute ka on ka.attrelid = e.stxrelid and ka.attnum = k
  where ka.atttypid >= 16384::oid)`;

function readSlot(k: number): string {
  return `case when s.stakind${k} <> 0 then pg_catalog.jsonb_build_object('kind', s.stakind${k},
      'op', case when s.staop${k} <> 0::oid then s.staop${k}::regoperator::text end,
      'coll', case when s.stacoll${k} <> 0::oid then s.stacoll${k}::regcollation::text end,
      'numbers', s.stanumbers${k}::text, 'values', s.stavalues${k}::text,
      'type', case when s.stavalues${k} is not null then ${elementType(`s.stavalues${k}`)} end) end`;
}

/**
 * Puts statistics in place of those that a database has, where it has the relation and the column. Number and
 * place of the pages stay those of the real files; `reltuples` becomes that of the statistics. That of a partial index
 * too: ANALYZE replaces the number that CREATE INDEX counted by the share of its sample that meets the condition
 * (do_analyze_rel, src/backend/commands/analyze.c), and chance draws the sample.
 */
export async function writePlannerStatistics(
  connection: Connection,
  { relations, columns, extended }: PlannerStatistics,
): Promise<void> {
  await connection.query(
    `update pg_catalog.pg_class c set reltuples = w.reltuples
       from pg_catalog.jsonb_to_recordset($1::jsonb) as w(schema text, name text, reltuples float4), pg_catalog.pg_namespace n
      where n.nspname = w.schema and c.relnamespace = n.oid and c.relname = w.name
        and c.reltuples is distinct from w.reltuples`,
    [JSON.stringify(relations)],
  );
  await connection.query(
    `delete from pg_catalog.pg_statistic where starelid in (
       select c.oid from ${relationsInSchemas} where ${ofUsers('n')})`,
  );
  await connection.query(
    `insert into pg_catalog.pg_statistic (starelid, staattnum, stainherit, stanullfrac, stawidth, stadistinct,
       ${slots.map(slotColumns).join(', ')})
     select c.oid, a.attnum, w.inherit, w.nullfrac, w.width, w."distinct", ${slots.map(writeSlot).join(', ')}
       from pg_catalog.jsonb_to_recordset($1::jsonb) as w(schema text, name text, "column" text, inherit boolean,
              nullfrac float4, width int, "distinct" float4, slots jsonb)
       join pg_catalog.pg_namespace n on n.nspname = w.schema
       join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = w.name
       join pg_catalog.pg_attribute a on a.attrelid = c.oid and not a.attisdropped
         and w."column" = case when c.relkind = 'i' then a.attnum::text else a.attname::text end`,
    [JSON.stringify(columns)],
  );
  if (extended.length > 0) await writeExtended(connection, extended);
}

const slotColumns = (k: number): string =>
  ['stakind', 'staop', 'stacoll', 'stanumbers', 'stavalues'].map((name) => name + k).join(', ');

function writeSlot(k: number): string {
  const slot = `(w.slots->${k - 1})`;
  return `coalesce((${slot}->>'kind')::int2, 0), coalesce((${slot}->>'op')::regoperator::oid, 0),
    coalesce((${slot}->>'coll')::regcollation::oid, 0), (${slot}->>'numbers')::float4[],
    case when ${slot}->>'values' is not null
      then pg_catalog.array_in(pg_catalog.textout(${slot}->>'values'), (${slot}->>'type')::regtype::oid, -1) end`;
}

async function writeExtended(connection: Connection, extended: readonly object[]): Promise<void> {
  const { ndistinct, dependencies, mcv } = extendedTypes;
  await withExtendedBytes(connection, () =>
    connection.query(
      `update pg_catalog.pg_statistic_ext_data d
        set stxdndistinct = pg_catalog.decode(w.ndistinct, 'base64')::${ndistinct},
            stxddependencies = pg_catalog.decode(w.dependencies, 'base64')::${dependencies},
            stxdmcv = coalesce(pg_catalog.decode(w.mcv, 'base64')::${mcv}, d.stxdmcv)
       from pg_catalog.jsonb_to_recordset($1::jsonb) as w(schema text, name text, inherit boolean, ndistinct text,
              dependencies text, mcv text), pg_catalog.pg_statistic_ext e, pg_catalog.pg_namespace n
      where n.nspname = w.schema and e.stxnamespace = n.oid and e.stxname = w.name
        and d.stxoid = e.oid and d.stxdinherit = w.inherit`,
      [JSON.stringify(extended)],
    ),
  );
}
