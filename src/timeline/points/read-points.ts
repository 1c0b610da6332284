import { isSerial } from '../../plan/is-serial';
import { pagesRead, type ParallelRead, parallelReads } from '../../plan/parallel-reads';
import type { RelationSizes } from '../../postgres/catalog/relation-sizes';
import type { TimelinePoint } from '../types';
import type { History, Neighbours } from './history';
import type { PageSteps } from './page-steps';
import { hasNearTie } from './recheck';
import { stepScales } from './step-scales';

/**
 * Row counts between two neighbours where a scan by an index gets a further parallel worker, which depends on the pages
 * that it reads: just before that for a scan of the chosen plan, just after it for one of the next best plan. The cost of
 * a scan falls at once there, so a plan that is best over a short range ends or begins there. A plan that costs much more
 * does not become the best by a worker.
 */
export function readScales(
  history: History,
  { from, to }: Pick<Neighbours, 'from' | 'to'>,
  sizes: { readonly from: RelationSizes; readonly to: RelationSizes },
  steps: PageSteps,
  precision: number,
): readonly number[] {
  if (!hasNearTie(history.runnersUp, { from, to }) || isSerial(to.plan.document.root)) return [];
  const later = new Map(readsAt(history, to).map(({ read }) => [read.of, read]));
  return readsAt(history, from).flatMap(({ read, chosen }) => {
    const then = later.get(read.of);
    const few = sizes.from.get(read.relation);
    const many = then && sizes.to.get(then.relation);
    if (then === undefined || few === undefined || many === undefined) return [];
    const growth = {
      from: { scale: from.scale, size: pagesRead(read, few) },
      to: { scale: to.scale, size: pagesRead(then, many) },
    };
    const limits = read.kind === 'index' ? steps.indexPages : steps.pages;
    return limits.flatMap((pages) => {
      const around = stepScales(growth, pages, precision, 1);
      return chosen ? around.slice(0, 1) : around.slice(-1);
    });
  });
}

/** Scans of the chosen plan, and of the plan that comes next where the chosen one has no such scan. */
function readsAt(
  { runnersUp }: History,
  { scale, plan }: TimelinePoint,
): readonly { readonly read: ParallelRead; readonly chosen: boolean }[] {
  const own = parallelReads(plan.document.root);
  const next = runnersUp.get(scale)?.reads ?? [];
  return [
    ...own.map((read) => ({ read, chosen: true })),
    ...next
      .filter(({ of }) => !own.some((read) => read.of === of))
      .map((read) => ({ read, chosen: false })),
  ];
}
