import { printable, wrapText } from '../text/wrap';

/** Wraps a line, whose continuation is indented by two more; names in it cannot move the cursor. */
export function indentedLines(line: string, columns: number): readonly string[] {
  const indent = /^ */.exec(line)?.[0] ?? '';
  const wrapped = wrapText(printable(line.trim()), columns - indent.length, 2);
  return wrapped.map((part) => (part === '' ? '' : indent + part));
}
