import Table from 'cli-table3';
import { counted } from '../../reporters/finding-labels';
import { borderlessTable, spanWidth } from '../../reporters/borderless-table';
import type { Paint } from '../../reporters/paint';
import { foldSql } from '../../sql/fold';
import { formatCost } from '../../text/figures';
import { formatRows } from '../../text/row-count';
import { clip, printable, wrapText } from '../../text/wrap';
import type { PlanGroup } from '../rank';
import { mostCompared } from '../margin';
import type { AuditedStatement, Reading } from '../types';
import { costText } from './first-look';
import { isUnnamed, nameOf } from '../names';

/** Below this ratio of costs other statistics, or some growth, may lead the planner to another plan. */
const near = 2;

/** More statements with one plan are counted. */
const mostNames = 5;

const rowsWidth = 10;
const marginWidth = 'without it'.length;

/** How each statement reads its tables: statements with equal plans together, those with most at stake first. */
export function readingsTable(groups: readonly PlanGroup[], columns: number, paint: Paint): string {
  const readWidth = columns - rowsWidth - marginWidth - 2 * borderlessTable.chars.middle.length;
  const table = new Table({
    ...borderlessTable,
    head: ['rows'.padStart(rowsWidth), 'read by', 'without it'].map((text) => paint.dim(text)),
    colWidths: [rowsWidth, readWidth, marginWidth],
  });
  const span = spanWidth(columns, 2);
  for (const { statements } of groups) {
    const [first] = statements;
    if (first === undefined) continue;
    const names = namesOf(statements, span).map((line) => paint.bold(line));
    const details = [...sqlOf(statements, span - 2), factsOf(statements)].flatMap((text) =>
      wrapText(text, span - 2).map((line) => paint.dim(`  ${line}`)),
    );
    table.push([{ colSpan: 3, content: [...names, ...details].join('\n') }]);
    for (const reading of first.readings) {
      table.push([
        rowsOf(reading).padStart(rowsWidth),
        wrapText(printable(reading.access), readWidth, 2).join('\n'),
        marginOf(reading, paint),
      ]);
    }
    if (first.readings.length === 0) table.push([''.padStart(rowsWidth), 'reads no table', '']);
  }
  return table.toString().replace(/[ \t]+$/gm, '');
}

function namesOf(statements: readonly AuditedStatement[], columns: number): readonly string[] {
  const shown = statements
    .slice(0, mostNames)
    .flatMap((each) => wrapText(nameOf(each), columns, 2));
  const more = statements.length - mostNames;
  return more > 0 ? [...shown, `and ${counted(more, 'other statement')} with this plan`] : shown;
}

/** The text of a statement that nobody named, in one line: its line number says nothing. */
function sqlOf(statements: readonly AuditedStatement[], columns: number): readonly string[] {
  return statements
    .slice(0, mostNames)
    .filter(isUnnamed)
    .map(({ sql }) => clip(printable(foldSql(sql)), 2 * columns - 10));
}

function factsOf(statements: readonly AuditedStatement[]): string {
  const [first] = statements as readonly [AuditedStatement];
  const { rows, plan, note } = first;
  const least = Math.min(...statements.map((each) => each.cost));
  const range = least < first.cost ? `, down to ${formatCost(least)}` : '';
  return printable(
    [
      `${costText(first)} for ${counted(rows, 'row')}${range}`,
      ...(plan === 'generic' ? ['for any values'] : []),
      ...(note === undefined ? [] : [note]),
    ].join(', '),
  );
}

const rowsOf = ({ relationRows }: Reading): string =>
  relationRows === undefined ? 'unknown' : formatRows(Math.max(1, relationRows));

const hasMargin = ({ costWithout }: Reading): boolean => typeof costWithout === 'number';

function marginOf({ costWith, costWithout }: Reading, paint: Paint): string {
  if (costWithout === undefined) return '';
  if (costWithout === null) return '?';
  const ratio = costWithout / Math.max(costWith, Number.MIN_VALUE);
  const text = `×${ratio < 10 ? ratio.toFixed(1) : formatRows(ratio)}`;
  return ratio < near ? paint.yellow(text) : text;
}

/** What the last column is: a comparison of two estimates at one size. */
export function legend(readings: readonly Reading[], columns: number, paint: Paint): string {
  if (!readings.some(hasMargin)) return '';
  const unknown = readings.some(({ costWithout }) => costWithout === null);
  const omitted = readings.some(
    ({ costWithout, indexes }) => costWithout === undefined && indexes.length > 0,
  );
  const text = [
    "without it: the planner's cost of the statement without this index, divided by its cost with it. It is a comparison at the current size and predicts no row count.",
    ...(omitted ? [`Only the ${mostCompared} plans with most at stake are compared.`] : []),
    ...(unknown
      ? ['?: plancliff cannot exclude the index for this occurrence of the table alone.']
      : []),
  ];
  return wrapText(text.join(' '), columns)
    .map((line) => paint.dim(line))
    .join('\n');
}
