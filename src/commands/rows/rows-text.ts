import Table from 'cli-table3';
import { borderlessTable } from '../../reporters/borderless-table';
import { paintFor } from '../../reporters/paint';
import { formatShare, rowsText } from '../../text/figures';
import { formatRows } from '../../text/row-count';
import { printable } from '../../text/wrap';
import type { ShownTable } from './read-rows';

const longest = 32;

/** Tables of rows and of frequencies, for people. */
export function tablesText(tables: readonly ShownTable[], color: boolean): string {
  return `${tables.map((table) => tableText(table, color)).join('\n\n')}\n`;
}

function tableText({ table, rows, counted, columns, shown }: ShownTable, color: boolean): string {
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
  for (const { name, type, distinct, values: of } of columns) {
    const common = of.map(({ value, share }) => `${cut(value)} ${formatShare(share)}`).join(', ');
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

function cut(value: string | null): string {
  if (value === null) return 'null';
  const text = printable(value);
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
