import { differingText } from '../../plan/describe';
import { isGeneric } from '../../plan/plan-cache';
import type { Plan } from '../../plan/types';
import { rowsText } from '../../text/figures';
import { formatRows } from '../../text/row-count';
import { isStale } from '../../scenario/table-state';
import type { Condition } from '../../scenario/types';
import type { Timeline, TimelinePoint } from '../../timeline/types';
import { measuredCase, type Measurements } from '../evidence';
import type { Severity } from '../kinds';
import { finding, known } from '../finding';
import { sixthExecutionText, takesGenericPlan } from './plan-cache';
import { allPoints, firstPlan } from '../changes/row-count-interval';
import type { Finding } from '../types';
import { untried } from '../advice-text/tried-advice';
import { caseWork, type CaseWork } from '../work/case-work';
import { measuredFigures } from '../work/measured-evidence';
import { horizon, multiple, worthwhile } from '../work/outgrows';
import { extrapolatedText, workText } from '../work/figures';
import type { Work } from '../work/work';

/** Runs of two plans whose work is nearer than this are alike. */
const noticeable = 2;

/** Row counts over which two timelines of one case read by two accesses. */
interface Difference {
  readonly from: number;
  readonly to: number;
  readonly first: Plan;
  readonly other: Plan;
}

/**
 * A case that reads by another access in one condition of the tables than in the first, with other measured work. Which of
 * the two is the dearer one does not matter to the case: that both are one ANALYZE away from each other does.
 */
export function compareConditions(
  timelines: readonly Timeline[],
  measurements: Measurements | undefined,
  context: {
    readonly conditions?: readonly Condition[];
    readonly settings?: { readonly [name: string]: string };
  } = {},
): readonly Finding[] {
  return timelines.flatMap((other) => {
    const first = timelines.find(
      ({ query, case: label }) => query === other.query && label === other.case,
    );
    const measured = measurements && caseWork(measuredCase(measurements, other));
    if (first === undefined || first === other || measured === undefined) return [];
    const found = differences(first, other).flatMap((each) => compare(each, measured));
    const [worst] = found.toSorted((a, b) => b.ratio - a.ratio);
    if (worst === undefined) return [];
    const { conditions = [], settings = {} } = context;
    const sixth = sixthExecution(worst, [first, other], settings);
    const label = (worst.dearer === 'first' ? first : other).condition;
    const dearer = conditions.find((each) => each.label === label);
    return [findingOf(first, other, worst, measured, sixth, dearer)];
  });
}

/** Where the accesses differ, by the ranges of both; equal pairs that follow each other are one. */
function differences(first: Timeline, other: Timeline): readonly Difference[] {
  const found: Difference[] = [];
  for (const range of other.ranges) {
    for (const own of first.ranges) {
      const [from, to] = [Math.max(range.from, own.from), Math.min(range.to, own.to)];
      const [a, b] = [firstPlan(own), firstPlan(range)];
      if (from > to || a.accessSignature === b.accessSignature) continue;
      found.push({ from, to, first: a, other: b });
    }
  }
  return found;
}

/** What the sixth execution of a prepared statement takes, where one condition has its generic plan. */
interface SixthExecution {
  readonly generic: 'first' | 'other';
  readonly taken: boolean;
  readonly text: string;
}

function sixthExecution(
  { from, to }: Compared,
  [first, other]: readonly [Timeline, Timeline],
  settings: { readonly [name: string]: string },
): SixthExecution | undefined {
  const within = (timeline: Timeline): readonly TimelinePoint[] =>
    allPoints(timeline).filter(({ scale }) => scale >= from && scale <= to);
  const [a, b] = [within(first), within(other)];
  const generic = (points: readonly TimelinePoint[]): boolean =>
    points.some(({ statement }) => isGeneric(statement, settings));
  if (generic(a) === generic(b)) return undefined;
  const [ofAll, custom] = generic(a) ? [a, b] : [b, a];
  const both = ofAll.flatMap(({ scale, plan, statement }) => {
    const own = custom.find((point) => point.scale === scale);
    if (own === undefined || !isGeneric(statement, settings)) return [];
    return [{ scale, generic: plan, custom: own.plan, planCache: statement.planCache }];
  });
  const takes = both.find((each) => takesGenericPlan(each, settings));
  const shown = takes ?? both.at(-1);
  if (shown === undefined) return undefined;
  return {
    generic: ofAll === a ? 'first' : 'other',
    taken: takes !== undefined,
    text: ` ${sixthExecutionText(shown, settings)}`,
  };
}

interface Compared extends Difference {
  readonly ratio: number;
  /** Row count of the figures. */
  readonly at: number;
  readonly dearer: 'first' | 'other';
  readonly works: { readonly first: Work; readonly other: Work };
}

function compare(difference: Difference, { accesses }: CaseWork): readonly Compared[] {
  const first = accesses.get(difference.first.accessSignature);
  const other = accesses.get(difference.other.accessSignature);
  if (first === undefined || other === undefined) return [];
  const at = Math.max(difference.from, Math.min(difference.to, horizon));
  const [a, b] = [first.work.at(at), other.work.at(at)];
  const ratio = Math.max(a, b) / Math.max(1, Math.min(a, b));
  if (ratio < noticeable || Math.abs(a - b) < worthwhile / 10) return [];
  return [{ ...difference, at, ratio, dearer: a > b ? 'first' : 'other', works: { first, other } }];
}

function findingOf(
  first: Timeline,
  other: Timeline,
  worst: Compared,
  { result }: CaseWork,
  sixth: SixthExecution | undefined,
  dearerCondition: Condition | undefined,
): Finding {
  const { at, dearer, works, from, to } = worst;
  const more = works[dearer];
  const less = works[dearer === 'first' ? 'other' : 'first'];
  const conditions = { first: first.condition, other: other.condition };
  const cheaper = dearer === 'first' ? 'other' : 'first';
  const [reads, instead] = [
    differingText(worst[dearer], worst[cheaper]),
    differingText(worst[cheaper], worst[dearer]),
  ];
  return finding(dearer === 'first' ? first : other, 'condition-differs', {
    severity: severityOf(worst, sixth),
    why:
      `From ${formatRows(from)} to ${rowsText(to)} the planner reads by ${reads} in the condition ${conditions[dearer]}, and by ${instead} in the condition ${conditions[cheaper]}. ` +
      `Measured: at ${rowsText(at)} the query touches ${workText(more, at)} in the first and ${workText(less, at)} in the second${extrapolatedText(more, at)}, for ${rowsText(result.told.at(at))}.${sixth?.text ?? ''}`,
    advice: adviceText(worst, sixth, dearerCondition, conditions[cheaper]),
    ...known({ at: from, measured: measuredFigures({ work: more, other: less, result, at }) }),
  });
}

/** The other condition was measured, so that what leads to it is tried; anything else is not. */
function adviceText(
  { works, dearer, at }: Compared,
  sixth: SixthExecution | undefined,
  condition: Condition | undefined,
  cheaper: string,
): string {
  const [more, less] = dearer === 'first' ? [works.first, works.other] : [works.other, works.first];
  const how = more.work.covers(at) && less.work.covers(at) ? 'measured' : 'extrapolated';
  const figures = `${workText(less, at)} instead of ${workText(more, at)} at ${formatRows(at)} (${how})`;
  if (sixth !== undefined && sixth.generic === dearer) {
    return `With "set plan_cache_mode = 'force_custom_plan'": ${figures}.`;
  }
  return condition === undefined || !isStale(condition)
    ? untried
    : `With the statistics that ANALYZE makes in the condition ${cheaper}: ${figures}.`;
}

/** From this ratio on, the figures differ by more than an extrapolation is off. */
const apart = 3;

/**
 * Ten times the work is an error where the tables are fresh, or where the sixth execution comes to it: nothing that is due
 * soon takes it away. A smaller multiple is a loss with an end, and a warning where it comes to much.
 */
function severityOf(
  { ratio, works, at, dearer }: Compared,
  sixth: SixthExecution | undefined,
): Severity {
  const excess = Math.abs(works.first.work.at(at) - works.other.work.at(at));
  if (ratio < apart || excess < worthwhile) return 'info';
  // For values as unlike as those of another case, the server may still take it.
  if (sixth?.generic === dearer && !sixth.taken) return ratio < multiple ? 'info' : 'warning';
  if (ratio < multiple) return 'warning';
  if (sixth !== undefined) return sixth.generic === dearer ? 'error' : 'warning';
  return dearer === 'first' ? 'error' : 'warning';
}
