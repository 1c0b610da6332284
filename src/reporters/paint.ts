import { Ansis } from 'ansis';
import type { Severity } from '../findings/kinds';

export type Paint = Ansis;

/** Colours, or none: the caller knows what the output can show. */
export const paintFor = (color: boolean): Paint => new Ansis(color ? 1 : 0);

export function paintSeverity(paint: Paint, severity: Severity, text: string): string {
  const painted = { error: paint.red, warning: paint.yellow, info: paint.cyan } as const;
  return painted[severity](text);
}
