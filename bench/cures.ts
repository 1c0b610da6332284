import type { Tried } from '../src/advice/types';
import type { SweptScenario } from '../src/check/sweep-scenario';
import type { Measurements, TriedChange } from '../src/findings/evidence';
import type { AccessTrial, TrialRun } from '../src/trial/types';
import { formatRows } from '../src/text/row-count';
import type { Comparison } from './report';
import { runLoaded, type Loaded } from './run-loaded';

/** How many times less work a change that is advised has to do. */
export const tenth = 10;

/** A change that a finding advises, as it was run on the loaded tables. */
export interface Cure {
  readonly of: string;
  readonly text: string;
  /** Rows of the driving table that are loaded. */
  readonly size: number;
  /** Work without the change over the work with it; of a run without it that was cancelled, the least. */
  readonly ratio: number;
}

/** All advice of a scenario that helps, applied at the largest loaded size. */
export function curesOf(scenario: string, { cases }: Measurements): readonly Cure[] {
  return helping(cases).flatMap(({ of, tried }): readonly Cure[] => {
    const { suggestion, trial, without } = tried;
    const run = trial.runs.findLast((one) => one.outcome === 'measured');
    if (run === undefined) return [];
    const ratio = workAt(without, run.size) / Math.max(1, run.figures.work);
    return [{ of: `${scenario}, ${of}`, text: suggestion.text, size: run.size, ratio }];
  });
}

/**
 * The same advice applied to tables that are larger than those of the trial. With it the planner chooses freely, by the
 * statistics of the loaded rows; without it the plan is that of the verdict.
 */
export async function curesAt(
  loaded: Loaded,
  { measurements: { cases }, timelines }: Pick<SweptScenario, 'measurements' | 'timelines'>,
  isWanted: (cure: Pick<Cure, 'of' | 'text'>) => boolean = () => true,
): Promise<readonly Cure[]> {
  const { scenario } = loaded.context;
  const all = scenario.queries.flatMap((query) => query.cases);
  const found: Cure[] = [];
  for (const { of: id, tried } of helping(cases)) {
    const { suggestion, without } = tried;
    const named = { of: `${scenario.name}, ${id}`, text: suggestion.text };
    if (!isWanted(named)) continue;
    const of = all.find((each) => each.id === id);
    const point = timelines
      .filter(({ query, case: label }) => query === of?.query && label === of.label)
      .flatMap(({ ranges }) => ranges.flatMap(({ points }) => points))
      .findLast(({ plan }) => plan.accessSignature === without.signature);
    if (of === undefined || point === undefined) continue;
    const target = { plan: point.plan, scale: point.scale };
    const before = workIn(await runLoaded(loaded, of, { target }));
    const after = workIn(await runLoaded(loaded, of, { candidate: suggestion.candidate }));
    const ratio = (before ?? 0) / Math.max(1, after ?? Number.POSITIVE_INFINITY);
    found.push({ ...named, size: loaded.size, ratio });
  }
  return found;
}

interface Helping {
  /** `Case.id`. */
  readonly of: string;
  readonly tried: TriedChange & Pick<Tried, 'without' | 'suggestion'>;
}

/** The advice that findings print, whose measured cases name its parts less exactly than they have them. */
const helping = (cases: Measurements['cases']): readonly Helping[] =>
  cases.flatMap(({ query, case: label, tried }) =>
    tried
      .filter(({ outcome }) => outcome === 'helps')
      .map((each) => ({ of: `${query} / ${label}`, tried: each as Helping['tried'] })),
  );

/** Undefined where nothing was run; of a run that passed a limit, the least. */
function workIn(run: TrialRun): number | undefined {
  if (run.outcome === 'measured') return run.figures.work;
  return run.outcome === 'at-least' ? run.work : undefined;
}

function workAt({ runs }: AccessTrial, size: number): number {
  const run = runs.find((each) => each.size === size);
  return (run && workIn(run)) ?? 0;
}

/** How much of the advice does a tenth of the work at a loaded size; the rest does so further on. */
export function curing(what: string, cures: readonly Cure[]): Comparison {
  const short = cures.filter(({ ratio }) => ratio < tenth);
  return {
    what: `${what}: advice that does a tenth of the work or less at ${sizesOf(cures)} loaded rows`,
    ours: `${cures.length - short.length}`,
    beside: `of ${cures.length}`,
    aim: 'all',
    met: short.length === 0,
    notes: short.map(
      ({ of, text, size, ratio }) =>
        `${of}: ${ratio.toFixed(1)} times less at ${formatRows(size)} rows by ${text}`,
    ),
  };
}

const sizesOf = (cures: readonly Cure[]): string =>
  [...new Set(cures.map(({ size }) => formatRows(size)))].join(', ');
