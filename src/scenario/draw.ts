import { checkName, refuse } from '../model/arguments';
import type { DrawLabel, DrawnValue } from '../model/draw';

/**
 * A case value that the data model picks at each scale, from `table.column`:
 *
 * - `common`: the most frequent value
 * - `rare`: the least frequent value that exists
 * - `absent`: a value that no row has
 * - `lowest`, `highest`: the value at either end
 * - `null`: null, cast to the column's type
 */
export const draw = {
  common: (from: string) => drawn('common', from),
  rare: (from: string) => drawn('rare', from),
  absent: (from: string) => drawn('absent', from),
  lowest: (from: string) => drawn('lowest', from),
  highest: (from: string) => drawn('highest', from),
  null: (from: string) => drawn('null', from),
} as const satisfies Record<DrawLabel, (from: string) => DrawnValue>;

function drawn(label: DrawLabel, from: string): DrawnValue {
  const column = checkName(`draw.${label}`, 'from', from);
  if (!/^.+\..+$/s.test(column)) {
    refuse(`draw.${label}`, 'from', `is '${column}'; must be 'table.column'`);
  }
  return { draw: label, from: column };
}
