import { earlyStops, type EarlyStop } from '../../plan/early-stops';
import type { Json } from '../../plan/types';
import { rowsText } from '../../text/figures';
import type { MeasuredRun, NodeWork } from '../../trial/types';
import type { CauseRule, CauseSubject } from './subject';

/** Measured over expected rows from which on the stop came too late. */
const late = 5;

/**
 * The planner expects to stop soon, since it spreads the matching rows evenly over what it reads. What was read until the
 * stop, or to the end, is measured. Where another plan counted the matches, the reason is their number or their place.
 */
export const earlyStopCause: CauseRule = (subject) => {
  const { runs } = subject;
  const run = runs.at(-1);
  const [stop] = run === undefined ? [] : earlyStops(run.plan.document.root).filter(isScan);
  if (run === undefined || stop === undefined) return [];
  const scan = scanIn(run, stop.node.properties['Alias']);
  const rows = scan && subject.relationRows(tableOf(stop), run.size);
  if (scan === undefined || rows === undefined) return [];
  const expected = Math.max(1, Math.round(rows * stop.share));
  const read = scan.rowsHandled;
  if (read < late * expected) return [];
  const what = { LIMIT: 'the LIMIT', 'MIN or MAX': 'the MIN or MAX', EXISTS: 'EXISTS' }[stop.by];
  return [
    `At ${rowsText(run.size)} the planner expects ${what} to end the read of ${scan.relation ?? ''} after ${rowsText(expected)}; measured, it reads ${rowsText(read)}. ${reason(subject, run, scan, rows)}`,
  ];
};

/** Few matches, or matches that lie together, by the number that another plan of the case found. */
function reason(
  { others, counted }: CauseSubject,
  run: MeasuredRun,
  scan: NodeWork,
  rows: number,
): string {
  const found = run.plan.accesses.find(({ alias }) => alias === scan.alias)?.occurrence;
  const exact = counted.find(
    ({ occurrence, size, complete }) => complete && occurrence === found && size === run.size,
  );
  const returned = others
    .filter(({ size }) => size === run.size)
    .flatMap((other) => other.nodes.filter(({ alias }) => alias === scan.alias))
    .filter(({ type, loops }) => loops === 1 && /^(Bitmap Heap|Index|Index Only) Scan$/.test(type))
    .map(({ actualRows }) => actualRows);
  const matches = exact?.together ?? (returned.length === 0 ? undefined : Math.max(...returned));
  if (matches === undefined) return 'The matching rows are fewer than it expects, or lie together.';
  if (matches === 0) return 'No row matches.';
  const evenly = (rows * Math.max(1, scan.actualRows * scan.loops)) / matches;
  return scan.rowsHandled > late * evenly
    ? `Measured, ${rowsText(matches)} match, and they do not lie evenly over what is read.`
    : `Measured, only ${rowsText(matches)} match.`;
}

const isScan = ({ node }: EarlyStop): boolean =>
  typeof node.properties['Relation Name'] === 'string' &&
  node.properties['Index Cond'] === undefined;

function tableOf({ node: { properties } }: EarlyStop): { schema: string; relation: string } {
  const { Schema: schema, 'Relation Name': relation } = properties;
  return {
    schema: typeof schema === 'string' ? schema : '',
    relation: typeof relation === 'string' ? relation : '',
  };
}

const scanIn = ({ nodes }: MeasuredRun, alias: Json | undefined): NodeWork | undefined =>
  nodes.find((node) => node.alias === alias && node.relation !== undefined && node.loops > 0);
