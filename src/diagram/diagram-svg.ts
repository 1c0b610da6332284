import { formatShare, rowsText } from '../text/figures';
import { formatRows } from '../text/row-count';
import { isDecade } from './axes';
import { noValue, type Diagram } from './types';

/** Colours that stay apart for colour-blind readers (Okabe and Ito), then repeated paler. */
const colours = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#f0e442', '#999999'] as const; // prettier-ignore

const cell = 14;
const left = 84;
const top = 64;
const line = 18;

/** A diagram as SVG: one rectangle for each cell, with its plan and its figures as a tooltip. */
export function diagramSvg(diagram: Diagram): string {
  const { scales, shares, cells, plans } = diagram;
  const [width, height] = [scales.length * cell, shares.length * cell];
  const legendTop = top + height + 56;
  const longest = Math.max(0, ...plans.map(({ accesses }) => accesses.join('; ').length));
  const fullWidth = Math.max(left + width + 24, left + 24 + longest * 7);
  const fullHeight = legendTop + plans.length * line + 12;
  const accessOf = new Map(plans.map(({ letter, accesses }) => [letter, accesses.join('; ')]));
  const body = [
    text(left, 24, `${diagram.query} / ${diagram.case}`, 'font-size="15" font-weight="bold"'),
    text(left, 46, `share of rows that ${diagram.condition} $${diagram.parameter} keeps`),
    ...cells.flatMap((letters, row) =>
      letters.map((letter, column) => {
        const tip = `${rowsText(scales[column] ?? 1)}, ${formatShare(shares[row] ?? 1)}: ${accessOf.get(letter) ?? 'no value keeps about that share'}`;
        return `<rect x="${left + column * cell}" y="${top + row * cell}" width="${cell}" height="${cell}" ${fill(letter, plans)}><title>${escape(tip)}</title></rect>`;
      }),
    ),
    ...shares.flatMap((share, row) =>
      isDecade(share)
        ? [text(left - 8, top + row * cell + 11, formatShare(share), 'text-anchor="end"')]
        : [],
    ),
    ...scales.flatMap((scale, column) =>
      isDecade(scale)
        ? [text(left + column * cell + cell / 2, top + height + 18, formatRows(scale), 'text-anchor="middle"')] // prettier-ignore
        : [],
    ),
    text(left, top + height + 38, `rows of ${diagram.driving}`),
    ...plans.flatMap(({ letter, accesses }, place) => {
      const y = legendTop + place * line;
      return [
        `<rect x="${left}" y="${y - 11}" width="12" height="12" ${fill(letter, plans)}/>`,
        text(left + 20, y, accesses.join('; ')),
      ];
    }),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${fullWidth}" height="${fullHeight}" viewBox="0 0 ${fullWidth} ${fullHeight}" font-family="system-ui, sans-serif" font-size="13">`,
    `<title>${escape(`Access paths of ${diagram.query} by row count and selectivity`)}</title>`,
    '<rect width="100%" height="100%" fill="#ffffff"/>',
    ...body,
    '</svg>',
    '',
  ].join('\n');
}

function fill(letter: string, plans: Diagram['plans']): string {
  if (letter === noValue) return 'fill="#ffffff" stroke="#dddddd"';
  const place = plans.findIndex((plan) => plan.letter === letter);
  const round = Math.floor(place / colours.length);
  const opacity = round === 0 ? '' : ` fill-opacity="${(1 / (1 + round)).toFixed(2)}"`;
  return `fill="${colours[place % colours.length] ?? '#999999'}"${opacity}`;
}

function text(x: number, y: number, content: string, attributes = ''): string {
  return `<text x="${x}" y="${y}"${attributes === '' ? '' : ` ${attributes}`}>${escape(content)}</text>`;
}

/** Names of the user's stand in the text: XML has no control characters, and `&` and `<` start markup. */
function escape(content: string): string {
  return (
    content
      // eslint-disable-next-line no-control-regex -- these are what it removes
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}
