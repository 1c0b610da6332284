import { clip, displayWidth, printable, wrapText } from '../../text/wrap';

const indent = ' '.repeat(5);
/** Signs of a text that still say which value it is, where the whole of it leaves no room for the query. */
const start = 8;

/**
 * A query below the title that it shows: whole, or in two lines with long texts cut, so that its condition and its order
 * can be read on a screen.
 *
 * @param brief two lines at most
 */
export function queryLines(query: string, columns: number, brief: boolean): readonly string[] {
  const room = columns - indent.length;
  const whole = printable(query);
  const shown = brief && displayWidth(whole) > room ? cutTexts(whole) : whole;
  const lines = wrapText(shown, room, 2);
  if (!brief || lines.length <= 2) return lines.map((line) => indent + line);
  const [first = '', ...rest] = lines;
  return [first, clip(`  ${rest.map((line) => line.trim()).join(' ')}`, room)].map(
    (line) => indent + line,
  );
}

/** `'79599cd2…'` for a text of more signs than that. */
const cutTexts = (query: string): string =>
  query.replaceAll(/'((?:[^']|'')*)'/g, (text, inner: string) => {
    const signs = [...inner.replaceAll("''", "'")];
    if (signs.length <= start + 4) return text;
    return `'${signs.slice(0, start).join('').replaceAll("'", "''")}…'`;
  });
