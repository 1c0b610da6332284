import Table from 'cli-table3';
import type { Finding } from '../../findings/types';
import { sessionText } from '../../plan/session-text';
import type { Timeline } from '../../timeline/types';
import { borderlessTable, spanWidth } from '../borderless-table';
import { caseName, isOpen, titleOf } from '../finding-labels';
import { paintSeverity, type Paint } from '../paint';
import type { ScenarioResult } from '../../check/result';
import { wrapText } from '../../text/wrap';
import { readLines, type ReadLine } from './read-lines';

export interface Layout {
  readonly columns: number;
  readonly paint: Paint;
  readonly all: boolean;
}

interface CaseRow {
  readonly name: string;
  readonly read: readonly ReadLine[];
  readonly hidden: number;
  readonly findings: readonly Finding[];
}

/** The cases that a reader should look at, and which they are. */
export function casesTable(
  result: ScenarioResult,
  layout: Layout,
): { readonly text: string; readonly shown: ReadonlySet<Timeline> } {
  const shown = new Set<Timeline>();
  const rows: CaseRow[] = [];
  for (const timeline of result.timelines) {
    const findings = findingsOf(timeline, result).filter(
      ({ severity }) => layout.all || severity !== 'info',
    );
    if (findings.length === 0 && !layout.all) continue;
    shown.add(timeline);
    const { lines, hidden } = readLines(timeline, layout.all);
    const session = sessionText(timeline.statement);
    const name = `${caseName(timeline)}${session === '' ? '' : ` (${session})`}`;
    rows.push({ name, read: lines, hidden, findings });
  }
  return { text: rows.length === 0 ? '' : render(rows, layout), shown };
}

function findingsOf(timeline: Timeline, { findings }: ScenarioResult): readonly Finding[] {
  return findings.filter(
    (finding) =>
      finding.query === timeline.query &&
      finding.case === timeline.case &&
      finding.condition === timeline.condition,
  );
}

const countWidth = '  rows up to'.length;

/** The name of a case has a line of its own: beside the rest it would leave no room for either. */
function render(rows: readonly CaseRow[], { columns, paint }: Layout): string {
  const gaps = 2 * borderlessTable.chars.middle.length;
  const verdictWidth = Math.min(34, Math.max(18, Math.floor(columns * 0.27)));
  const readWidth = columns - gaps - countWidth - verdictWidth;
  const table = new Table({
    ...borderlessTable,
    head: ['  rows up to', 'read by', 'verdict'].map((text) => paint.dim(text)),
    colWidths: [countWidth, readWidth, verdictWidth],
  });
  for (const row of rows) {
    const name = wrapText(row.name, spanWidth(columns, 2), 2).map((line) => paint.bold(line));
    table.push(
      [{ colSpan: 3, content: name.join('\n') }],
      [...readCells(row, readWidth), verdictCell(row, verdictWidth, paint)],
    );
  }
  // Cells are padded to their column: the blanks of the last one would only wrap in a narrow window.
  return table.toString().replace(/[ \t]+$/gm, '');
}

function readCells({ read, hidden }: CaseRow, width: number): [string, string] {
  const counts: string[] = [];
  const texts: string[] = [];
  for (const { upTo, text } of read) {
    const lines = wrapText(text, width, 2);
    counts.push(upTo.padStart(countWidth), ...lines.slice(1).map(() => ''));
    texts.push(...lines);
  }
  if (hidden > 0) texts.push(...wrapText(`(${hidden} more by an index at every size)`, width, 2));
  return [counts.join('\n'), texts.join('\n')];
}

function verdictCell({ findings }: CaseRow, width: number, paint: Paint): string {
  if (findings.length === 0) return paint.green('ok');
  return findings
    .flatMap((finding) => {
      const level = isOpen(finding) ? finding.severity : 'allowed';
      return wrapText(`${level}: ${titleOf(finding)}`, width, 2).map((line) =>
        isOpen(finding) ? paintSeverity(paint, finding.severity, line) : paint.dim(line),
      );
    })
    .join('\n');
}
