import { relative } from 'node:path';
import type { Finding } from '../../findings/types';
import { formatShare, formatSlope } from '../../findings/words';
import { caseName, titleOf } from '../facts';
import { paintSeverity, type Paint } from '../paint';
import { printable, wrapText } from '../wrap';

export interface TextLayout {
  readonly columns: number;
  readonly paint: Paint;
  readonly root: string | undefined;
}

/** A finding in full: what and where, why, the figures, what to do. */
export function findingText(finding: Finding, { columns, paint, root }: TextLayout): string {
  const name = caseName(finding) || `all of ${finding.scenario}`;
  const heading = `${finding.severity}: ${titleOf(finding)}: ${name}`;
  const place = placeOf(finding, root);
  const indent = (text: string): string[] =>
    text === '' ? [] : wrapText(printable(text), columns - 4).map((line) => `    ${line}`);
  return [
    ...wrapText(heading, columns - 2, 2).map(
      (line) => `  ${paintSeverity(paint, finding.severity, line)}`,
    ),
    ...indent(finding.why),
    ...indent(figuresOf(finding)).map((line) => paint.dim(line)),
    ...(finding.kind === 'unplannable' ? indent(`SQL: ${excerpt(finding.failure)}`) : []),
    ...indent(finding.advice),
    ...(place === '' ? [] : [`    ${paint.dim(place)}`]),
  ].join('\n');
}

/** Figures that the sentence before does not have to hold. */
function figuresOf(finding: Finding): string {
  const parts = [
    finding.selectivity === undefined
      ? undefined
      : `${formatShare(finding.selectivity)} of its rows`,
    finding.costSlope === undefined
      ? undefined
      : `cost grows as ${formatSlope(finding.costSlope)}` +
        (finding.rowsSlope === undefined
          ? ''
          : `, rows returned as ${formatSlope(finding.rowsSlope)}`),
    finding.setting === undefined ? undefined : `depends on ${finding.setting}`,
  ];
  const told = parts.filter((part) => part !== undefined);
  const what =
    finding.index === undefined
      ? finding.relation
      : `${finding.index}${finding.relation === undefined ? '' : ` of ${finding.relation}`}`;
  // The sentence names its table and index already: alone they say nothing more.
  return told.length === 0 ? '' : [what, ...told].filter((part) => part !== undefined).join('; ');
}

function placeOf({ position }: Finding, root: string | undefined): string {
  if (position === undefined) return '';
  const file = root === undefined ? position.file : relative(root, position.file);
  return printable(`${file.replaceAll('\\', '/')}:${position.line}:${position.column}`);
}

/** The statement around the place where the server stopped reading it. */
function excerpt(failure: Extract<Finding, { kind: 'unplannable' }>['failure']): string {
  const { sql } = failure.statement;
  const at = Math.max(0, (failure.position ?? 1) - 1);
  const start = Math.max(0, at - 60);
  const cut = sql.slice(start, start + 200);
  return `${start > 0 ? '…' : ''}${cut}${start + 200 < sql.length ? '…' : ''}`;
}
