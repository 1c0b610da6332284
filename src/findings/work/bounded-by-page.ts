import { workInto } from '../../trial/work/streams-to';
import type { MeasuredRun } from '../../trial/types';
import { followsByChance } from './line-by-chance';
import { upTo, type Curve } from './curve';

interface Curves {
  readonly pages: Curve;
  readonly work: Curve;
  readonly rows: Curve;
}

/** Where what a LIMIT ends takes less of the work of a plan, the rest of the work goes on. */
const most = 0.5;

/**
 * Curves of a plan that a LIMIT ends as soon as its page is full, where no run filled it yet: they end where the rows found
 * fill the page, as long as these come in proportion to the work. A page whose rows do not keep up with the work, and one for
 * which no row was found, is given no end.
 */
export function boundedByPage(curves: Curves, measured: readonly MeasuredRun[]): Curves {
  const page = measured.at(-1)?.page;
  if (page === undefined || !measured.every(isEndedByLimit)) return curves;
  const found = measured.map(({ figures }) => ({
    work: figures.work,
    pages: figures.pages + figures.tempPages,
    rows: figures.rowsHandled,
    passed: figures.rowsReturned,
  }));
  const passed = sumOf(found.map((each) => each.passed));
  // A full page shows by itself what its work comes to; behind an OFFSET that is not reached nothing is counted.
  if (passed === 0 || page.offset > 0 || found.some((each) => each.passed >= page.rows)) {
    return curves;
  }
  const work = sumOf(found.map((each) => each.work));
  const even = found.map((each) => ({ value: each.passed, expected: (each.work * passed) / work }));
  if (!followsByChance(even)) return curves;
  const pageful = (figure: (each: (typeof found)[number]) => number): (() => number) => {
    const all = (sumOf(found.map(figure)) * page.rows) / passed;
    return () => all;
  };
  return {
    pages: upTo(
      curves.pages,
      pageful((each) => each.pages),
    ),
    work: upTo(
      curves.work,
      pageful((each) => each.work),
    ),
    rows: upTo(
      curves.rows,
      pageful((each) => each.rows),
    ),
  };
}

/** Whether the topmost LIMIT is fed by most of the work of the run, row by row. */
function isEndedByLimit({ nodes, figures }: MeasuredRun): boolean {
  const [limit] = nodes;
  return limit?.type === 'Limit' && workInto(nodes, 0) >= most * figures.work;
}

const sumOf = (figures: readonly number[]): number => figures.reduce((sum, each) => sum + each, 0);
