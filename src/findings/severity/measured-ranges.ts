import { formatShare, rowsText } from '../../text/figures';
import { formatRows } from '../../text/row-count';
import type { Timeline, TimelineRange } from '../../timeline/types';
import type { RuleContext } from '../context';
import type { Severity } from '../kinds';
import type { ReferentialCheck } from '../evidence';
import { firstPlan } from '../changes/row-count-interval';
import { caseWork } from '../work/case-work';
import { measuredFigures, type MeasuredFigures } from '../work/measured-evidence';
import { multiple } from '../work/outgrows';
import { selectiveRead, type SelectiveRead } from '../work/selective-read';
import { skippedRead } from '../work/skipped-read';
import { judgeAccess } from '../work/verdict';
import type { Work } from '../work/work';
import { extrapolatedText, growthText, resultText, workText } from '../work/figures';

/** What the trial says of one range of a timeline, whatever came before. */
export interface MeasuredRange {
  readonly range: TimelineRange;
  readonly severity: Severity;
  /** Sentences, with a full stop. */
  readonly text: string;
  readonly figures: MeasuredFigures;
  /** Whether a better plan follows at larger sizes. */
  readonly ends: boolean;
  /** Slope of the work. */
  readonly slope: number;
}

/**
 * Every range of a timeline whose access could be run, judged by its work and its result. A range ends what it does only
 * where a better one follows: of several that do too much, up to the largest sizes, each is judged as if it went on.
 */
export function measuredRanges(timeline: Timeline, context: RuleContext): readonly MeasuredRange[] {
  const measured = caseWork(context.measured);
  if (measured === undefined) return [];
  const { accesses, runnersUp, advised, result } = measured;
  const others = [...runnersUp, ...advised];
  const triggers = referentialText(context.measured?.referential ?? []);
  const works = timeline.ranges.map((range) => accesses.get(firstPlan(range).accessSignature));
  const asIfLasting = timeline.ranges.map(({ from }, i) => {
    const work = works[i];
    return work && judgeAccess({ work, result, from, others, until: undefined });
  });
  const better = asIfLasting.findLastIndex((verdict) => verdict?.severity !== 'error');
  return timeline.ranges.flatMap((range, i): MeasuredRange[] => {
    const work = works[i];
    if (work === undefined) return [];
    const until = i < better ? timeline.changes[i]?.at : undefined;
    const { severity, reason } = judgeAccess({ work, result, until, from: range.from, others });
    const read = reason === 'selective' ? selectiveRead(work) : undefined;
    const skipped = severity === 'info' ? undefined : skippedRead(work);
    // Of a plan that goes on, what it does at the largest size that was planned.
    const at = until ?? range.to;
    const best = others.toSorted((a, b) => a.work.at(at) - b.work.at(at))[0];
    const less = best !== undefined && best.work.at(at) * multiple <= work.work.at(at);
    const betterText = less ? `; another plan that was tried touches ${workText(best, at)}` : '';
    return [
      {
        range,
        severity,
        text:
          `Measured: at ${rowsText(at)} the query touches ${workText(work, at)} for ${resultText(result, at)}` +
          `${betterText}${extrapolatedText(work, at)}; ${growthText(work, result, at)}.${keptText(read, work)}${skippedText(skipped, work)}${triggers}`,
        figures: measuredFigures({ work, other: less ? best : undefined, result, at }),
        ends: until !== undefined,
        slope: work.work.slope,
      },
    ];
  });
}

/** Why a full read is no way to a result that grows with the table. */
function keptText(read: SelectiveRead | undefined, { sizes }: Work): string {
  if (read === undefined) return '';
  return ` At ${rowsText(sizes.at(-1) ?? 0)} the conditions on ${read.alias} keep ${formatShare(read.kept)} of what is read.`;
}

/** What another text of the query would leave out, whatever index it reads. */
function skippedText(of: ReturnType<typeof skippedRead>, { sizes }: Work): string {
  if (of === undefined) return '';
  const { read, returned } = of;
  const which =
    returned < 1
      ? `all ${rowsText(read)}`
      : `all but ${formatRows(returned)} of the ${rowsText(read)}`;
  return ` At ${rowsText(sizes.at(-1) ?? 0)} OFFSET throws away ${which} that the plan reads in order; a page that starts after the last row of the page before reads none of these.`;
}

/** Most of the work of such a statement is in no node of its plan. */
function referentialText(checks: readonly ReferentialCheck[]): string {
  return checks
    .filter(({ inFull }) => inFull)
    .map(
      ({ relation, columns, referenced }) =>
        ` For each row of ${referenced} that the statement deletes or changes, the foreign key on ${relation} (${columns.join(', ')}) reads all of ${relation}.`,
    )
    .join('');
}

/** The range of the largest sizes; undefined where its access could not be run. */
export function measuredLast(timeline: Timeline, context: RuleContext): MeasuredRange | undefined {
  const last = measuredRanges(timeline, context).at(-1);
  return last?.range === timeline.ranges.at(-1) ? last : undefined;
}
