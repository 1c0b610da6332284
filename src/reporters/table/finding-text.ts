import { relative } from 'node:path';
import type { Finding } from '../../findings/types';
import { formatCost, formatShare, formatSlope } from '../../text/figures';
import { caseName, titleOf } from '../facts';
import { paintSeverity, type Paint } from '../paint';
import { printable, wrapText } from '../../text/wrap';

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

/** The figures that the sentence before does not hold already. */
function figuresOf(finding: Finding): string {
  const { why, index, selectivity, costSlope, rowsSlope, setting } = finding;
  // Where no index is named there is none to be with or without.
  const { costWith, costWithout } = index === undefined ? {} : finding;
  const figures: readonly (readonly [string, string | undefined])[] = [
    ['# of the rows taken', selectivity === undefined ? undefined : formatShare(selectivity)],
    ['cost # with the index', costWith === undefined ? undefined : formatCost(costWith)],
    ['cost # without the index', costWithout === undefined ? undefined : formatCost(costWithout)],
    ['cost grows as #', costSlope === undefined ? undefined : formatSlope(costSlope)],
    ['rows returned grow as #', rowsSlope === undefined ? undefined : formatSlope(rowsSlope)],
    ['depends on #', setting],
  ];
  const told = figures.flatMap(([words, figure]) =>
    figure === undefined || holds(why, figure) ? [] : [words.replace('#', () => figure)],
  );
  if (told.length === 0) return '';
  const what = [index, finding.relation].filter((name) => name !== undefined).join(' of ');
  return `${what === '' ? '' : `${what}: `}${told.join(', ')}`;
}

/** Whether a sentence holds a figure as a word of its own: `1M` is not in `41.1M`. */
function holds(sentence: string, figure: string): boolean {
  const at = sentence.indexOf(figure);
  if (at < 0) return false;
  const alone =
    !/[\w.^]/.test(sentence.charAt(at - 1)) && !/\w/.test(sentence.charAt(at + figure.length));
  return alone || holds(sentence.slice(at + figure.length), figure);
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
