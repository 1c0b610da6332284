import { isSerial } from '../../plan/is-serial';
import { parallelReads } from '../../plan/parallel-reads';
import type { PlanNode, Statement } from '../../plan/types';
import type { RelationSizes } from '../../postgres/catalog/relation-sizes';
import { qualifiedName } from '../../postgres/quote';
import { type Planning, unplanned } from './batch';
import { type History, neighbours, type Neighbours, pointsOf } from './history';
import { readScales } from './read-points';
import { hasNearTie } from './recheck';
import { stepScales } from './step-scales';
import type { TimelinePoint } from '../types';
import type { RunnerUp } from '../runner-up/runner-up';
import type { PageSteps } from './page-steps';

/** What decides on the parallel workers of a table's scan. */
export interface TableSizes {
  readonly steps: PageSteps;
  /** Of the tables that these statements read, and of their b-trees. Called right after `planAt` of the same scale. */
  readonly sizesAt: (scale: number, statements: readonly Statement[]) => Promise<RelationSizes>;
}

/** A plan, and the one that comes next. */
export interface PlannedPoint {
  readonly point: TimelinePoint;
  readonly runnerUp: RunnerUp | undefined;
}

/** The sizes of tables so far, and the row counts to visit because of them. */
export interface PageSearch {
  /** Reads the sizes of the tables and indexes that were just planned at this scale. */
  readAt(scale: number, points: readonly PlannedPoint[]): Promise<void>;
  /**
   * The next round of row counts just before and just after a table reaches a size at which the planner adds a
   * parallel worker, and the cases that read the table at a cost that a parallel plan may undercut. There the cost of
   * a full scan falls at once: a plan that is best for a while only ends or begins there. Also those where the tables of
   * a statement no longer fit in the cache: from there on reading pages again costs more; and, in the first round, those
   * where a scan by an index gets a further worker.
   *
   * @param round from 1; after one without any row counts no further sizes are read
   */
  points(histories: readonly History[], round: number): readonly Planning[];
}

export function openPageSearch(sizes: TableSizes | undefined, precision: number): PageSearch {
  const steps = sizes?.steps ?? {
    pages: [],
    indexPages: [],
    setupCost: Infinity,
    cached: Infinity,
  };
  const known = new Map<number, RelationSizes>();
  let isOver = false;
  return {
    async readAt(scale, points) {
      if (sizes === undefined || isOver || points.length === 0) return;
      const all = await sizes.sizesAt(
        scale,
        points.map(({ point }) => point.statement),
      );
      // Tables that no statement reads may stand at another scale.
      const read = new Set(
        points.flatMap(({ point, runnerUp }) => {
          const { root } = point.plan.document;
          const reads = [...parallelReads(root), ...(runnerUp?.reads ?? [])];
          return [...tablesBelow(root, new Map()), ...reads.map(({ relation }) => relation)];
        }),
      );
      const mine = [...all].filter(([relation]) => read.has(relation));
      known.set(scale, new Map([...(known.get(scale) ?? []), ...mine]));
    },
    points(histories, round) {
      const points = histories.flatMap((history) => {
        return neighbours(pointsOf(history)).flatMap((gap) =>
          unplanned(history, scalesIn(gap, known, { steps, precision, round, history })),
        );
      });
      isOver = points.length === 0;
      return points;
    },
  };
}

interface Asked {
  readonly steps: PageSteps;
  readonly precision: number;
  readonly round: number;
  readonly history: History;
}

function scalesIn(
  { from, to }: Neighbours,
  known: ReadonlyMap<number, RelationSizes>,
  of: Asked,
): readonly number[] {
  if (Math.max(from.plan.cost, to.plan.cost) < of.steps.setupCost) return [];
  const [before, after] = [known.get(from.scale), known.get(to.scale)];
  if (before === undefined || after === undefined) return [];
  const all = tablesBelow(to.plan.document.root, new Map());
  const total = (sizes: RelationSizes): number =>
    all.reduce((sum, table) => sum + (sizes.get(table)?.pages ?? 0), 0);
  const together = {
    from: { scale: from.scale, size: total(before) },
    to: { scale: to.scale, size: total(after) },
  };
  // The cost bends there and does not jump: a plan that is much dearer stays so.
  const isNear = hasNearTie(of.history.runnersUp, { from, to });
  const uncached = isNear ? stepScales(together, of.steps.cached, of.precision, of.round) : [];
  const reads =
    of.round > 1
      ? []
      : readScales(of.history, { from, to }, { from: before, to: after }, of.steps, of.precision);
  return [...uncached, ...reads, ...workerScales({ from, to }, before, after, of)];
}

function workerScales(
  { from, to }: Pick<Neighbours, 'from' | 'to'>,
  before: RelationSizes,
  after: RelationSizes,
  of: Asked,
): readonly number[] {
  if (isSerial(to.plan.document.root)) return [];
  return tablesBelow(to.plan.document.root, after).flatMap((table) => {
    const [few, many] = [before.get(table)?.pages, after.get(table)?.pages];
    if (few === undefined || many === undefined) return [];
    const growth = {
      from: { scale: from.scale, size: few },
      to: { scale: to.scale, size: many },
    };
    return of.steps.pages.flatMap((pages) => stepScales(growth, pages, of.precision, of.round));
  });
}

/**
 * The tables that a plan reads. Of those that are appended only the largest where sizes are known: it decides on the
 * workers of all (add_paths_to_append_rel, allpaths.c).
 */
function tablesBelow(node: PlanNode, sizes: RelationSizes): readonly string[] {
  const tables = node.children.flatMap((child) => tablesBelow(child, sizes));
  const isAppend = node.type === 'Append' || node.type === 'Merge Append';
  const pages = tables.flatMap((table) => sizes.get(table)?.pages ?? []);
  if (isAppend && pages.length > 0) {
    const largest = Math.max(...pages);
    return tables.filter((table) => sizes.get(table)?.pages === largest).slice(0, 1);
  }
  const { Schema: schema, 'Relation Name': name } = node.properties;
  return typeof schema === 'string' && typeof name === 'string'
    ? [qualifiedName(schema, name), ...tables]
    : tables;
}
