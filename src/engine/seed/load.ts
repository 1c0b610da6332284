import { relationsInSchemas, sqlNameOf } from '../../postgres/catalog/fragments';
import type { TableModel } from '../../model/types';
import type { EngineContext, EngineProgress } from '../types';
import { vacuum } from '../vacuum';
import { analysable } from './analyze';
import type { LoadItem } from './chunks';
import { analyzedRows, hasGrownIndexes, isStale, stateOf } from '../../scenario/table-state';
import type { TableState } from '../../scenario/types';
import { checkLoadFits } from './disk-need';
import { firstMissing } from './missing-rows';
import type { Pool } from './pool';
import { dropPostData, rebuild, restoreForeignKeys, type Dropped } from './rebuild';
import { bloatIndexes, type BloatedRelation } from './bloat-indexes';
import { createPartitions, dropPartitions } from './partitions';
import { prepareRelation, readRelations, type LoadedRelation } from './relations';
import { rowSource, type RowSource } from './row-source';
import { loadRows } from './rows';
import { hidePages } from './visibility';

/** What the database holds, by model table. */
export type Loaded = ReadonlyMap<TableModel, RowSource>;

export interface LoadTarget {
  readonly context: EngineContext;
  readonly pool: Pool;
  readonly scale: number;
  /** Relations that an earlier load readied. */
  readonly prepared: Set<string>;
}

/** A table whose rows are not those of the scale, and the first row number that it lacks. */
interface Gap {
  readonly table: TableModel;
  readonly source: RowSource;
  readonly first: number;
}

/**
 * Brings the tables to a scale, those alone whose rows differ, in the order in which `pg_restore` works:
 * tables, rows, indexes, statistics, foreign keys.
 */
export async function load(target: LoadTarget, before: Loaded): Promise<Loaded> {
  const { context, pool, scale } = target;
  const { model, condition, server } = context;
  const report = (progress: Omit<EngineProgress, 'scale'>): void =>
    context.onProgress({ scale, ...progress });
  const onRows = ({ name, rows }: RowSource, done: number): void =>
    report({ phase: 'rows', table: name, done, total: rows });

  report({ phase: 'schema' });
  const sources = new Map(model.tables.map((table) => [table, rowSource(model, table, scale)]));
  const gaps = gapsOf(sources, before, isStale(condition) || hasGrownIndexes(condition));
  const tables = gaps.map(({ table }) => table);
  await checkLoadFits(pool.main, { server, model, tables, scale });
  const { relations, dropped } = await layOut(target, tables);
  await empty(pool, gaps, relations);

  const items = gaps.map((gap) => loadItem(gap, relations, context));
  const analysed = items.map((item) => ({ ...item, last: analysedRows(item, target) }));
  const { early, late: built } = inOrder(dropped, relations, context);
  await rebuild(pool, early, (table) => report({ phase: 'indexes', table }));
  await loadRows(pool, analysed, onRows);
  await rebuild(pool, built, (table) => report({ phase: 'indexes', table }));
  await bloatIndexes(pool, bloatedRelations(relations, context));
  await refreshViews(pool);
  await gatherStatistics(target, before.size === 0 ? undefined : tables, relations, report);
  // What arrives after the last ANALYZE, as in production: row by row into the existing indexes.
  const late = items.map((item, k) => ({ ...item, first: (analysed[k]?.last ?? 0) + 1 }));
  await loadRows(pool, late, onRows);
  await restoreForeignKeys(pool, dropped);
  return sources;
}

function gapsOf(sources: Loaded, before: Loaded, whole: boolean): Gap[] {
  return [...sources].flatMap(([table, source]) => {
    const first = firstMissing(before.get(table), source);
    if (first > source.rows) return [];
    return [{ table, source, first: whole ? 1 : first }];
  });
}

/**
 * Gives the tables the partitions of the scale, takes away what stands on them, and readies them. New partitions
 * come while the indexes are there, to inherit them; old ones go when no key leads to them any more.
 */
async function layOut(
  target: LoadTarget,
  tables: readonly TableModel[],
): Promise<{ readonly relations: readonly LoadedRelation[]; readonly dropped: Dropped }> {
  const { pool, context, scale, prepared } = target;
  const { main } = pool;
  await createPartitions(main, tables, scale);
  const changed = new Set(tables.map(({ sqlName }) => sqlName));
  const all = await readRelations(main, context.model.tables);
  const relations = all.filter(({ root }) => changed.has(root));
  const dropped = await dropPostData(
    main,
    relations.map(({ relation }) => relation),
  );
  const gone = await dropPartitions(main, tables, scale);
  for (const name of gone) prepared.delete(name);
  const left = relations.filter(({ relation }) => !gone.has(relation));
  await prepare(target, left);
  return {
    relations: left,
    dropped: {
      ...dropped,
      indexes: dropped.indexes.filter(({ relation }) => !gone.has(relation)),
      kept: dropped.kept.filter((relation) => !gone.has(relation)),
    },
  };
}

async function prepare(
  { pool, context, prepared }: LoadTarget,
  relations: readonly LoadedRelation[],
): Promise<void> {
  for (const relation of relations) {
    if (prepared.has(relation.relation)) continue;
    const { bloat = 0 } = stateOfRelation(relation, context);
    await prepareRelation(pool.main, relation, bloat);
    prepared.add(relation.relation);
  }
}

/** `only`, so that tables which inherit from this one keep their rows; a partitioned table has none of its own. */
async function empty(
  pool: Pool,
  gaps: readonly Gap[],
  relations: readonly LoadedRelation[],
): Promise<void> {
  for (const { table, first } of gaps) {
    if (first > 1) continue;
    const partitioned = relations.some((each) => each.root === table.sqlName && each.partitioned);
    await pool.main.query(
      `truncate ${partitioned ? '' : 'only '}${table.sqlName} restart identity`,
    );
  }
}

function loadItem(
  { table, source, first }: Gap,
  relations: readonly LoadedRelation[],
  { condition }: EngineContext,
): LoadItem<RowSource> & { readonly model: TableModel } {
  const ordered =
    stateOf(condition, table.name).indexes === 'grown' ||
    relations.some((each) => each.root === table.sqlName && each.counts);
  return { table: source, first, last: source.rows, ordered, model: table };
}

/** The indexes that are made before the rows, since a condition has them grow, and those that are built over the rows. */
function inOrder(
  dropped: Dropped,
  relations: readonly LoadedRelation[],
  context: EngineContext,
): { readonly early: Dropped; readonly late: Dropped } {
  const grown = new Set(
    relations
      .filter((each) => stateOfRelation(each, context).indexes === 'grown')
      .map(({ relation }) => relation),
  );
  const { indexes, foreignKeys, kept } = dropped;
  return {
    early: {
      indexes: indexes.filter(({ relation }) => grown.has(relation)),
      foreignKeys,
      kept: [],
    },
    late: {
      indexes: indexes.filter(({ relation }) => !grown.has(relation)),
      foreignKeys,
      kept: kept.filter((relation) => !grown.has(relation)),
    },
  };
}

/** Rows of the table when ANALYZE runs: all, or with stale statistics the first of them. */
function analysedRows(
  { model, last }: { readonly model: TableModel; readonly last: number },
  { context }: LoadTarget,
): number {
  return analyzedRows(stateOf(context.condition, model.name), last);
}

/** The state of the table that a relation belongs to: a condition names it as the scenario does. */
function stateOfRelation(
  { root }: LoadedRelation,
  { model, condition }: EngineContext,
): TableState {
  const name = model.tables.find(({ sqlName }) => sqlName === root)?.name ?? root;
  return stateOf(condition, name);
}

/** Relations with dead space in their indexes, and its share. */
function bloatedRelations(
  relations: readonly LoadedRelation[],
  context: EngineContext,
): readonly BloatedRelation[] {
  return relations.flatMap((each) => {
    const { indexBloat = 0 } = stateOfRelation(each, context);
    return indexBloat === 0 || each.partitioned
      ? []
      : [{ relation: each.relation, share: indexBloat }];
  });
}

/** In the order of their creation, in which one can only depend on an earlier one. */
async function refreshViews(pool: Pool): Promise<void> {
  const { rows } = await pool.main.query<{ view: string }>(
    `select ${sqlNameOf()} as view
       from ${relationsInSchemas}
      where c.relkind = 'm' order by c.oid`,
  );
  for (const { view } of rows) await pool.main.query(`refresh materialized view ${view}`);
}

async function gatherStatistics(
  { pool, context }: LoadTarget,
  tables: readonly TableModel[] | undefined,
  relations: readonly LoadedRelation[],
  report: (progress: Omit<EngineProgress, 'scale'>) => void,
): Promise<void> {
  const roots = await analysable(
    pool,
    tables?.map(({ sqlName }) => sqlName),
  );
  const hidden = new Map(
    relations.flatMap((each) => {
      const { notVisible } = stateOfRelation(each, context);
      return notVisible === undefined ? [] : [[each, notVisible] as const];
    }),
  );
  const worn = new Set([...hidden.keys()].map(({ root }) => root));
  await pool.forEach(roots, async (connection, table) => {
    report({ phase: 'vacuum', table });
    await vacuum(connection, [table], { analyze: !worn.has(table) });
  });
  for (const [{ relation, partitioned }, notVisible] of hidden) {
    if (!partitioned) await hidePages(pool.main, relation, notVisible);
  }
  // ANALYZE counts the visible pages anew (`relallvisible`).
  const again = roots.filter((table) => worn.has(table));
  await pool.forEach(again, async (connection, table) => {
    await connection.query(`analyze ${table}`);
  });
}
