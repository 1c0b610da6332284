import { rowsText } from '../../text/figures';
import { formatRows } from '../../text/row-count';
import type { Timeline } from '../../timeline/types';
import type { Rule, RuleContext } from '../context';
import { estimatedGrowth } from '../growth/estimated-growth';
import { referentialReads } from '../growth/referential-reads';
import { untried } from '../advice-text/tried-advice';
import { finding } from '../finding';
import { measuredLast, measuredRanges } from '../severity/measured-ranges';
import type { Finding } from '../types';

/** Kinds that say the same of a case: something here does more work than its result needs. */
const saysItToo = new Set<Finding['kind']>([
  'index-lost',
  'index-demoted',
  'index-swapped',
  'index-never-used',
  'no-index',
  'early-stop',
  'expectation-broken',
]);

/**
 * The work of a case runs away from its result, whatever the access and whether or not it changes: as measured, where
 * the plan of the largest sizes could be run, else by the planner's estimates.
 */
export const workOutgrowsResult: Rule = (timeline, context) => {
  const reported = context.earlier.filter(({ kind }) => saysItToo.has(kind));
  if (reported.some(({ severity }) => severity === 'error')) return [];
  const found =
    measuredLast(timeline, context) === undefined
      ? [...referentialReads(timeline, context), ...estimatedGrowth(timeline)].slice(0, 1)
      : measuredGrowth(timeline, context);
  const warned = reported.some(({ severity }) => severity === 'warning');
  return found.filter(({ severity }) => severity === 'error' || !warned);
};

function measuredGrowth(timeline: Timeline, context: RuleContext): readonly Finding[] {
  const ranges = measuredRanges(timeline, context);
  const worst =
    ranges.findLast(({ severity }) => severity === 'error') ??
    ranges.findLast(({ severity }) => severity === 'warning');
  if (worst === undefined) return [];
  const { range, severity, text, figures, ends } = worst;
  const from =
    (severity === 'error' ? ranges.find((each) => each.severity === severity) : worst) ?? worst;
  const span = `from ${formatRows(from.range.from)} to ${rowsText(range.to)}`;
  const between = ranges.slice(ranges.indexOf(from), ranges.indexOf(worst) + 1);
  const same =
    from === worst
      ? `The access path is the same ${span}.`
      : between.every((each) => each.severity === severity)
        ? `Every access path ${span} does more work than the result needs.`
        : `The first access path that does more work than the result needs starts at ${rowsText(from.range.from)}.`;
  const end = ends ? ' At larger sizes the planner chooses another plan.' : '';
  return [
    finding(timeline, 'work-outgrows-result', {
      severity,
      why: `${text} ${same}${end}`,
      advice: untried,
      at: from.range.from,
      measured: figures,
    }),
  ];
}
