import { clip, printable, wrapText } from '../../text/wrap';
import type { ScanFinding } from '../types';

/** Columns of the output of a scan. */
export const columns = 80;

/** A finding of its own: what is wrong, the query that shows it, what to change; with `all` the reasons as well. */
export function findingLines(
  finding: ScanFinding,
  number: number,
  all: boolean,
): readonly string[] {
  return [...blockLines(finding, number, all), changeLine(finding), ...(all ? [''] : [])];
}

export const changeLine = ({ change }: ScanFinding): string =>
  clip(`   > ${printable(change)}`, columns);

/** The first screen has a line or two and the query of each; `--all` the reasons as well. */
export function blockLines(
  {
    title,
    short = title,
    why,
    details = why,
    query,
  }: Pick<ScanFinding, 'title' | 'short' | 'why' | 'details' | 'query'>,
  number: number,
  all: boolean,
): readonly string[] {
  const lead = `${number}`.padStart(2);
  return [
    ...wrapText(printable(all ? title : short), columns - 3).map(
      (line, place) => `${place === 0 ? lead : '  '} ${line}`,
    ),
    ...(all ? wrapText(printable(details), columns - 3).map((line) => `   ${line}`) : []),
    ...(query === undefined ? [] : [clip(`     ${printable(query)}`, columns)]),
  ];
}
