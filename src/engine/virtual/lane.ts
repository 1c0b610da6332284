import type { Model } from '../../model/types';
import type { Planner } from '../../plan/types';
import type { Connection, Database } from '../../postgres/types';
import type { EngineContext } from '../types';
import { endRows } from './ends';
import { shapeFiles } from './files/shape';
import { indexLaw } from './pages/index-law';
import { tableSize } from './pages/table-size';
import type { Relation, RelationIndex } from './relations';
import { insertRows, realRows, sampledRows } from './sample/fill';
import { type Measure, measure } from './sample/measure';
import { sampleRows } from './sample/positions';
import { analyzeSpecimen, copyStatistics } from './statistics/analyze';
import { createSpecimen, rowNumber, type Specimen } from './statistics/specimen';

/** One database that stands at some scale. */
export interface Lane {
  readonly database: Database;
  readonly connection: Connection;
  readonly planner: Planner;
  readonly relations: readonly Relation[];
  /** Brings these tables of the model to a scale. */
  bring(tables: readonly string[], scale: number): Promise<void>;
  close(): Promise<void>;
}

/** What lanes learn once for all of them: a table's measure by its name. */
export type Measures = Map<string, Promise<Measure>>;

export interface LaneParts {
  readonly context: EngineContext;
  readonly database: Database;
  readonly connection: Connection;
  readonly planner: Planner;
  readonly relations: readonly Relation[];
  readonly measures: Measures;
  readonly statisticsTarget: number;
}

export function openLane(parts: LaneParts): Lane {
  const { context, connection, relations, database, planner } = parts;
  const { model } = context;
  const standing = new Map<string, string>();
  const specimens = new Map<string, Specimen>();

  const bringTable = async (table: string, relation: Relation, scale: number): Promise<void> => {
    const state = `${model.table(table).rows(scale)} ${model.rowSelect(table, scale, 'rows')}`;
    if (standing.get(table) === state) return;
    standing.delete(table);
    const specimen =
      specimens.get(table) ?? (await createSpecimen(connection, relation, parts.statisticsTarget));
    specimens.set(table, specimen);
    const rows = model.table(table).rows(scale);
    if (rows <= specimen.size) await loadReal(parts, table, relation, scale);
    else await makeVirtual(parts, table, specimen, scale);
    standing.set(table, state);
  };

  return {
    database,
    connection,
    planner,
    relations,
    async bring(tables, scale) {
      for (const table of tables) {
        const relation = relationOf(relations, model, table);
        if (relation !== undefined) await bringTable(table, relation, scale);
      }
    },
    async close() {
      await Promise.allSettled([planner.close(), connection.end()]);
      await database.drop();
    },
  };
}

function relationOf(
  relations: readonly Relation[],
  model: Model,
  table: string,
): Relation | undefined {
  const { sqlName } = model.table(table);
  return relations.find((relation) => relation.sqlName === sqlName || relation.name === table);
}

/** A small table: ANALYZE would read all of it, so it is simply loaded. */
async function loadReal(
  parts: LaneParts,
  table: string,
  relation: Relation,
  scale: number,
): Promise<void> {
  const { context, connection } = parts;
  const { model } = context;
  await emptied(connection, relation, [
    // Indexes are built after the rows, as the seed engine does it: built row by row they would be larger.
    // REINDEX makes them ready again (reindex_index, src/backend/catalog/index.c).
    `update pg_index set indisready = false where indrelid = ${relation.oid}`,
    insertRows({
      model,
      table,
      scale,
      relation,
      into: relation.sqlName,
      source: realRows(1, model.table(table).rows(scale)),
    }),
    `reindex table ${relation.sqlName}`,
  ]);
  await connection.query(`vacuum (analyze) ${relation.sqlName}`);
}

async function makeVirtual(
  parts: LaneParts,
  table: string,
  specimen: Specimen,
  scale: number,
): Promise<void> {
  const { context, connection } = parts;
  const { model, condition, server } = context;
  const { relation } = specimen;
  const measured = await measureOf(parts, table, specimen, scale);
  const statisticsScale = scale / (condition.stale ?? 1);
  await analyzeAt(parts, table, specimen, statisticsScale, measured);
  await emptied(connection, relation, [
    ...endRows(model, table, relation, scale),
    `reindex table ${relation.sqlName}`,
  ]);
  const rows = model.table(table).rows(scale);
  const distinct = await knownDistinct(connection, relation);
  const size = tableSize(rows, {
    relation,
    measure: measured,
    condition,
    keyLaw: (index) => indexLaw(model, table, relation, index, scale, distinct),
  });
  await shapeFiles(
    connection,
    server.dataDirectory as string,
    relation,
    size,
    condition.notVisible ?? 0,
  );
}

async function analyzeAt(
  parts: LaneParts,
  table: string,
  specimen: Specimen,
  scale: number,
  { rowsPerPage }: Measure,
): Promise<void> {
  const { context, connection } = parts;
  const { model, server } = context;
  const rows = model.table(table).rows(scale);
  const size = Math.min(rows, specimen.size);
  const insert = sampleInsert(model, table, specimen.relation, scale, specimen.sample, rowNumber);
  await connection.query(`truncate ${specimen.sample}`);
  const { positions, draws } = sampleRows({ rows, size, rowsPerPage });
  await connection.query(insert, [positions, draws]);
  await analyzeSpecimen(connection, specimen, size, rows, server.major);
  await copyStatistics(connection, specimen, false);
}

function sampleInsert(
  model: Model,
  table: string,
  relation: Relation,
  scale: number,
  into: string,
  numbered?: string,
): string {
  return insertRows({
    model,
    table,
    scale,
    relation,
    into,
    source: sampledRows,
    ...(numbered === undefined ? {} : { numbered }),
  });
}

function measureOf(
  parts: LaneParts,
  table: string,
  specimen: Specimen,
  scale: number,
): Promise<Measure> {
  const { measures, context, connection } = parts;
  const known = measures.get(table);
  if (known !== undefined) return known;
  const { model, server } = context;
  const rows = model.table(table).rows(scale);
  const { positions, draws } = sampleRows({ rows, size: specimen.size, rowsPerPage: Infinity });
  const measured = measure(
    connection,
    server.dataDirectory as string,
    specimen.relation,
    async (into) => {
      await connection.query(sampleInsert(model, table, specimen.relation, scale, into), [
        positions,
        draws,
      ]);
    },
  );
  measures.set(table, measured);
  return measured;
}

/**
 * Runs statements on a table that was emptied before, in one transaction. TRUNCATE refuses tables that others
 * refer to, and asks pg_class.relhastriggers whether there may be any (heap_truncate_find_FKs,
 * src/backend/catalog/heap.c): for that moment there are none.
 */
async function emptied(
  connection: Connection,
  relation: Relation,
  statements: readonly string[],
): Promise<void> {
  await connection.query(`
    begin;
    update pg_class set relhastriggers = false where oid = ${relation.oid} and relhastriggers returning oid;
    truncate only ${relation.sqlName};
    ${statements.join(';\n')};
    update pg_class set relhastriggers = true
      where oid = ${relation.oid} and exists (select from pg_trigger where tgrelid = ${relation.oid});
    commit`);
}

async function knownDistinct(
  connection: Connection,
  relation: Relation,
): Promise<(index: RelationIndex, position: number) => number | undefined> {
  const { rows } = await connection.query<{ relation: number; number: number; distinct: number }>(
    `select starelid::int as relation, staattnum as number, stadistinct::float8 as distinct from pg_statistic
     where starelid = any($1::oid[]) and not stainherit`,
    [[relation.oid, ...relation.indexes.map((index) => index.oid)]],
  );
  const byPlace = new Map(rows.map((row) => [`${row.relation} ${row.number}`, row.distinct]));
  return (index, position) => {
    const column = index.keys[position] ?? 0;
    return byPlace.get(column === 0 ? `${index.oid} ${position + 1}` : `${relation.oid} ${column}`);
  };
}
