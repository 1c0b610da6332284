import type { Tried } from '../src/advice/types';
import type { Measurements, TriedChange } from '../src/findings/evidence';
import type { AccessTrial } from '../src/trial/types';
import type { Comparison } from './report';

/** How many times less work a change that is advised has to do. */
const tenth = 10;

/** A change that a finding advises, as it was run on the loaded tables. */
export interface Cure {
  readonly of: string;
  readonly text: string;
  /** Rows of the driving table: the largest loaded size that ran with the change. */
  readonly size: number;
  /** Work without the change over the work with it; of a run without it that was cancelled, the least. */
  readonly ratio: number;
}

/** All advice of a scenario that helps, applied at the largest loaded size. */
export function curesOf(scenario: string, { cases }: Measurements): readonly Cure[] {
  return cases.flatMap((each) => {
    const of = `${scenario}, ${each.query} / ${each.case}`;
    return each.tried
      .filter(({ outcome }) => outcome === 'helps')
      .flatMap((tried): readonly Cure[] => {
        const { suggestion, trial, without } = tried as TriedChange & Pick<Tried, 'without'>;
        const run = trial.runs.findLast((one) => one.outcome === 'measured');
        if (run === undefined) return [];
        const ratio = workAt(without, run.size) / Math.max(1, run.figures.work);
        return [{ of, text: suggestion.text, size: run.size, ratio }];
      });
  });
}

function workAt({ runs }: AccessTrial, size: number): number {
  const run = runs.find((each) => each.size === size);
  if (run?.outcome === 'measured') return run.figures.work;
  return run?.outcome === 'at-least' ? run.work : 0;
}

/** How much of the advice does a tenth of the work at the largest loaded size; the rest does so further on. */
export function curing(what: string, cures: readonly Cure[]): Comparison {
  const short = cures.filter(({ ratio }) => ratio < tenth);
  return {
    what: `${what}: advice that does a tenth of the work or less at the largest loaded size`,
    ours: `${cures.length - short.length}`,
    beside: `of ${cures.length}`,
    aim: 'all',
    met: short.length === 0,
    notes: short.map(
      ({ of, text, size, ratio }) =>
        `${of}: ${ratio.toFixed(1)} times less at ${size} rows by ${text}`,
    ),
  };
}
