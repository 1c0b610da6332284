import Table from 'cli-table3';
import type { Finding } from '../../findings/types';
import type { Timeline } from '../../timeline/types';
import { caseName, isOpen, titleOf } from '../facts';
import { paintSeverity, type Paint } from '../paint';
import type { ScenarioResult } from '../types';
import { displayWidth, wrapText } from '../wrap';
import { readLines, type ReadLine } from './read-lines';

/** Lines without a frame: at 80 columns a frame would take what an index name needs. */
const plain = {
  chars: {
    ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
    ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
    ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '' },
    middle: '  ',
  },
  // cli-table3 colours heads and borders by default, into pipes too.
  style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
} satisfies Table.TableConstructorOptions;

interface CaseRow {
  readonly name: string;
  readonly read: readonly ReadLine[];
  readonly hidden: number;
  readonly verdict: readonly { readonly text: string; readonly severity?: Finding['severity'] }[];
}

/** The cases that a reader should look at, and how many of the others there are. */
export function casesTable(
  result: ScenarioResult,
  layout: { readonly columns: number; readonly paint: Paint; readonly all: boolean },
): { readonly text: string; readonly shown: ReadonlySet<Timeline> } {
  const shown = new Set<Timeline>();
  const rows: CaseRow[] = [];
  for (const timeline of result.timelines) {
    const verdict = verdictOf(timeline, result, layout.all);
    if (verdict.length === 0 && !layout.all) continue;
    shown.add(timeline);
    const { lines, hidden } = readLines(timeline, layout.all);
    rows.push({ name: caseName(timeline), read: lines, hidden, verdict });
  }
  return { text: rows.length === 0 ? '' : render(rows, layout.columns, layout.paint), shown };
}

function verdictOf(
  timeline: Timeline,
  { findings }: ScenarioResult,
  all: boolean,
): CaseRow['verdict'] {
  return findings
    .filter(
      (finding) =>
        finding.query === timeline.query &&
        finding.case === timeline.case &&
        finding.condition === timeline.condition &&
        (all || finding.severity !== 'info'),
    )
    .map((finding) =>
      isOpen(finding)
        ? { text: `${finding.severity}: ${titleOf(finding)}`, severity: finding.severity }
        : { text: `allowed: ${titleOf(finding)}` },
    );
}

function render(rows: readonly CaseRow[], columns: number, paint: Paint): string {
  const gaps = 4;
  const verdictWidth = Math.min(30, Math.max(14, Math.floor(columns * 0.24)));
  const longestName = Math.max(
    ...rows.map(({ name }) => displayWidth(name)),
    'query / case'.length,
  );
  const nameWidth = Math.min(longestName, Math.max(14, Math.floor(columns * 0.28)));
  const readWidth = Math.max(20, columns - gaps - nameWidth - verdictWidth);
  const table = new Table({
    ...plain,
    head: ['query / case', 'rows up to  read by', 'verdict'].map((text) => paint.bold(text)),
    colWidths: [nameWidth, readWidth, verdictWidth],
  });
  for (const row of rows) {
    table.push([
      wrapText(row.name, nameWidth, 2).join('\n'),
      readCell(row, readWidth),
      row.verdict.length === 0
        ? paint.green('well')
        : row.verdict
            .map(({ text, severity }) =>
              wrapText(text, verdictWidth, 2)
                .map((line) => (severity ? paintSeverity(paint, severity, line) : paint.dim(line)))
                .join('\n'),
            )
            .join('\n'),
    ]);
  }
  return trimLines(table.toString());
}

const countWidth = 'rows up to'.length;

function readCell({ read, hidden }: CaseRow, width: number): string {
  const lines = read.flatMap(({ upTo, text }) => {
    const [first = '', ...rest] = wrapText(text, width - countWidth - 2, 2);
    return [
      `${upTo.padStart(countWidth)}  ${first}`,
      ...rest.map((line) => ' '.repeat(countWidth + 2) + line),
    ];
  });
  if (hidden > 0) lines.push(`${' '.repeat(countWidth + 2)}(${hidden} more by index throughout)`);
  return lines.join('\n');
}

/** Cells are padded to their column: the last one's blanks would only wrap in a narrow window. */
const trimLines = (text: string): string => text.replace(/[ \t]+$/gm, '');
