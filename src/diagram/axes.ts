/** Row counts of the columns: eight to a decade, with both ends, each once. */
export function scaleAxis({
  from,
  to,
}: {
  readonly from: number;
  readonly to: number;
}): readonly number[] {
  return [...new Set(logarithmic(from, to, 8).map(Math.round))];
}

/** Shares of the rows, from all rows down to a millionth. */
export function shareAxis(): readonly number[] {
  return [...logarithmic(1e-6, 1, 3)].reverse();
}

function logarithmic(from: number, to: number, perDecade: number): readonly number[] {
  const steps = Math.max(1, Math.round(Math.log10(to / from) * perDecade));
  return Array.from({ length: steps + 1 }, (_, step) =>
    step === steps ? to : from * (to / from) ** (step / steps),
  );
}

/** Whether a value is a power of ten, which an axis names. */
export function isDecade(value: number): boolean {
  const power = Math.log10(value);
  return Math.abs(power - Math.round(power)) < 1e-6;
}
