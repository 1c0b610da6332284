/** Real over estimated rows from which on, and below whose inverse, an estimate is wrong and not just rough. */
const wrong = 3;

export const factorOff = (ratio: number): boolean => ratio >= wrong || ratio <= 1 / wrong;

/** `20 times fewer`, as the planner's figure stands to the real one. */
export function offBy(ratio: number): string {
  const factor = Math.round(Math.max(ratio, 1 / ratio));
  return `${factor} times ${ratio > 1 ? 'fewer' : 'more'}`;
}
