import type { PlanNode, Statement } from '../../plan/types';
import { qualifiedName } from '../../postgres/quote';
import { type Planning, unplanned } from './batch';
import { type History, neighbours, type Neighbours, pointsOf } from './history';
import { nearTie } from './recheck';
import { stepScales } from './step-scales';
import type { TimelinePoint } from '../types';
import type { PageSteps } from './page-steps';

/** Pages of tables by `schema.name` as SQL. */
export type Pages = ReadonlyMap<string, number>;

/** What decides on the parallel workers of a table's scan. */
export interface TableSizes {
  readonly steps: PageSteps;
  /** Pages of the tables that these statements read. Called right after `planAt` of the same scale. */
  readonly pagesAt: (scale: number, statements: readonly Statement[]) => Promise<Pages>;
}

/** The sizes of tables so far, and the row counts to visit because of them. */
export interface PageSearch {
  /** Reads the sizes of the tables that were just planned at this scale. */
  readAt(scale: number, points: readonly TimelinePoint[]): Promise<void>;
  /**
   * The next round of row counts just before and just after a table reaches a size at which the planner adds a
   * parallel worker, and the cases that read the table at a cost that a parallel plan may undercut. There the cost of
   * a full scan falls at once: a plan that is best for a while only ends or begins there. Also those where the tables of
   * a statement no longer fit in the cache: from there on reading pages again costs more.
   *
   * @param round from 1; after one without any row counts no further sizes are read
   */
  points(histories: readonly History[], round: number): readonly Planning[];
}

export function openPageSearch(sizes: TableSizes | undefined, precision: number): PageSearch {
  const steps = sizes?.steps ?? { pages: [], setupCost: Infinity, cached: Infinity };
  const known = new Map<number, Pages>();
  let isOver = false;
  return {
    async readAt(scale, points) {
      if (sizes === undefined || isOver || points.length === 0) return;
      const all = await sizes.pagesAt(
        scale,
        points.map(({ statement }) => statement),
      );
      // Tables that no statement reads may stand at another scale.
      const read = new Set(
        points.flatMap(({ plan }) => tablesBelow(plan.document.root, new Map())),
      );
      const mine = [...all].filter(([table]) => read.has(table));
      known.set(scale, new Map([...(known.get(scale) ?? []), ...mine]));
    },
    points(histories, round) {
      const points = histories.flatMap((history) => {
        const { runnersUp } = history;
        return neighbours(pointsOf(history)).flatMap((gap) =>
          unplanned(history, scalesIn(gap, known, { steps, precision, round, runnersUp })),
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
  readonly runnersUp: History['runnersUp'];
}

function scalesIn(
  { from, to }: Neighbours,
  known: ReadonlyMap<number, Pages>,
  of: Asked,
): readonly number[] {
  if (Math.max(from.plan.cost, to.plan.cost) < of.steps.setupCost) return [];
  const [before, after] = [known.get(from.scale), known.get(to.scale)];
  if (before === undefined || after === undefined) return [];
  const all = tablesBelow(to.plan.document.root, new Map());
  const total = (pages: Pages): number =>
    all.reduce((sum, table) => sum + (pages.get(table) ?? 0), 0);
  const together = {
    from: { scale: from.scale, size: total(before) },
    to: { scale: to.scale, size: total(after) },
  };
  // The cost bends there and does not jump: a plan that is much dearer stays so.
  const isNear = [from, to].some(
    ({ scale }) => (of.runnersUp.get(scale)?.margin ?? Infinity) < nearTie,
  );
  const uncached = isNear ? stepScales(together, of.steps.cached, of.precision, of.round) : [];
  return [...uncached, ...workerScales({ from, to }, before, after, of)];
}

function workerScales(
  { from, to }: Pick<Neighbours, 'from' | 'to'>,
  before: Pages,
  after: Pages,
  of: Asked,
): readonly number[] {
  if (isSerial(to.plan.document.root)) return [];
  return tablesBelow(to.plan.document.root, after).flatMap((table) => {
    const [few, many] = [before.get(table), after.get(table)];
    if (few === undefined || many === undefined) return [];
    const growth = {
      from: { scale: from.scale, size: few },
      to: { scale: to.scale, size: many },
    };
    return of.steps.pages.flatMap((pages) => stepScales(growth, pages, of.precision, of.round));
  });
}

/** Plans that write or lock rows have no parallel workers (standard_planner, planner.c). */
function isSerial({ type, children }: PlanNode): boolean {
  return type === 'ModifyTable' || type === 'LockRows' || children.some(isSerial);
}

/**
 * The tables that a plan reads. Of those that are appended only the largest where `pages` are known: it decides on the
 * workers of all (add_paths_to_append_rel, allpaths.c).
 */
function tablesBelow(node: PlanNode, pages: Pages): readonly string[] {
  const tables = node.children.flatMap((child) => tablesBelow(child, pages));
  const isAppend = node.type === 'Append' || node.type === 'Merge Append';
  const sizes = tables.flatMap((table) => pages.get(table) ?? []);
  if (isAppend && sizes.length > 0) {
    const largest = Math.max(...sizes);
    return tables.filter((table) => pages.get(table) === largest).slice(0, 1);
  }
  const { Schema: schema, 'Relation Name': name } = node.properties;
  return typeof schema === 'string' && typeof name === 'string'
    ? [qualifiedName(schema, name), ...tables]
    : tables;
}
