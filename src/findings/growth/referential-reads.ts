import { formatCost, rowsText } from '../../text/figures';
import type { Timeline } from '../../timeline/types';
import type { RuleContext } from '../context';
import type { MeasuredCase } from '../evidence';
import { finding } from '../finding';
import { untried } from '../advice-text/tried-advice';
import type { Finding } from '../types';
import { lastingHarm } from './estimated-growth';

/** Growth of the cost with the row count, as an exponent, below which a table is taken for one of fixed size. */
const leastSlope = 0.5;

/**
 * What the trigger of a foreign key reads for each row that a statement deletes or changes, where the statement itself
 * could not be run: with NO ACTION the server refuses to delete a row that others refer to, and of a row that none refers
 * to, which it deletes, the trigger reads the referencing table to its end (RI_FKey_noaction_del, ri_triggers.c).
 */
export function referentialReads(
  timeline: Timeline,
  { measured }: RuleContext,
): readonly Finding[] {
  const [first, last] = [timeline.ranges[0]?.from, timeline.ranges.at(-1)?.to];
  if (measured === undefined || first === undefined || last === undefined) return [];
  const [worst] = (measured.referential ?? [])
    .filter(
      ({ inFull, costs: { smallest, largest } }) =>
        inFull &&
        largest >= lastingHarm &&
        Math.log(largest / smallest) >= leastSlope * Math.log(last / first),
    )
    .toSorted((a, b) => b.costs.largest - a.costs.largest);
  if (worst === undefined || first === last) return [];
  const { relation, columns, referenced, costs } = worst;
  const refusal = refusalOf(measured);
  return [
    finding(timeline, 'work-outgrows-result', {
      severity: 'error',
      why:
        `For each row of ${referenced} that the statement deletes or changes, the foreign key on ${relation} (${columns.join(', ')}) reads ${relation}, in full where no row refers to it. ` +
        `By the planner's estimates that costs ${formatCost(costs.largest)} with ${rowsText(last)}; no index answers the look-up.` +
        (refusal === undefined
          ? ''
          : ` Nothing was measured: the server refused to run the statement (${refusal}).`),
      advice: untried,
      at: first,
    }),
  ];
}

function refusalOf({ accesses }: MeasuredCase): string | undefined {
  const runs = [...accesses.values()].flatMap((trial) => trial.runs);
  return runs.flatMap((run) => (run.outcome === 'failed' ? [run.message] : []))[0];
}
