import { visible } from './shown';

/** Signs that a terminal shows two columns wide: East Asian wide and full-width forms, and pictures. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u;
/** Signs that take no column: marks over the sign before, joiners. */
const zero = /^[\p{Mn}\p{Me}\p{Cf}]/u;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Columns that a text without colour codes takes on a terminal. */
export function displayWidth(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += widthOf(segment);
  return width;
}

/** A name or a message as one line that can't move the cursor: white space folds, control characters show. */
export function printable(text: string): string {
  return visible(text.replace(/\s+/g, ' '));
}

/**
 * Breaks text at spaces into lines of at most `columns`, and words that are longer wherever they must break.
 * Lines after the first are indented by `hang`.
 */
export function wrapText(text: string, columns: number, hang = 0): string[] {
  const lines: string[] = [];
  let line = '';
  const room = (): number => Math.max(1, columns - (lines.length > 0 ? hang : 0));
  const flush = (): void => {
    lines.push(((lines.length > 0 ? ' '.repeat(hang) : '') + line).trimEnd());
    line = '';
  };
  // A share stays with its sign: `0.5 %`.
  for (const word of text.split(/ (?!%)/)) {
    if (line !== '' && displayWidth(`${line} ${word}`) > room()) flush();
    line = line === '' ? word : `${line} ${word}`;
    while (displayWidth(line) > room()) {
      // At least one sign, or there would be no end to it.
      const head =
        fitting(line, room()) || (graphemes.segment(line).containing(0)?.segment ?? line);
      const rest = line.slice(head.length);
      line = head;
      flush();
      line = rest;
    }
  }
  if (line !== '' || lines.length === 0) flush();
  return lines;
}

/** Cut to a width, with a sign that something is missing. */
export function clip(text: string, columns: number): string {
  return displayWidth(text) <= columns ? text : `${fitting(text, Math.max(0, columns - 1))}…`;
}

function fitting(text: string, columns: number): string {
  let taken = '';
  let width = 0;
  for (const { segment } of graphemes.segment(text)) {
    width += widthOf(segment);
    if (width > columns) break;
    taken += segment;
  }
  return taken;
}

function widthOf(grapheme: string): number {
  if (wide.test(grapheme)) return 2;
  return zero.test(grapheme) ? 0 : 1;
}
