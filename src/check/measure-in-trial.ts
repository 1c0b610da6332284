import { advise } from '../advice/try/advise';
import { subjectsOf } from '../advice/try/subjects';
import type { Engine } from '../engine/types';
import { PlancliffError } from '../errors';
import {
  notMeasured,
  type MeasuredCase,
  type Measurements,
  type SampledPlans,
} from '../findings/evidence';
import type { Finding } from '../findings/types';
import type { Catalog } from '../postgres/catalog/types';
import type { Case } from '../scenario/types';
import type { Timeline } from '../timeline/types';
import { mapAtOnce } from '../trial/map-at-once';
import type { Trial } from '../trial/open-trial';
import { atOnce } from '../trial/options';
import { findableCases } from './findable-cases';
import { measureTimelines } from './measure-timelines';
import type { BegunTrial, FreshTables } from './measuring';
import { otherEvidence } from './other-evidence';
import { timeNotes } from './time-notes';

/** With the virtual tables, whose statistics the loaded tables get. */
export interface InTrial extends FreshTables {
  readonly engine: Engine;
  readonly catalog: Catalog;
  /** The trial, whose tables may be loaded already. */
  readonly begun: BegunTrial;
  /** Plans of other samples, which are run too. */
  readonly sampled?: readonly SampledPlans[];
  /** What the runs show, before any advice is tried. */
  readonly judge: (of: Measurements) => readonly Finding[];
  /** Cases for which no advice is tried, going by what was measured before any is; none where absent. */
  readonly accepted?: ((of: Measurements) => Promise<(of: Case) => boolean>) | undefined;
}

/** The other access of a case, as a timeline of its own whose plans are run. */
function timelineOf({ query, case: label, other }: SampledPlans): Timeline {
  const { scale, statement } = other;
  return {
    scenario: '',
    query,
    case: label,
    condition: 'another sample',
    statement,
    ranges: [{ from: scale, to: scale, points: [other] }],
    folded: 0,
    changes: [],
  };
}

/**
 * Runs on the loaded tables of a trial what a sweep found, and tries advice. A trial that fails leaves a note and
 * loses no sweep.
 */
export async function measureInTrial(
  options: InTrial,
  cases: readonly Case[],
  timelines: readonly Timeline[],
): Promise<Measurements> {
  try {
    return await measure(options, await options.begun.loaded(), cases, timelines);
  } catch (error) {
    options.context.signal.throwIfAborted();
    if (!(error instanceof PlancliffError)) throw error;
    return notMeasured(
      [error.message, error.reason].filter((part) => part !== undefined).join(': '),
    );
  }
}

async function measure(
  { engine, context, world, catalog, sampled = [], accepted, judge }: InTrial,
  trial: Trial,
  cases: readonly Case[],
  timelines: readonly Timeline[],
): Promise<Measurements> {
  const found = await measureTimelines(trial, cases, [...timelines, ...sampled.map(timelineOf)]);
  const before = (of: readonly MeasuredCase[]): Measurements => ({
    sizes: trial.sizes,
    cases: of,
    notes: [],
  });
  const isFindable = findableCases(found, (of) => judge(before(of)));
  const suspects = subjectsOf(cases, timelines, found).filter(({ of }) => isFindable(of));
  const isAccepted = await accepted?.(before(found));
  // Advice waits for virtual tables at times: the loaded ones are free to be counted then.
  const advising = { engine, context, world, trial, catalog, isAccepted, isFindable };
  const advice = advise(advising, cases, timelines, found);
  const others = mapAtOnce(found, atOnce, (each) =>
    otherEvidence(
      { world, catalog, trial },
      timelines.find(({ query, case: label }) => query === each.query && label === each.case),
      suspects.find(({ of }) => of.query === each.query && of.label === each.case),
    ),
  );
  await Promise.allSettled([advice, others]);
  const { tried, passedOver } = await advice;
  const evidence = await others;
  const measured = found.map((each, k): MeasuredCase => {
    const isOf = (one: { readonly query: string; readonly label: string }): boolean =>
      one.query === each.query && one.label === each.case;
    const why = passedOver.find(isOf)?.why;
    return {
      ...each,
      tried: tried.filter(isOf),
      ...evidence[k]?.evidence,
      ...(why === undefined ? {} : { passedOver: why }),
    };
  });
  const notes = [
    ...(trial.reason === undefined ? [] : [trial.reason]),
    ...timeNotes(measured),
    ...evidence.flatMap((each) => each.notes),
  ];
  return { sizes: trial.sizes, cases: measured, notes };
}
