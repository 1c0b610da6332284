import type { World } from '../../engine/types';
import { PlancliffError } from '../../errors';
import type { Trial } from '../../trial/open-trial';
import type { CandidateTrial, MeasuredRun } from '../../trial/types';
import type { Outcome, PlannedWith, Subject, SubjectPoint, Suggestion, Tried } from '../types';
import { gainAtLargest, isTenfold, isTenthAt } from './gain';
import { foreignKeyCheck } from './foreign-key-check';
import { sameResult } from './same-result';
import { helpText, noHelpText } from './figures';
import type { CandidateWorlds } from './worlds';

/**
 * Puts a suggestion into the trial database at its largest size. Where that is of use, into the virtual tables at the
 * row counts in question, and into the trial at all sizes.
 *
 * @throws PlancliffError where the server is gone or the run is interrupted
 */
export async function trySuggestion(
  { trial, worlds }: { readonly trial: Trial; readonly worlds: CandidateWorlds },
  subject: Subject,
  suggestion: Suggestion,
): Promise<Tried> {
  const { of, without } = subject;
  const { candidate } = suggestion;
  const size = trial.sizes.at(-1) ?? 0;
  const first = await trial.tryCandidate(of, candidate, undefined, [size]);
  const came = (outcome: Outcome, rest: Partial<Tried> = {}): Tried => {
    const tried = { ...plain, outcome, ...rest };
    return { ...tried, text: outcome === 'helps' ? helpText(tried) : noHelpText(tried) };
  };
  const plain = {
    query: of.query,
    label: of.label,
    condition: subject.condition,
    suggestion,
    trial: first,
    without,
    planned: [],
    points: subject.points.map(({ scale }) => scale),
  };
  const run = first.runs.find((each) => each.size === size);
  if (run?.outcome === 'failed') return came('refused', { message: run.message });
  if (run?.outcome !== 'measured') return came('no-gain');
  if (gainAtLargest(without, first) === 'none') {
    return came(isTaken(suggestion, first) ? 'no-gain' : 'not-taken');
  }
  if (candidate.rewrite !== undefined) {
    const elsewhere = await rewrittenElsewhere(trial, subject, candidate);
    if (elsewhere !== undefined) return came(elsewhere);
  }
  let planned: readonly Led[];
  try {
    const indexes = first.costs.flatMap((each) => each.indexes);
    const world = await worlds.of(candidate, indexes);
    planned = await plan({ trial, world }, subject, suggestion, run);
  } catch (error) {
    // The statements ran on the loaded tables; that the virtual ones do not take them is a limit of theirs.
    if (!(error instanceof PlancliffError)) throw error;
    return came('refused', { message: error.message });
  }
  const plans = planned.map(({ scale, accessSignature, measured }): PlannedWith => ({
    scale,
    accessSignature,
    measured,
  }));
  const unmeasured = planned.find(({ measured }) => !measured);
  if (plans.length === 0 || unmeasured !== undefined) {
    const { why = 'not-taken', led = first } = unmeasured ?? {};
    return came(why, { planned: plans, trial: led });
  }
  // The figures are those of the access that the planner takes at the largest row count in question.
  const all = planned.at(-1)?.led ?? (await trial.tryCandidate(of, candidate));
  const last = subject.points.at(-1)?.scale ?? size;
  const helps = gainAtLargest(without, all) === 'a tenth' || isTenthAt(without, all, last);
  const cost = all.costs.at(-1);
  const rest = { trial: all, planned: plans, ...(cost === undefined ? {} : { cost }) };
  return came(helps ? 'helps' : 'no-gain', rest);
}

/** An index has to be read. Other suggestions are in force wherever they are in place. */
function isTaken({ candidate }: Suggestion, { taken, costs }: CandidateTrial): boolean {
  const creates = costs.some(({ indexes }) => indexes.length > 0);
  return candidate.rewrite !== undefined || !creates || taken.length > 0;
}

/** A plan with the suggestion in place, with its runs where the planner had to be led to it, or why it is no help. */
interface Led extends PlannedWith {
  readonly led?: CandidateTrial;
  readonly why?: Unhelpful;
}

type Unhelpful = Extract<Outcome, 'not-taken' | 'not-run' | 'no-gain' | 'refused'>;

/**
 * The plans of the virtual tables with the suggestion in place, where it is taken from the first or the second of the row
 * counts in question on; just the plan of the largest one where it is not taken there. One that reads as the measured plan
 * did has its work. Any other is led to on the loaded tables, and counts where it too does a tenth.
 */
async function plan(
  { trial, world }: { readonly trial: Trial; readonly world: World },
  subject: Subject,
  suggestion: Suggestion,
  run: MeasuredRun,
): Promise<readonly Led[]> {
  const { candidate } = suggestion;
  const planAt = async ({ scale, statement }: SubjectPoint): Promise<Led> => {
    if (suggestion.kind === 'foreign-key-index') return foreignKeyCheck(world, scale, suggestion);
    const text = candidate.rewrite?.(statement) ?? statement;
    const outcome = await world.replan(scale, text, candidate.settings ?? {});
    if (!outcome.ok) {
      return { scale, accessSignature: outcome.failure.message, measured: false, why: 'refused' };
    }
    const { accessSignature } = outcome.plan;
    if (accessSignature === run.plan.accessSignature) {
      return { scale, accessSignature, measured: true };
    }
    const led = await ledTo(trial, subject, suggestion, { plan: outcome.plan, scale });
    return { scale, accessSignature, measured: led.why === undefined, ...led };
  };
  const [last, ...before] = subject.points.toReversed();
  if (last === undefined) return [];
  const atLast = await planAt(last);
  if (!atLast.measured) return [atLast];
  // The smallest first: where it takes the suggestion, those between do.
  let left: Led | undefined;
  for (const point of before.toReversed()) {
    left = await planAt(point);
    if (left.measured) return [left, atLast];
  }
  return [left ?? atLast];
}

/**
 * The runs of an access that the planner takes with the suggestion at a row count and not at the trial's sizes, or what it
 * is instead: the old one, one to which no trial leads, or one that does not do a tenth there.
 */
async function ledTo(
  trial: Trial,
  { of, without, target: old }: Subject,
  { candidate }: Suggestion,
  target: Subject['target'],
): Promise<Pick<Led, 'led' | 'why'>> {
  if (target.plan.accessSignature === old.plan.accessSignature) return { why: 'not-taken' };
  const largest = trial.sizes.at(-1) ?? 0;
  const first = await trial.tryCandidate(of, candidate, target, [largest]);
  if (first.reproducedBy === 'none') return { why: 'not-run' };
  if (gainAtLargest(without, first) === 'none') return { led: first, why: 'no-gain' };
  const all = await trial.tryCandidate(of, candidate, target);
  const tenth = gainAtLargest(without, all) === 'a tenth' || isTenthAt(without, all, target.scale);
  return tenth ? { led: all } : { led: all, why: 'no-gain' };
}

/** What keeps a rewritten text from being advice: other rows, or ten times the work, for any case of the query. */
async function rewrittenElsewhere(
  trial: Trial,
  { of, without: own, siblings }: Subject,
  candidate: Suggestion['candidate'],
): Promise<'other-result' | 'worse-elsewhere' | undefined> {
  const { rewrite } = candidate;
  const size = trial.sizes.at(-1) ?? 0;
  if (rewrite === undefined) return undefined;
  for (const each of [{ of, without: own }, ...siblings]) {
    const compared = comparableSize(trial.sizes, each.without);
    if (!(await sameResult(trial, compared, each.of, rewrite))) return 'other-result';
  }
  for (const { of: other, without } of siblings) {
    if (without === undefined) continue;
    const run = await trial.tryCandidate(other, candidate, undefined, [size]);
    if (isTenfold(without, run)) return 'worse-elsewhere';
  }
  return undefined;
}

/**
 * The largest size at which the original text came to an end: it may take minutes at the next. Where it came to none, or
 * was not run, the smallest.
 */
function comparableSize(sizes: readonly number[], without: Subject['without'] | undefined): number {
  const ended = without?.runs.findLast(({ outcome }) => outcome === 'measured');
  return ended?.size ?? sizes[0] ?? 0;
}
