import { clip, displayWidth, printable, wrapText } from '../../text/wrap';
import { queryLines } from './query-lines';
import type { ScanFinding } from '../types';

/** Columns of the output of a scan. */
export const columns = 80;

/** A finding of its own: what is wrong, the query that shows it, what to change; with `all` the reasons as well. */
export function findingLines(
  finding: ScanFinding,
  number: number,
  all: boolean,
): readonly string[] {
  const { title, short = title, why, details = why } = finding;
  const block = all ? { title, details } : { title: short };
  return [
    ...blockLines(number, [finding], block),
    ...changeLines(finding.change),
    ...(all ? [''] : []),
  ];
}

/** What to change, whole: it is there to be copied. And what for, where both fit into a line. */
export function changeLines(change: string, note?: string): readonly string[] {
  const bare = printable(change);
  const noted = `   > ${bare} -- ${printable(note ?? '')}`;
  if (note !== undefined && displayWidth(noted) <= columns) return [noted];
  return wrapText(bare, columns - 5, 2).map(
    (line, place) => `${place === 0 ? '   > ' : '     '}${line}`,
  );
}

/** What a change is for, below it. */
export const noteLine = (note: string): string => clip(`     -- ${printable(note)}`, columns);

/** The title of some findings, the reasons where they are given, and the first of their queries. */
export function blockLines(
  number: number,
  findings: readonly ScanFinding[],
  { title, details }: { readonly title: string; readonly details?: string },
): readonly string[] {
  const lead = `${number}`.padStart(2);
  const query = findings.find((finding) => finding.query !== undefined)?.query;
  return [
    ...wrapText(printable(title), columns - 3).map(
      (line, place) => `${place === 0 ? lead : '  '} ${line}`,
    ),
    ...(details === undefined
      ? []
      : wrapText(printable(details), columns - 3).map((line) => `   ${line}`)),
    ...(query === undefined ? [] : queryLines(query, columns, details === undefined)),
  ];
}
