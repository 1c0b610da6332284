import { counted, formatShare, rowsText } from '../text/figures';
import { formatRows } from '../text/row-count';
import { wrapText } from '../text/wrap';
import { isDecade } from './axes';
import { noValue, type Diagram } from './types';

/** A diagram for a terminal: a letter for each cell, rows of the table to the right, share of them upwards. */
export function diagramText(diagram: Diagram, { columns }: { readonly columns: number }): string {
  const { query, shares, scales, cells, plans, planned } = diagram;
  const label = Math.max(...shares.map((share) => formatShare(share).length));
  const size = scales.length * shares.length;
  const server = `PostgreSQL ${diagram.serverVersion}`;
  const others = planned === size ? '.' : '; the others have the plan of those around them.';
  const lines = [
    ...wrapText(headline(diagram), columns),
    '',
    ...wrapText(
      `${query} / ${diagram.case}: share of rows that ${diagram.condition} $${diagram.parameter} keeps`,
      columns,
    ),
    ...cells.map((line, row) => {
      const share = isDecade(shares[row] ?? 1) ? formatShare(shares[row] ?? 1) : '';
      return `${share.padStart(label)} |${line.join('')}`;
    }),
    `${' '.repeat(label)} +${'-'.repeat(scales.length)}`,
    `${' '.repeat(label + 2)}${axisLabels(scales)}`,
    `${' '.repeat(label + 2)}rows of ${diagram.driving}`,
    '',
    ...plans.flatMap(({ letter, accesses }) =>
      wrapText(`${letter}  ${accesses.join('; ')}`, columns - 2, 3).map((part) => `  ${part}`),
    ),
    ...(cells.some((line) => line.includes(noValue))
      ? [`  ${noValue}  no value keeps about that share`]
      : []),
    '',
    ...wrapText(`${planned} of ${size} cells were planned on ${server}${others}`, columns),
  ];
  return `${lines.join('\n')}\n`;
}

function headline({ query, plans, scales }: Diagram): string {
  const [from, to] = [formatRows(scales[0] ?? 1), rowsText(scales.at(-1) ?? 1)];
  const where = scales.length === 1 ? `at ${to}` : `from ${from} to ${to}`;
  return plans.length === 1
    ? `${query} is read in one way ${where}, whatever share of the rows it keeps.`
    : `${query} is read in ${counted(plans.length, 'way')} ${where}.`;
}

/** Row counts below their columns, those of whole decades, as far as there is room. */
function axisLabels(scales: readonly number[]): string {
  return scales.reduce((text, scale, column) => {
    const name = formatRows(scale);
    const free = text.length === 0 ? column === 0 : column > text.length;
    const wanted = column === 0 || isDecade(scale);
    return wanted && free ? text.padEnd(column) + name : text;
  }, '');
}
