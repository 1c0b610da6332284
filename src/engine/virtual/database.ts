import type { TableModel } from '../../model/types';
import type { Planner } from '../../plan/types';
import type { Connection, Database } from '../../postgres/types';
import type { EngineContext } from '../types';
import type { Approximation } from './approximations';
import type { BoundedEnds } from './ends/end-rows';
import { refusedTable } from './tables/refused-table';
import { leavesOf, partitionedTable } from './partitions/partitioned-table';
import { readFunctions } from './catalog/functions';
import { readRelations, type Relation } from './catalog/relations';
import type { Measure } from './measure/measure';
import type { KnownEnds } from './ends/known-ends';
import { unbroken } from './rows/row-subset';
import type { StoredWidths } from './statistics/stored-widths';
import type { Counted } from './statistics/reanalyze';
import { openTableStatistics, type TableStatistics } from './statistics/table-statistics';
import { growPartitions } from './partitions/grow-partitions';
import type { FoundKeys } from './partitions/route-sample-rows';
import type { PhysicalTables } from './storage/physical-tables';
import { loadTable } from './tables/small-table';
import type { Route } from './partitions/tuple-routing';
import { setFamilyStatistics } from './tables/inheritance';
import { vacuumUnfilled } from './tables/unmodelled-tables';
import { estimateView, refreshView } from './tables/materialized-view';
import { tablesRead, type Schema, type Touched } from './catalog/touched-tables';
import { makeVirtual } from './tables/virtual-table';

/** One database that stands at some scale. */
export interface Lane {
  readonly connection: Connection;
  readonly planner: Planner;
  schema(): Schema;
  /** Brings tables of the model, and materialized views of them, to a scale. */
  bring(touched: Touched, scale: number): Promise<void>;
  close(): Promise<void>;
}

/** What lanes learn once for all of them: a table's measure by its name and its indexes. */
export type Measures = Map<string, Promise<Measure>>;

/** Draw keys of the samples, by table and sample size; undefined where any keys will do. */
export type Draws = Map<string, Promise<readonly number[] | undefined>>;

/** Draw keys of the rows of partitions, by what makes a row belong to them. */
export type PartitionKeys = Map<string, Promise<readonly FoundKeys[]>>;

/** How often the values of the samples were met, by the relation that they are of. */
export type CountedOf = Map<string, Promise<Counted>>;

export interface LaneParts {
  readonly context: EngineContext;
  readonly connection: Connection;
  /** The foreign server that leads back to this database, quoted. */
  readonly loopback: string;
  readonly measures: Measures;
  readonly draws: Draws;
  readonly counted: CountedOf;
  /** Widths of columns in long rows, by table. */
  readonly widths: Map<string, Promise<StoredWidths>>;
  /** Where the ends of computed values are, by table. */
  readonly ends: Map<string, Promise<KnownEnds>>;
  readonly physical: PhysicalTables;
  /** Which rows the partitions of a table have, where that is the same at every row count. */
  readonly routes: Map<string, Promise<readonly Route[]>>;
  readonly keys: PartitionKeys;
  /** Ends of partitions, by the draw keys of their rows. */
  readonly bounds: WeakMap<readonly number[], BoundedEnds>;
  readonly statisticsTarget: number;
  /** Told of whatever is not modelled faithfully. */
  readonly onApproximation: (of: Approximation) => void;
}

export interface LaneDatabase {
  readonly database: Database;
  readonly planner: Planner;
}

export async function openLane(
  parts: LaneParts,
  { database, planner }: LaneDatabase,
): Promise<Lane> {
  const { context, connection } = parts;
  const { model } = context;
  let relations = await readRelations(connection);
  const functions = await readFunctions(connection, relations);
  await vacuumUnfilled(connection, model, relations);
  const standing = new Map<string, string>();
  const statistics = new Map<number, TableStatistics>();

  const statisticsOf = (table: string, relation: Relation): TableStatistics => {
    const known = statistics.get(relation.oid) ?? openTableStatistics(parts, table, relation);
    statistics.set(relation.oid, known);
    return known;
  };

  const bringTable = async (table: string, scale: number): Promise<void> => {
    const definition = model.table(table);
    const rows = definition.rows(scale);
    const state = `${rows} ${model.rowSelect(table, scale, 'rows')}`;
    if (standing.get(table) === state) return;
    standing.delete(table);
    if (await growPartitions(connection, definition, scale))
      relations = await readRelations(connection);
    const root = relations.find((relation) => relation.sqlName === definition.sqlName);
    if (root === undefined) return;
    const ofRoot = statisticsOf(table, root);
    const leaves = leavesOf(root, relations);
    const whole = {
      table,
      scale,
      root,
      leaves,
      relations,
      statisticsOf: (of: Relation) => statisticsOf(table, of),
    };
    if (rows <= ofRoot.size) {
      parts.physical.forget(leaves);
      await loadTable(parts, whole);
    } else if (root.kind === 'partitioned') {
      await partitionedTable(parts, whole);
    } else {
      await makeVirtual(parts, {
        table,
        scale,
        stretch: unbroken(root, 1, rows),
        statistics: ofRoot,
      });
    }
    standing.set(table, state);
  };

  const isLoaded = (table: TableModel, relation: Relation, scale: number): boolean =>
    table.rows(scale) <= statisticsOf(table.name, relation).size;

  /** What parents by inheritance and their children were when the parents' statistics were last set. */
  const families = new Map<number, string>();
  const bringFamilies = async (tables: readonly string[], scale: number): Promise<void> => {
    for (const table of tables) {
      const parent = relations.find(({ sqlName }) => sqlName === model.table(table).sqlName);
      if (parent?.kind !== 'table') continue;
      const below = relations.filter(({ parents }) => parents.includes(parent.oid));
      if (below.length === 0) continue;
      const members = [parent, ...below].flatMap((relation) => {
        const of = model.tables.find(({ sqlName }) => sqlName === relation.sqlName);
        return of === undefined ? [] : [{ relation, of }];
      });
      const state = members.map(({ of }) => standing.get(of.name)).join('\n');
      if (families.get(parent.oid) === state) continue;
      await setFamilyStatistics(parts, {
        table,
        parent,
        loaded: members.every(({ relation, of }) => isLoaded(of, relation, scale)),
        filled: members.length > 1,
      });
      families.set(parent.oid, state);
    }
  };

  /** What the tables of a materialized view were when it was last filled. */
  const views = new Map<number, string>();
  const bringViews = async (names: readonly string[], scale: number): Promise<void> => {
    for (const view of relations) {
      if (view.kind !== 'materialized-view' || !names.includes(view.sqlName)) continue;
      const read = tablesRead(view, relations, model);
      if (read.length === 0) continue;
      const state = read.map(({ name }) => standing.get(name)).join('\n');
      if (views.get(view.oid) === state) continue;
      const roots = read.flatMap(({ sqlName }) =>
        relations.filter((relation) => relation.sqlName === sqlName),
      );
      const isReal = read.every((table, k) => {
        const root = roots[k];
        return root !== undefined && isLoaded(table, root, scale);
      });
      await (isReal ? refreshView(parts, view) : estimateView(parts, view, roots));
      views.set(view.oid, state);
    }
  };

  return {
    connection,
    planner,
    schema: () => ({ relations, functions }),
    async bring({ tables, views: wanted }, scale) {
      for (const table of tables) {
        await bringTable(table, scale).catch(async (error: unknown) => {
          throw await refusedTable(parts, error, { table, scale, relations });
        });
      }
      await bringFamilies(tables, scale);
      await bringViews(wanted, scale);
    },
    async close() {
      await Promise.allSettled([planner.close(), connection.end()]);
      await database.drop();
    },
  };
}
