import { amountText, listed, rowsText } from '../../text/figures';
import { formatRows } from '../../text/row-count';
import { slopeFigures } from '../growth/growth-figures';
import { slopeTo } from './curve';
import type { MeasuredResult } from './result';
import type { Reason } from './verdict';
import type { Work } from './work';

/** `320k pages`, or `24 pages and 8M rows` where the rows are the most of the work. */
export function workText({ pages, rows, atLeast }: Work, at: number): string {
  const [touched, handled] = [pages.at(at), rows.at(at)];
  const count = formatRows(Math.max(1, Math.round(touched)));
  const text = `${count} ${count === '1' ? 'page' : 'pages'}`;
  const least = atLeast ? 'at least ' : '';
  return handled / 100 > touched ? `${least}${text} and ${rowsText(handled)}` : `${least}${text}`;
}

/** `, extrapolated from 4 sizes up to 300k rows`; empty where the row count lies within those that were run. */
export function extrapolatedText({ work, sizes }: Work, at: number): string {
  if (work.covers(at)) return '';
  const [first, last] = [sizes[0] ?? 0, sizes.at(-1) ?? 0];
  const from = `, extrapolated from ${amountText(sizes.length, 'size')}`;
  return at > last ? `${from} up to ${rowsText(last)}` : `${from} from ${rowsText(first)} up`;
}

/** `the work grows in proportion to the row count (n^1.0) and the rows returned stay the same (n^0.0)`, up to a row count. */
export function growthText(
  { work }: Work,
  { told, are, none, between }: MeasuredResult,
  to: number,
): string {
  const grows = slopeFigures(slopeTo(work, to));
  if (none) return `the work ${grows}, and there is no row at any size that was run`;
  if (between !== undefined)
    return `the work ${grows}, and the ${are} are too few to tell how they grow`;
  return `the work ${grows} and the ${are} ${slopeFigures(slopeTo(told, to), true)}`;
}

/**
 * `20 rows`, `1.2M rows aggregated`, `no row` where no run found one, or `1 to 3 rows at the sizes that were run` where these
 * are too few to be extrapolated.
 */
export function resultText({ told, are, none, between }: MeasuredResult, at: number): string {
  if (none) return 'no row';
  // `20 rows` are those returned.
  const kind = are === 'rows returned' ? '' : are.slice('rows'.length);
  if (between !== undefined && !told.covers(at)) {
    const [least, most] = between;
    return `${formatRows(least)} to ${rowsText(most)}${kind} at the sizes that were run`;
  }
  return `${rowsText(told.at(at))}${kind}`;
}

/** What the measurement shows of a change of access, as sentences. */
export function changeText(change: {
  readonly before?: Work | undefined;
  readonly after: Work;
  readonly result: MeasuredResult;
  readonly at: number;
  readonly reason: Reason;
  /** Indexes of the plan before, where it has any. */
  readonly indexes: readonly string[];
}): string {
  const { before, after, result, at, reason, indexes } = change;
  const former = indexes.length === 0 ? 'the former plan' : listed(indexes);
  const known =
    before === undefined
      ? `. No trial reproduced the plan with ${former}`
      : `; through ${former} it is ${workText(before, at)}`;
  const figures = `Measured: at ${rowsText(at)} the query touches ${workText(after, at)} for ${resultText(result, at)}${known}${extrapolatedText(after, at)}.`;
  if (reason === 'acquitted' && before !== undefined) {
    const ratio = before.work.at(at) / Math.max(1e-9, after.work.at(at));
    const as = ratio < 1.25 ? 'as much' : `${Number(ratio.toPrecision(2))} times as much`;
    return `${figures} The planner is right to change: the former plan would cost ${as}.`;
  }
  return `${figures} Beyond that ${growthText(after, result, at)}.`;
}
