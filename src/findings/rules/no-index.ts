import type { AccessPath } from '../../plan/types';
import { formatCost, formatShare, listed, rowsText } from '../../text/figures';
import type { Timeline, TimelinePoint } from '../../timeline/types';
import type { Rule, RuleContext } from '../context';
import { guessAt, guessText } from '../bounds/guess-at';
import { estimatedGrowth } from '../growth/estimated-growth';
import { growthOver } from '../growth/growth';
import { growthFigures } from '../growth/growth-figures';
import { relationGrowth } from '../severity/estimated-severity';
import { untried } from '../advice-text/tried-advice';
import { finding, known } from '../finding';
import { measuredLast, type MeasuredRange } from '../severity/measured-ranges';
import {
  missingIndex,
  readsInFull,
  smallTable,
  worthwhileShare,
} from '../missing-index/missing-index';
import { accessesOver, allPoints } from '../changes/row-count-interval';
import type { Finding } from '../types';

/**
 * A large relation is scanned in full at every scale: for a result that does not grow with it, or for a small share
 * of its rows by a condition that an index could serve. An aggregate that is made of more rows as the table grows is
 * no such case where nothing selects these rows: reading them is its job.
 */
export const noIndex: Rule = (timeline, context) => {
  const points = allPoints(timeline);
  const last = points.at(-1);
  if (last === undefined || last.scale < smallTable) return [];
  const inFull = last.plan.accesses
    .filter((access) =>
      accessesOver(timeline, access).every((each) => each !== undefined && readsInFull(each)),
    )
    .filter((access) => (context.relationRows(access, last.scale) ?? smallTable) >= smallTable)
    .filter((access) => !isScanReported(access, context));
  const growing = inFull
    .filter((access) => accessesOver(timeline, access).every((each) => each?.method === 'seq'))
    .filter((access) => access.cost >= worthwhileShare * last.plan.cost)
    .filter((access) => relationGrowth(access, points, [], context) >= 0.5);
  const [first] = growing.flatMap((access) => [
    ...boundedResult(access, timeline, points, last),
    ...guessedShare(access, timeline, last, context),
  ]);
  const few = inFull
    .filter((access) => access.occurrence !== first?.occurrence)
    .flatMap((access) => smallShareOf(access, timeline, last, context));
  const found = first === undefined ? few : [first, ...few];
  const measured = measuredLast(timeline, context);
  return measured === undefined ? found : found.map((each) => asMeasured(each, measured));
};

/** What was measured takes the place of the planner's figures. A bounded or cheap scan is a note. */
function asMeasured(found: Finding, { severity, text, figures }: MeasuredRange): Finding {
  return {
    ...found,
    severity,
    why: `${found.relation} is read in full at every size. ${text}`,
    measured: figures,
  };
}

/** An index that fits and is not used, or that was lost, says more than that there is none. */
function isScanReported(access: AccessPath, context: RuleContext): boolean {
  return context.earlier.some(
    (reported) =>
      (reported.kind === 'index-never-used' ||
        (reported.kind === 'index-lost' && reported.severity !== 'info')) &&
      reported.occurrence === access.occurrence,
  );
}

function boundedResult(
  access: AccessPath,
  timeline: Timeline,
  points: readonly TimelinePoint[],
  last: TimelinePoint,
): readonly Finding[] {
  const growth = growthOver(points, [], 1);
  if (growth.rowsSlope >= 0.25 || !growth.outruns) return [];
  // The read is what outgrows the result: one finding says both, and this one names the cause.
  const [outgrown] = estimatedGrowth(timeline);
  return [
    finding(timeline, 'no-index', {
      ...(outgrown?.severity === 'error' ? { severity: outgrown.severity } : {}),
      why:
        `${access.relation} is read in full at every size. By the planner's estimates, with ${rowsText(last.scale)} the scan costs ${formatCost(access.cost)} ` +
        `and the query returns ${rowsText(last.plan.rows)}: ${growthFigures(growth)}.`,
      advice: untried,
      ...known({
        at: timeline.ranges[0]?.from,
        occurrence: access.occurrence,
        relation: access.relation,
        costWithout: last.plan.cost,
        costSlope: growth.costSlope,
        rowsSlope: growth.rowsSlope,
      }),
    }),
  ];
}

/** More of a table than an index is for. */
const largestGuess = 0.05;

/**
 * The planner has no statistics on the condition: of a column inside a function or a cast, of LIKE without a histogram, of
 * containment. Its rows "grow" with the table by a guess, and the guess must not excuse the scan.
 */
function guessedShare(
  access: AccessPath,
  timeline: Timeline,
  last: TimelinePoint,
  context: RuleContext,
): readonly Finding[] {
  const guess = guessAt(last, access, context);
  if (guess === undefined || guess.share > largestGuess) return [];
  return [
    finding(timeline, 'no-index', {
      why:
        `${access.relation} is read in full at every size. By the planner's estimates the scan costs ${formatCost(access.cost)} with ${rowsText(last.scale)}. ` +
        `No index serves the condition: ${guessText(guess)}, so that its estimate does not show how many rows match.`,
      advice: untried,
      ...known({
        at: timeline.ranges[0]?.from,
        occurrence: access.occurrence,
        relation: access.relation,
        selectivity: guess.share,
        costWithout: last.plan.cost,
      }),
    }),
  ];
}

/** A condition that an index could serve takes a small share of the table, whether or not the result grows. */
function smallShareOf(
  access: AccessPath,
  timeline: Timeline,
  last: TimelinePoint,
  context: RuleContext,
): readonly Finding[] {
  const rows = context.relationRows(access, last.scale);
  const missing =
    rows === undefined ? undefined : missingIndex(access, last.plan, rows, context.catalog);
  if (rows === undefined || missing === undefined) return [];
  const { columns, taken } = missing;
  return [
    finding(timeline, 'no-index', {
      why:
        `${access.relation} is read in full at every size. By the planner's estimates, with ${rowsText(rows)} the scan costs ${formatCost(access.cost)}, ` +
        `and ${rowsText(taken)} (${formatShare(taken / rows)}) meet the condition on ${listed(columns)}, which no index serves.`,
      advice: untried,
      ...known({
        at: timeline.ranges[0]?.from,
        occurrence: access.occurrence,
        relation: access.relation,
        selectivity: taken / rows,
        costWithout: last.plan.cost,
      }),
    }),
  ];
}
