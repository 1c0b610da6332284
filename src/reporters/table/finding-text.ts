import { relative } from 'node:path';
import { slopeFigures } from '../../findings/growth/growth-figures';
import type { Finding } from '../../findings/types';
import { formatCost, formatShare, formatSlope, rowsText } from '../../text/figures';
import { caseName, titleOf } from '../finding-labels';
import { paintSeverity, type Paint } from '../paint';
import { printable, wrapText } from '../../text/wrap';

export interface TextLayout {
  readonly columns: number;
  readonly paint: Paint;
  readonly root: string | undefined;
  /** Rows of the driving table today, for the scenario of a twin. */
  readonly today?: number | undefined;
}

/** A finding in full: what and where, why, the figures, what to do. */
export function findingText(finding: Finding, { columns, paint, root, today }: TextLayout): string {
  const name = caseName(finding) || `all of ${finding.scenario}`;
  const heading = `${finding.severity}: ${titleOf(finding)}: ${name}`;
  const place = placeOf(finding, root);
  const indent = (text: string): string[] => {
    const shown = printable(text).trim();
    return shown === '' ? [] : wrapText(shown, columns - 4).map((line) => `    ${line}`);
  };
  return [
    ...wrapText(heading, columns - 2, 2).map(
      (line) => `  ${paintSeverity(paint, finding.severity, line)}`,
    ),
    ...indent(finding.why),
    ...indent(growthOf(finding, today)),
    ...indent(figuresOf(finding)).map((line) => paint.dim(line)),
    ...(finding.kind === 'unplannable' ? indent(`SQL: ${excerpt(finding.failure)}`) : []),
    ...indent(finding.advice),
    ...(place === '' ? [] : [`    ${paint.dim(place)}`]),
  ].join('\n');
}

/** How far away it is, for tables that exist. */
function growthOf(finding: Finding, today: number | undefined): string {
  const { at, now }: { readonly at?: number; readonly now?: number } = finding;
  const scale = at ?? now;
  if (today === undefined || scale === undefined) return '';
  const factor = Number((scale / today).toPrecision(2));
  return factor <= 1 ? "×1: at today's size." : `×${factor}: ${rowsText(today)} today.`;
}

/** The figures that the sentence before does not contain. */
function figuresOf(finding: Finding): string {
  const { why, index, selectivity, setting, measured } = finding;
  // Growth that was measured stands in the sentence; the planner's may contradict it.
  const { costSlope, rowsSlope } = measured === undefined ? finding : {};
  // A cost with or without an index needs the name of one.
  const { costWith, costWithout } = index === undefined ? {} : finding;
  const figures = [
    figure(selectivity, formatShare, (share) => `selects ${share} of the rows`),
    figure(costWith, formatCost, (cost) => `cost ${cost} with the index`),
    figure(costWithout, formatCost, (cost) => `cost ${cost} without the index`),
    figure(costSlope, formatSlope, () => `cost ${slopeFigures(costSlope ?? 0)}`),
    figure(rowsSlope, formatSlope, () => `the result ${slopeFigures(rowsSlope ?? 0)}`),
  ];
  const unwritten = (all: readonly (Figure | undefined)[]): readonly string[] =>
    all.flatMap((each) => (each === undefined || holds(why, each.text) ? [] : [each.words]));
  const estimated = unwritten(figures);
  const additions = [
    ...estimated,
    ...unwritten([figure(setting, String, (name) => `depends on ${name}`)]),
  ];
  if (additions.length === 0) return '';
  const what = [index, finding.relation].filter((name) => name !== undefined).join(' of ');
  // Beside figures that were measured, it has to be said whose these are.
  const whose = estimated.length > 0 ? 'by the planner' : '';
  const lead = [what, whose].filter((part) => part !== '').join(', ');
  return `${lead === '' ? '' : `${lead}: `}${additions.join(', ')}`;
}

interface Figure {
  /** The figure alone, as a sentence would print it. */
  readonly text: string;
  readonly words: string;
}

function figure<T>(
  value: T | undefined,
  print: (value: T) => string,
  words: (text: string) => string,
): Figure | undefined {
  if (value === undefined) return undefined;
  const text = print(value);
  return { text, words: words(text) };
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
