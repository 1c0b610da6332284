import { counted, formatCost, rowsText } from '../../text/figures';
import type { Paint } from '../../reporters/paint';
import { formatRows } from '../../text/row-count';
import { printable, wrapText } from '../../text/wrap';
import { nameOf } from '../names';
import { outgrowsResult } from './growth-of-statement';
import type { GrowthResult, Loss, StatementGrowth } from './types';

interface Layout {
  readonly columns: number;
  readonly paint: Paint;
}

/** How far to believe the twin, which statements lose an index first as the tables grow, and which get slow without it. */
export function growthText(growth: GrowthResult, layout: Layout): readonly string[] {
  const { columns, paint } = layout;
  const losing = growth.statements.filter(({ losses }) => losses.length > 0);
  const outgrowing = growth.statements
    .filter(outgrowsResult)
    .toSorted((a, b) => b.cost.atEnd - a.cost.atEnd);
  const wrapped = (text: string): string => wrapText(text, columns, 2).join('\n');
  return [
    [paint.bold(headOf(growth)), wrapped(agreementText(growth))].join('\n'),
    wrapped(rulesText(growth)),
    losing.length === 0
      ? wrapped(noLossText(growth))
      : ['Least growth left:', ...losing.flatMap((each) => lossLines(each, growth, layout))].join(
          '\n',
        ),
    outgrowing.length === 0
      ? ''
      : [
          wrapped(
            `${counted(outgrowing.length, 'statement keeps', 'statements keep')} every access and cost at least five times as much at ×10, without returning as much more:`,
          ),
          ...outgrowing.slice(0, mostOutgrowing).map((each) => outgrowingLine(each, layout)),
          ...(outgrowing.length > mostOutgrowing
            ? [paint.dim(`  and ${counted(outgrowing.length - mostOutgrowing, 'other statement')}`)]
            : []),
        ].join('\n'),
    [
      ...growth.moved.map((each) =>
        paint.dim(
          wrapped(
            `${nameOf(each)}: values near the end of ${each.columns.map(printable).join(', ')} move with it`,
          ),
        ),
      ),
      ...growth.unplanned.map((each) =>
        wrapped(`${nameOf(each)}: not judged, the twin says: ${printable(each.reason)}`),
      ),
      ...growth.statements
        .filter(({ agreement }) => agreement !== undefined && agreement !== 'identical')
        .map((each) =>
          paint.dim(
            wrapped(
              `~ ${nameOf(each)}: ${each.agreement ?? ''}; ${printable(each.difference ?? '')}`,
            ),
          ),
        ),
      ...growth.lacks.map((lack) => paint.dim(wrapped(`Not as on the server: ${printable(lack)}`))),
    ].join('\n'),
  ].filter((block) => block !== '');
}

function noLossText({ to, grows, months }: GrowthResult): string {
  if (grows) return `No statement loses an index up to ${times(to)}.`;
  return months === undefined
    ? 'No table that the statements read grows: tables of fewer than 1k rows stay, unless rows still come in or growth.json of a pulled folder says so. So nothing is known of larger sizes.'
    : 'No table that the statements read gains rows, by what is known of its rate. So nothing is known of larger sizes.';
}

const mostOutgrowing = 10;

function agreementText({ statements, twin }: GrowthResult): string {
  const total = statements.length;
  if (total > 0 && statements.every(({ agreement }) => agreement === undefined)) {
    return `${counted(total, 'statement is', 'statements are')} planned on a twin without rows (PostgreSQL ${twin.version}); no server was asked.`;
  }
  const same = statements.filter(({ agreement }) => agreement === 'identical').length;
  const shape = statements.filter(({ agreement }) => agreement === 'same shape').length;
  const other = total - same - shape;
  const place = `a twin without rows (PostgreSQL ${twin.version})`;
  if (total === 0) return `No statement could be planned on ${place}.`;
  const parts = [
    `${same} of ${counted(total, 'statement')} plan on ${place} as on the server, every cost included`,
    ...(shape > 0 ? [`${shape} with other figures in the same plan`] : []),
    ...(other > 0 ? [`${other} otherwise: believe their lines less`] : []),
  ];
  return `${parts.join('; ')}.${same < total ? ' The others are marked ~.' : ''}`;
}

function headOf({ to, months }: GrowthResult): string {
  if (months === undefined) return `Growth up to ${times(to)}`;
  return `Growth over ${counted(months, 'month')}: up to ${times(to)} for the table that grows fastest`;
}

function rulesText({ rules, backlogs, months }: GrowthResult): string {
  const parts = rules.map(({ rule, columns }) => `${rule} ${columns}`);
  return [
    `Columns grow by rules: ${parts.join(', ')} (docs/twins.md).`,
    months === undefined
      ? 'Tables of at least 1k rows grow alike, and smaller ones that rows still come into.'
      : 'Each table grows at its own rate.',
    ...(backlogs.length === 0
      ? []
      : [`As many rows as today are in passing states: ${backlogs.map(printable).join('; ')}.`]),
  ].join(' ');
}

function lossLines(
  each: StatementGrowth,
  { to }: GrowthResult,
  { columns, paint }: Layout,
): readonly string[] {
  const [first] = each.losses as readonly [Loss];
  const mark = each.agreement === undefined || each.agreement === 'identical' ? ' ' : '~';
  const head = `${mark} ${times(first.factor).padEnd(7)} ${axis(first.factor, to)}  ${paint.bold(nameOf(each))}`;
  const detail = wrapText(printable(lossText(first)), columns - indent).map(
    (line) => `${' '.repeat(indent)}${line}`,
  );
  return [head, ...detail];
}

const indent = 4;

export function lossText(loss: Loss): string {
  const { indexes, relation, alias, relationRows, relationRowsToday, after } = loss;
  const table = alias === relation ? relation : `${relation} (${alias})`;
  const size =
    relationRows === undefined
      ? ''
      : ` at ${rowsText(relationRows)} of ${table}${relationRowsToday === undefined ? '' : ` (${formatRows(Math.max(1, relationRowsToday))} today)`}`;
  const names = indexes.length === 0 ? 'the index' : indexes.join(', ');
  return `${names} ${indexes.length > 1 ? 'are' : 'is'} lost${size}${timeText(loss)}; then ${after}`;
}

/** `, in about 7 months at the rate since 2026-03-01` */
function timeText({ months, since }: Loss): string {
  if (months === undefined || since === undefined) return '';
  const [count, unit] =
    months < 1
      ? [Math.max(1, Math.round(months * 30)), 'day']
      : months < 24
        ? [Math.round(months), 'month']
        : [Math.round(months / 12), 'year'];
  return `, in about ${counted(count, unit)} at the rate since ${since}`;
}

const axisWidth = 24;

/** The axis of growth up to where an index is lost, on a logarithmic scale. */
function axis(factor: number, to: number): string {
  const done = Math.round((Math.log(Math.max(1, factor)) / Math.log(to)) * axisWidth);
  const kept = Math.min(axisWidth - 1, Math.max(0, done));
  return `${'━'.repeat(kept)}╳${'┈'.repeat(axisWidth - 1 - kept)}`;
}

function outgrowingLine({ cost, ...of }: StatementGrowth, { columns }: Layout): string {
  const ten =
    cost.atTen === undefined
      ? ''
      : `${formatCost(cost.today)} today, ${formatCost(cost.atTen)} at ×10, ${formatCost(cost.atEnd)} at the end`;
  return wrapText(`  ${nameOf(of)}: cost ${ten}`, columns, 4).join('\n');
}

/** `×3.4`, `×1000` */
function times(factor: number): string {
  return `×${Number(factor.toPrecision(2))}`;
}
