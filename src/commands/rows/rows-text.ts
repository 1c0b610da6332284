import Table from 'cli-table3';
import { borderlessTable } from '../../reporters/borderless-table';
import { paintFor } from '../../reporters/paint';
import { formatShare, rowsText } from '../../text/figures';
import { formatRows } from '../../text/row-count';
import { displayWidth, printable } from '../../text/wrap';
import type { ShownTable } from './read-rows';

const longest = 32;

/** Tables of rows and of frequencies, for people. */
export function tablesText(
  tables: readonly ShownTable[],
  { color, columns }: { readonly color: boolean; readonly columns: number },
): string {
  return `${tables.map((table) => tableText(table, color, columns)).join('\n\n')}\n`;
}

function tableText(
  { table, rows, counted, columns, shown }: ShownTable,
  color: boolean,
  width: number,
): string {
  const paint = paintFor(color);
  const values = new Table({
    ...borderlessTable,
    head: ['row', ...columns.map(({ name }) => printable(name))],
  });
  for (const { row, values: of } of shown) values.push([String(row), ...of.map(cut)]);
  const frequencies = new Table({
    ...borderlessTable,
    head: ['column', 'type', 'values', 'most frequent'],
  });
  const gaps = 3 * borderlessTable.chars.middle.length;
  const before = [
    ['column', ...columns.map(({ name }) => printable(name))],
    ['type', ...columns.map(({ type }) => type)],
    ['values', ...columns.map(({ distinct }) => formatRows(distinct))],
  ].map((texts) => Math.max(...texts.map(displayWidth)));
  const room = width - gaps - before.reduce((sum, each) => sum + each, 0);
  for (const { name, type, distinct, values: of } of columns) {
    const common = fitting(
      of.map(({ value, share }) => `${cut(value)} ${formatShare(share)}`),
      room,
    );
    frequencies.push([
      printable(name),
      type,
      formatRows(distinct),
      distinct === counted ? 'each once' : common,
    ]);
  }
  const seen =
    counted === rows ? 'all of them' : `${formatRows(counted)} of them, evenly over the table`;
  return [
    paint.bold(`${printable(table)}: ${rowsText(rows)}`),
    values.toString(),
    `Values in ${seen}:`,
    frequencies.toString(),
  ].join('\n\n');
}

/** The first values, as many as there is room for; the most frequent one always. */
function fitting(values: readonly string[], room: number): string {
  let text = values[0] ?? '';
  for (const value of values.slice(1)) {
    const longer = `${text}, ${value}`;
    if (displayWidth(longer) > room) break;
    text = longer;
  }
  return text;
}

function cut(value: string | null): string {
  if (value === null) return 'null';
  const text = printable(value);
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
