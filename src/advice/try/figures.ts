import { worksOf } from '../../findings/work/works-of';
import { formatShare } from '../../text/figures';
import { formatRows } from '../../text/row-count';
import type { Tried } from '../types';
import { shareAtLargest } from './gain';

/**
 * What a suggestion that helps comes to, as `With "create index on t (a)": 19 pages instead of 72,015 at 8M
 * (extrapolated), kept to 1B; +12 % size of all indexes of the table.`
 */
export function helpText(tried: TriedFigures): string {
  const { suggestion } = tried;
  const proviso = suggestion.proviso === undefined ? '' : ` Right ${suggestion.proviso}.`;
  const parts = [figures(tried), kept(tried)].filter((part) => part !== '').join(', ');
  const all = [parts, costs(tried)].filter((part) => part !== '').join('; ');
  return `With "${suggestion.text}": ${all}.${proviso}`;
}

/** What was tried without success, and why it is none. */
export function noHelpText(tried: TriedFigures): string {
  const { suggestion, outcome } = tried;
  return `"${suggestion.text}" (${outcome === 'no-gain' ? shareText(tried) : why[outcome]})`;
}

type TriedFigures = Omit<Tried, 'text'>;

const why: Readonly<Record<Exclude<Tried['outcome'], 'no-gain'>, string>> = {
  helps: 'helps',
  'not-taken': 'the planner does not take it',
  'not-run': 'no trial could run the plan that the planner then takes',
  'other-result': 'it returns other rows',
  'worse-elsewhere': 'another case of the query then does ten times the work',
  refused: 'the server refuses it',
};

/** How much of the work is left: more than a tenth. */
function shareText({ without, trial }: TriedFigures): string {
  const share = shareAtLargest(without, trial);
  if (share === undefined || share > 0.95) return 'the measured work is no less';
  return `the measured work is ${formatShare(share)} of what it was`;
}

/** Pages, or rows handled where the work is in rows, at the row count in question. */
function figures({ without, trial, points, planned }: TriedFigures): string {
  const [before, after] = worksOf([without, trial]);
  if (before === undefined || after === undefined) return '';
  const largest = Math.min(before.work.largest.size, after.work.largest.size);
  const change = planned[0]?.scale ?? points[0] ?? largest;
  const at = points.length > 1 && change > largest ? change : largest;
  const ratio = (unit: 'pages' | 'rows'): number =>
    before[unit].at(at) / Math.max(1, after[unit].at(at));
  const unit = ratio('pages') >= ratio('rows') || ratio('pages') >= 10 ? 'pages' : 'rows';
  const [was, now] = [before[unit].at(at), after[unit].at(at)].map(count);
  const atLeast = before.atLeast ? 'at least ' : '';
  const how = at > largest ? ' (extrapolated)' : ' (measured)';
  return `${now} ${unit === 'pages' ? 'pages' : 'rows handled'} instead of ${atLeast}${was} at ${formatRows(at)}${how}`;
}

function kept({ planned, points }: TriedFigures): string {
  const [first, last] = [planned[0], planned.at(-1)];
  if (first === undefined || last === undefined) return '';
  const to = `to ${formatRows(last.scale)}`;
  return first.scale > (points[0] ?? 0)
    ? `taken from ${formatRows(first.scale)} ${to}`
    : `kept ${to}`;
}

function costs({ cost }: TriedFigures): string {
  if (cost === undefined || cost.indexes.length === 0) return '';
  if (cost.otherBytes === 0) return 'the first index of the table';
  return `+${formatShare(cost.bytes / cost.otherBytes)} size of all indexes of the table`;
}

/** What is extrapolated to millions and more is known to three digits at most. */
const count = (value: number): string =>
  value < 1e6 ? Math.round(value).toLocaleString('en-US') : formatRows(value);
