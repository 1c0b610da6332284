import Table from 'cli-table3';
import { formatCost } from '../text/figures';
import { counted, isOpen } from '../reporters/facts';
import { pagesBlock } from '../reporters/finding-pages';
import { frameless } from '../reporters/frameless';
import { paintFor, type Paint } from '../reporters/paint';
import { findingText } from '../reporters/table/finding-text';
import { printable, wrapText } from '../text/wrap';
import { formatRows } from '../text/row-count';
import type { AuditedStatement, AuditResult, Origin, Problem, Reading } from './types';

export interface TextOptions {
  readonly columns: number;
  readonly color: boolean;
  readonly cwd: string;
}

/** Below this ratio of costs a bit of growth, or other statistics, may be enough to drop the index. */
const near = 2;

/** What an audit found, for people: how each relation is read, what is wrong, what to do next. */
export function auditText(
  result: AuditResult,
  { columns: given, color, cwd }: TextOptions,
): string {
  const columns = Math.min(140, Math.max(60, given));
  const paint = paintFor(color);
  const { statements, problems, server } = result;
  const readings = statements.flatMap((statement) => statement.readings);
  const open = result.findings.filter(isOpen);
  // Never wrapped: a host is copied more easily from one line.
  const place = printable(`${server.target}, PostgreSQL ${server.version}`);
  const blocks = [
    `${paint.bold(place)}\n${counted(statements.length, 'statement')} planned, none run`,
    statements.length === 0 ? '' : readingsTable(statements, columns, paint),
    readings.some(hasMargin) ? legend(readings, columns, paint) : '',
    ...open.map((finding) => findingText(finding, { columns, paint, root: cwd })),
    pagesBlock(open, cwd),
    problems.flatMap((problem) => problemLines(problem, columns, paint)).join('\n'),
    wrapText(nextStep(result), columns, 2)
      .map((line) => paint.bold(line))
      .join('\n'),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

const rowsWidth = 10;
const marginWidth = 'without it'.length;

function readingsTable(
  statements: readonly AuditedStatement[],
  columns: number,
  paint: Paint,
): string {
  const readWidth = columns - rowsWidth - marginWidth - 2 * frameless.chars.middle.length;
  const table = new Table({
    ...frameless,
    head: ['rows'.padStart(rowsWidth), 'read by', 'without it'].map((text) => paint.dim(text)),
    colWidths: [rowsWidth, readWidth, marginWidth],
  });
  for (const statement of statements) {
    const { readings, cost, rows, plan, note } = statement;
    const facts = [
      `cost ${formatCost(cost)} for ${counted(rows, 'row')}`,
      ...(plan === 'generic' ? ['for any values'] : []),
      ...(note === undefined ? [] : [note]),
    ];
    const name = wrapText(nameOf(statement), columns, 2).map((line) => paint.bold(line));
    const detail = wrapText(printable(facts.join(', ')), columns - 2).map((l) =>
      paint.dim(`  ${l}`),
    );
    table.push([{ colSpan: 3, content: [...name, ...detail].join('\n') }]);
    for (const reading of readings) {
      table.push([
        rowsOf(reading).padStart(rowsWidth),
        wrapText(printable(reading.access), readWidth, 2).join('\n'),
        marginOf(reading, paint),
      ]);
    }
    if (readings.length === 0) {
      table.push([''.padStart(rowsWidth), 'reads no table', '']);
    }
  }
  return table.toString().replace(/[ \t]+$/gm, '');
}

const rowsOf = ({ relationRows }: Reading): string =>
  relationRows === undefined ? 'unknown' : formatRows(Math.max(1, relationRows));

const hasMargin = ({ costWithout }: Reading): boolean => costWithout !== undefined;

function marginOf({ costWith, costWithout, indexes }: Reading, paint: Paint): string {
  if (costWithout === undefined) return indexes.length === 0 ? '' : '?';
  const ratio = costWithout / Math.max(costWith, Number.MIN_VALUE);
  const text = `×${ratio < 10 ? ratio.toFixed(1) : formatRows(ratio)}`;
  return ratio < near ? paint.yellow(text) : text;
}

function legend(readings: readonly Reading[], columns: number, paint: Paint): string {
  const unknown = readings.some((reading) => !hasMargin(reading) && reading.indexes.length > 0);
  const text = [
    'without it: the cost of the statement without this index, divided by its cost with it. Near ×1 the planner is about to stop using the index.',
    ...(unknown
      ? ['?: plancliff cannot exclude the index for this occurrence of the table alone.']
      : []),
  ];
  return wrapText(text.join(' '), columns)
    .map((line) => paint.dim(line))
    .join('\n');
}

function problemLines(problem: Problem, columns: number, paint: Paint): string[] {
  const { reason, hint, file, line, by, query } = problem;
  const place = file === undefined ? `${problem.source}, line ${line}` : `${file}:${line}`;
  const own = query === `line ${line}` || query === problem.source ? '' : ` ${caseOf(problem)}`;
  const text = `${place}${own}: ${by === 'server' ? 'the server says' : 'refused'}: ${reason}`;
  const whole = hint === undefined ? text : `${text.replace(/\.$/, '')}. ${hint}`;
  return wrapText(printable(whole), columns, 2).map((each) => paint.red(each));
}

function caseOf({ query, case: label }: Origin): string {
  return label === 'default' ? query : `${query} / ${label}`;
}

function nameOf(origin: Origin): string {
  return printable(`${origin.source}: ${caseOf(origin)}`);
}

function nextStep({ problems, findings, statements }: AuditResult): string {
  if (problems.length > 0) {
    const who = counted(problems.length, 'statement was', 'statements were');
    return `Next: ${who} not planned; fix or leave out the statements above, then run the audit again.`;
  }
  if (findings.some((finding) => isOpen(finding) && finding.severity !== 'info')) {
    return 'Next: fix the queries or indexes above, then run the audit again.';
  }
  return statements.some(({ source, file }) => file !== undefined && !source.endsWith('.sql'))
    ? 'Next: run plancliff check to see the plans of these queries at larger row counts.'
    : 'Next: write a scenario with the queries that matter; plancliff check plans them at larger row counts.';
}
