import type { Timeline, TimelineRange } from '../../timeline/types';
import type { AccessTrial } from '../../trial/types';
import { firstPlan } from '../changes/row-count-interval';
import type { Finding } from '../types';
import { caseWork } from './case-work';
import type { MeasuredCase } from '../evidence';

/**
 * Why a plan has no measured work though the case was in a trial, as a clause; undefined where it has. Its verdict then rests
 * on the planner's estimates, and on bounds where it depends on an early stop.
 */
export function whyNotRun(range: TimelineRange, measured: MeasuredCase): string | undefined {
  const { accessSignature } = firstPlan(range);
  if (caseWork(measured)?.accesses.has(accessSignature) === true) return undefined;
  const trial = measured.accesses.get(accessSignature);
  return trial === undefined ? 'no trial ran this plan' : reasonOf(trial);
}

function reasonOf({ runs }: AccessTrial): string {
  const failed = runs.find(({ outcome }) => outcome === 'failed');
  if (failed?.outcome === 'failed') return `the trial could not run this plan (${failed.message})`;
  if (runs.some(({ outcome }) => outcome === 'measured' || outcome === 'at-least')) {
    return 'the trial could run this plan at one size alone';
  }
  return 'no trial reproduced this plan on the loaded rows';
}

/** The finding, with a sentence that says why it rests on estimates where others of the run rest on measured work. */
export function withReasonNotRun(
  finding: Finding,
  timeline: Timeline,
  measured: MeasuredCase | undefined,
): Finding {
  const { at } = finding;
  if (measured === undefined || finding.measured !== undefined) return finding;
  const range = timeline.ranges.find(({ from, to }) => at === undefined || from >= at || to > at);
  const why = range && whyNotRun(range, measured);
  if (why === undefined) return finding;
  const sentence = `${why.charAt(0).toUpperCase()}${why.slice(1)}: these figures are the planner's.`;
  return { ...finding, why: `${finding.why} ${sentence}` };
}
